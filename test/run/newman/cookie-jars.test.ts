import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { toCollection } from '../../../src/postman/v2/to-collection.ts';
import { toEnvironment } from '../../../src/postman/v2/to-environment.ts';
import { planRun } from '../../../src/run/plan-run.ts';
import { toJob } from '../../../src/run/to-job.ts';
import { readScripts } from '../../../src/source/templates.ts';
import { apiOf } from '../../support/api-of.ts';
import { atTheEnd } from '../../support/at-the-end.ts';
import { newmanHere } from '../../support/newman-here.ts';

const list = (entries: string) => `name: Users
auth: { template: oauth2-password, token_url: /token, client_authentication: none }
identities:
  jane: { template: oauth2-password, token_url: /token, client_authentication: none }
  clerk: basic
  page: { template: api-key, api_key: "{{page_key}}" }
  carrier: { template: bearer, bearer_token: "{{access_token}}" }
variables: { page_key: { secret: true } }
environments:
  dev: { base_url: "http://localhost:1", client_id: c, username: admin, jane_username: jane, clerk_username: ann }
endpoints: [${entries}]
`;
const admin = 'GET /admin';
const jane = '{ name: Jane, request: GET /jane, auth: jane }';
const nobody = '{ name: Nobody, request: GET /nobody, auth: none }';
const clerk = '{ name: Clerk, request: GET /clerk, auth: clerk }';
const page = '{ name: Page, request: GET /page, auth: page }';
const newPage =
  '{ name: New page, request: GET /new-page, auth: none, save: { page_key: { path: $.key, secret: true } } }';
const carrier = '{ name: Carrier, request: GET /carrier, auth: carrier }';
const again = '{ name: Again, request: GET /again }';
const janeAgain = '{ name: Jane again, request: GET /jane-again, auth: jane }';
const nobodyAgain = '{ name: Nobody again, request: GET /nobody-again, auth: none }';

/**
 * Runs a list against a server that gives a session cookie to who signs in (`s=admin`) and to nobody (`s=nobody`), unless
 * the request has one. Returns the path of each request, the user who signs in, and the cookie that came with it.
 *
 * @param byGuard whether the visible token requests are not sent, so that the guard signs in
 */
