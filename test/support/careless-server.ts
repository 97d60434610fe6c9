import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type SecretName, secretKinds, secretOf } from './secret-kinds.ts';

/** A server that tells everybody everything. */
export interface CarelessServer {
  readonly origin: string;
  /** The server as a proxy, with its user and password. */
  readonly proxy: string;
  /** All that it was sent, heads and bodies. */
  received(): string;
  /** How often it was asked for a path that starts so. */
  count(path: string): number;
  close(): Promise<void>;
}

export interface CarelessOptions {
  /** Whether it refuses to sign anybody in. */
  readonly refuses: boolean;
  /** Told of each request before it is answered. */
  readonly onRequest?: (path: string) => void;
}

const html = (text: string, spell: (one: string) => string) => text.replace(/[^A-Za-z0-9 ]/g, spell);
const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const code = (one: string) => one.charCodeAt(0);

/** A value in the spellings in which servers, proxies and frameworks send it back, by the header that has it. */
export function spellings(value: string): Record<string, string> {
  const bytes = Buffer.from(value);
  const url = encodeURIComponent(value);
  return {
    'X-Raw': value,
    'X-Url': url,
    'X-Url-Lower': url.replace(/%../g, (one) => one.toLowerCase()),
    'X-Form': new URLSearchParams({ value }).toString(),
    'X-Json': JSON.stringify({ value }),
    'X-Json-Ascii': JSON.stringify(value).replace(/[^ -~]/g, (one) => `\\u00${code(one).toString(16)}`),
    'X-Html': value.replace(/[&<>"']/g, (one) => named[one] as string),
    'X-Html-Decimal': html(value, (one) => `&#${code(one)};`),
    'X-Html-Hex': html(value, (one) => `&#x${code(one).toString(16)};`),
    'X-Hex': bytes.toString('hex'),
    'X-Hex-Upper': bytes.toString('hex').toUpperCase(),
    'X-Base64': bytes.toString('base64'),
    'X-Base64-One': Buffer.from(`u${value}`).toString('base64'),
    'X-Base64-Two': Buffer.from(`u:${value}`).toString('base64'),
    'X-Base64-Url': bytes.toString('base64url'),
    'X-Bytes': JSON.stringify([...bytes]),
  };
}

/** One kind, in a body, in headers, in the status line and as a cookie. */
function echo(response: ServerResponse, name: SecretName): void {
  const value = secretOf(name);
  // What a server sets as a cookie may be learnt from it, so only what a run knows anyway is set; on a path that
  // nobody asks for, so that it does not come back by itself.
  const given = ['password', 'client_secret', 'api_key', 'special_password'].includes(name);
  const cookie = given ? { 'Set-Cookie': `echo=${encodeURIComponent(value)}; Path=/never` } : {};
  const headers = { ...spellings(value), ...cookie };
  const body = { said: `${name} is ${value}`, keys: { [value]: 'x' }, bytes: [...Buffer.from(value)], ...headers };
  send(response, 200, body, headers, `OK ${value}`);
}

function send(response: ServerResponse, status: number, body: object, headers: OutgoingHttpHeaders, reason = ''): void {
  response.writeHead(status, reason || 'OK', { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** The cookie of a session, and all the tokens, whether anybody may have them or not. */
function tokens(response: ServerResponse, refuses: boolean): void {
  const headers = { 'Set-Cookie': `session=${secretOf('cookie')}; Path=/; HttpOnly` };
  const names = ['id_token', 'access_token', 'refresh_token'] as const;
  const answer = Object.fromEntries(names.map((name) => [name, secretOf(name)]));
  if (refuses) {
    const all = Object.fromEntries(secretKinds.map(({ name, value }) => [name, value]));
    const refusal = { error: 'access_denied', error_description: JSON.stringify(all), ...answer, all };
    send(response, 403, refusal, { ...headers, ...spellings(secretOf('password')) }, `No ${secretOf('password')}`);
  } else {
    send(response, 200, { ...answer, token_type: 'bearer', expires_in: 3600 }, headers);
  }
}

/** Starts one: `/auth/dex/token` signs in, `/echo/<kind>` sends a secret back, `/hang` never answers. */
export async function startCarelessServer({ refuses, onRequest }: CarelessOptions): Promise<CarelessServer> {
  let received = '';
  const paths: string[] = [];
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    // A request through a proxy names the whole URL.
    const path = new URL(request.url ?? '', 'http://careless.test').pathname;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received += `${request.rawHeaders.join('\n')}\n${Buffer.concat(chunks).toString('utf8')}\n`;
    paths.push(path);
    onRequest?.(path);
    const name = path.split('/').at(-1) as SecretName;
    if (path === '/hang') return;
    if (path === '/auth/dex/token') tokens(response, refuses);
    else if (secretKinds.some((one) => one.name === name)) echo(response, name);
    else send(response, 404, {}, {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    proxy: `http://robot:${encodeURIComponent(secretOf('proxy_password'))}@127.0.0.1:${port}`,
    received: () => received,
    count: (path) => paths.filter((one) => one.startsWith(path)).length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
