import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { atTheEnd } from '../../support/at-the-end.ts';

/** One way in which a server answers with a token, or is asked for one. */
interface TokenRow {
  readonly name: string;
  /** Why the row is tested: who does this. */
  readonly because: string;
  /** Keys of the identity: token_url and token. */
  readonly identity: Readonly<Record<string, unknown>>;
  /** The target of the token request as it arrives. */
  readonly target: string;
  readonly answer: (token: string) => { readonly headers?: Record<string, string>; readonly body: string };
}

const json = (body: unknown) => ({ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
const usual = (token: string) => json({ access_token: token });
const place = (name: string, because: string, field: unknown, answer: TokenRow['answer']): TokenRow => ({
  name,
  because,
  identity: { token_url: `/${name}`, token: { field } },
  target: `/${name}`,
  answer,
});
const query = (name: string, because: string, written: string, sent = written): TokenRow => ({
  name,
  because,
  identity: { token_url: `/${name}?${written}` },
  target: `/${name}?${sent}`,
  answer: usual,
});

export const tokenRows: readonly TokenRow[] = [
  place('named', 'a field may have any name', 'accessToken', (token) => json({ accessToken: token })),
  place('path', 'many APIs wrap their answers', '$.data.token', (token) => json({ data: { token } })),
  place('dotted', 'documents write the path without $', 'data.token', (token) => json({ token: 'x', data: { token } })),
  place('last', 'it is in the last item of a list', '$.tokens[-1].id', (token) =>
    json({ tokens: [{ id: 'x' }, { id: token }] }),
  ),
  place('header', 'OpenStack Keystone', { header: 'X-Subject-Token' }, (token) => ({
    headers: { 'X-Subject-Token': token },
    body: '',
  })),
  place('beside', 'the body has another token', { header: 'X-Token' }, (token) => ({
    ...json({ access_token: 'x' }),
    headers: { 'x-token': token },
  })),
  place('whole', 'small APIs answer with the token alone', 'body', (token) => ({ body: `${token}\n` })),
  place('string', 'JSON of one text is a token in quotes', 'body', (token) => json(token)),
  query('version', 'Azure AD B2C, Zoom', 'p=b2c_1_ropc&grant=account'),
  query('tenant', 'a variable in the query is data', 'tenant={{tenant}}&last=1', 'tenant=a%26b%20c%2Bd&last=1'),
  query('repeated', 'RFC 8707 repeats resource', 'resource={{tenant}}&resource=b', 'resource=a%26b%20c%2Bd&resource=b'),
  query('bare', 'a key without "="', 'debug&tenant={{tenant}}', 'debug&tenant=a%26b%20c%2Bd'),
  query('encoded', 'the list has encoded it', 'to=https%3A%2F%2Fa.test%2F&x=1'),
];

const template = 'oauth2-client-credentials';

/** A list with an identity for each row, and a request of each in the folder Api. */
export function tokenList(): string {
  const identities = tokenRows.map(({ name, identity }) => [
    name,
    { template, client_id: 'me', client_secret: '{{secret_of_me}}', ...identity },
  ]);
  const endpoints = tokenRows.map(({ name }) => ({ name: `As ${name}`, request: `GET /as/${name}`, auth: name }));
  return JSON.stringify({
    name: 'Variants',
    identities: Object.fromEntries(identities),
    variables: { tenant: 'a&b c+d', secret_of_me: { secret: true } },
    environments: { dev: { base_url: 'http://127.0.0.1:9' } },
    endpoints: [{ folder: 'Api', endpoints }],
  });
}

/** Starts a server that answers each token request as its row says. Logs targets, clients and tokens. */
export async function startTokenServer(): Promise<{ readonly origin: string; readonly log: string[] }> {
  const log: string[] = [];
  const server = createServer(async (request, response) => {
    const { method, url = '', headers } = request;
    const body = new URLSearchParams(await text(request));
    const [kind = '', value = ''] = (headers.authorization ?? '').split(' ');
    const sender = kind === 'Basic' ? `Basic ${Buffer.from(value, 'base64')}` : `${kind} ${value}`;
    const row = tokenRows.find(({ name }) => url.split('?')[0] === `/${name}`);
    log.push(`${method} ${url} ${sender}${row ? ` ${body.get('grant_type')}` : ''}`);
    const answer = row?.answer(`token-of-${row.name}`) ?? json({});
    response.writeHead(200, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atTheEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, log };
}