async function cookiesOf(entries: readonly string[], { rounds = 1, byGuard = false, data = [] as object[] } = {}) {
  const log: string[] = [];
  const server = createServer(async (request, response) => {
    const user = new URLSearchParams(await text(request)).get('username');
    const { cookie } = request.headers;
    log.push([request.url, user, cookie].filter(Boolean).join(' '));
    const [scheme, credentials = ''] = (request.headers.authorization ?? '').split(' ');
    const sender = scheme === 'Basic' ? Buffer.from(credentials, 'base64').toString().split(':')[0] : credentials;
    const owner = user ?? (sender || (request.headers['x-api-key'] as string | undefined) || 'nobody');
    if (!cookie) response.setHeader('Set-Cookie', `s=${owner}; Path=/`);
    const answer = user
      ? { access_token: `token-of-${user}`, token_type: 'bearer', expires_in: 300 }
      : { key: `key-${log.length}` };
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atTheEnd(() => server.close());
  const { port } = server.address() as AddressInfo;
  const api = apiOf(list(entries.join(', ')));
  const plan = planRun(api, { folders: [], tags: [], notTags: [], unsafe: false }, new Map()).value;
  const [environment] = api.environments;
  if (!plan || !environment) throw new Error('nothing is planned');
  const secrets = {
    base_url: `http://localhost:${port}`,
    password: 'password-1',
    jane_password: 'password-2',
    clerk_password: 'p',
  };
  const values = new Map([...environment.values, ...Object.entries(secrets)]);
  const rows = data.length > 0 ? { data: data as Record<string, string>[] } : {};
  const job = toJob(api, plan, values, {
    iterations: rounds,
    ...rows,
    timeoutRequest: 10_000,
    delay: 0,
    tls: { insecure: false },
  });
  const ofGuard = plan.requests.map(({ endpoint }) => endpoint.id);
  const files = { collection: toCollection(api, readScripts()), environment: toEnvironment(environment, api) };
  await newmanHere(files as never).run(
    byGuard ? { ...job, requestIds: ofGuard } : job,
    () => undefined,
    new AbortController().signal,
  );
  return log;
}

describe('each identity, and nobody, has cookies of its own', () => {
  test.each([
    ['two users', [admin, jane], ['/token admin', '/token jane', '/admin s=admin', '/jane s=jane']],
    ['a user and nobody', [admin, nobody], ['/token admin', '/admin s=admin', '/nobody']],
    ['nobody first', [nobody, admin], ['/token admin', '/nobody', '/admin s=admin']],
    ['the same user again', [admin, nobody, again], ['/token admin', '/admin s=admin', '/nobody', '/again s=admin']],
    [
      'another identity again',
      [jane, nobody, janeAgain],
      ['/token jane', '/jane s=jane', '/nobody', '/jane-again s=jane'],
    ],
    [
      'nobody again',
      [nobody, admin, nobodyAgain],
      ['/token admin', '/nobody', '/admin s=admin', '/nobody-again s=nobody'],
    ],
  ])('%s', async (_, entries, want) => expect(await cookiesOf(entries)).toEqual(want));

  test("nobody's cookies are removed at each iteration, those of an identity are kept with its token", async () => {
    expect(await cookiesOf([admin, nobody, nobodyAgain], { rounds: 2 })).toEqual([
      '/token admin',
      ...['/admin s=admin', '/nobody', '/nobody-again s=nobody'],
      ...['/admin s=admin', '/nobody', '/nobody-again s=nobody'],
    ]);
  });
  test('a sign-in of the guard uses the cookies of its identity', async () => {
    const entries = [nobody, admin, jane, again, janeAgain];
    expect(await cookiesOf(entries, { byGuard: true })).toEqual([
      '/nobody',
      ...['/token admin', '/admin s=admin'],
      ...['/token jane', '/jane s=jane'],
      ...['/again s=admin', '/jane-again s=jane'],
    ]);
  });
  test.each([false, true])('another user who signs in starts without cookies (by the guard: %s)', async (byGuard) => {
    const data = [{ username: 'admin' }, { username: 'tom' }];
    expect(await cookiesOf([admin], { byGuard, data })).toEqual([
      ...['/token admin', '/admin s=admin'],
      ...['/token tom', '/admin s=tom'],
    ]);
  });
  test('an identity without a sign-in starts without cookies when a data row has another user for it', async () => {
    const data = ['ann', 'bob', 'bob'].map((name) => ({ clerk_username: name }));
    expect(await cookiesOf([clerk, clerk.replace('Clerk', 'Clerk again')], { data })).toEqual([
      ...['/clerk', '/clerk s=ann'],
      ...['/clerk', '/clerk s=bob'],
      ...['/clerk s=bob', '/clerk s=bob'],
    ]);
  });
  test('an identity whose key a request saves starts without cookies when it has another key', async () => {
    const again = newPage.replace('New page', 'Another new page');
    const entries = [newPage, page, page.replace('Page', 'Page again'), again, page.replace('Page', 'Other page')];
    const round = ['/new-page', '/page', '/page s=key-1', '/new-page s=nobody', '/page'];
    const log = await cookiesOf(entries, { rounds: 2 });
    expect(log).toEqual([...round, ...round.map((line) => line.replace('key-1', 'key-6'))]);
  });
  test('an identity that carries the token of another starts without cookies when that one signs in', async () => {
    const data = [{ username: 'admin' }, { username: 'tom' }];
    expect(await cookiesOf([carrier], { byGuard: true, data })).toEqual([
      ...['/token admin', '/carrier'],
      ...['/token tom', '/carrier'],
    ]);
  });
});
