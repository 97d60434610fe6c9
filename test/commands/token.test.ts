import { describe, expect, test } from 'vitest';
import { codesIn, placesIn } from '../support/cli.ts';
import { inProcess } from '../support/in-process.ts';
import { findLeaks } from '../support/leaks.ts';
import { type Reply, serveReplies, serveShop, tokenAnswer } from '../support/loopback.ts';
import { clientSecret, makeWorkspace, password, secretEnv, shopList } from '../support/workspace.ts';

const withJane = shopList.replace(
  'environments:',
  'identities:\n  jane: { template: pydio-cells-v1, username: jane }\n  key: api-key\nenvironments:',
);
const janeEnv = { ...secretEnv, SHOP_JANE_PASSWORD: password };

async function token(origin: string, args: readonly string[] = [], list = withJane, env: object = {}) {
  const cwd = makeWorkspace(list);
  return inProcess(['token', '--var', `base_url=${origin}`, ...args], { cwd, env: { ...janeEnv, ...env } });
}

describe.concurrent('postmint token', () => {
  test('says who, which client, where, until when and which claims, and not the token', async () => {
    const server = await serveShop(withJane);
    const { code, stdout, stderr } = await token(server.origin);
    expect([code, stderr]).toEqual([0, '']);
    const rows = new Map(
      [...stdout.matchAll(/^ {2}(\S+| {2}\S+) +(.*)$/gm)].map(([, key, value]) => [key?.trim(), value]),
    );
    expect(rows.get('user')).toBe('admin');
    expect(rows.get('client')).toBe('cells-front');
    expect(rows.get('server')).toBe(`${server.origin}/auth/dex/token`);
    expect(rows.get('expires')).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z \(in 9 min\)$/);
    expect([...rows.keys()]).toEqual(expect.arrayContaining(['iss', 'aud', 'sub', 'iat', 'exp']));
    expect(stdout).not.toMatch(/eyJ/);
    expect(server.requests).toEqual(['200 POST /auth/dex/token']);
  });

  test('--identity signs in as another, --print gives the token alone on standard output', async () => {
    const server = await serveShop(withJane.replace('username: admin', 'username: admin, jane_password: ""'));
    const replies = await serveReplies(() => ({ status: 200, body: tokenAnswer(599) }));
    const printed = await token(replies.origin, ['--identity', 'jane', '--print']);
    expect(printed.code).toBe(0);
    expect(printed.stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(printed.stderr).toContain('jane');
    expect(replies.bodies?.[0]).toContain('username=jane');
    await server.close();
  });

  test('--format json is one document, and has the token only with --print', async () => {
    const server = await serveShop(withJane);
    const { code, stdout } = await token(server.origin, ['--format', 'json']);
    const document = JSON.parse(stdout);
    expect([code, document.exitCode, document.user, document.client]).toEqual([0, 0, 'admin', 'cells-front']);
    expect(Date.parse(document.expiresAt)).toBeGreaterThan(Date.now());
    expect(document).not.toHaveProperty('token');
    const printed = JSON.parse((await token(server.origin, ['--format', 'json', '--print'])).stdout);
    expect(printed.token).toMatch(/^eyJ/);
  });

  const refusals: readonly (readonly [string, Reply, number, RegExp])[] = [
    ['the user is refused', { status: 403, body: { error: 'access_denied' } }, 3, /username and password/],
    ['the client is refused', { status: 401, body: { error: 'invalid_client' } }, 3, /client_id and client_secret/],
    ['the grant is not allowed', { status: 400, body: { error: 'unauthorized_client' } }, 3, /may not use this grant/],
    ['the grant is not there', { status: 400, body: { error: 'unsupported_grant_type' } }, 3, /not offer this grant/],
    ['there is no id_token', { status: 200, body: { access_token: 'x' } }, 3, /without id_token.*openid.*scope/],
    [
      'a login page answers',
      { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>' },
      3,
      /login page/,
    ],
    [
      'the clock of the server is wrong',
      { status: 200, body: tokenAnswer(599), headers: { Date: new Date(Date.now() + 7_200_000).toUTCString() } },
      3,
      /expired; check the clock/,
    ],
    ['the scope is refused', { status: 400, body: { error: 'invalid_scope' } }, 3, /check the scope/],
    ['it points elsewhere', { status: 302, headers: { Location: 'https://login.test/' } }, 3, /points to login\.test/],
    ['there are too many sign-ins', { status: 429, headers: { 'Retry-After': '17' } }, 3, /429.*in 17 s/],
  ];
  test.each(refusals)('says what to check when %s', async (_, reply, exitCode, cause) => {
    const server = await serveReplies(() => reply);
    const { code, stdout, stderr } = await token(server.origin);
    expect([code, stdout]).toEqual([exitCode, '']);
    expect(placesIn(stderr)).toEqual(['sign-in-failed at endpoints.yaml:2:7']);
    expect(stderr).toMatch(cause);
    expect(server.requests).toHaveLength(1);
    expect(findLeaks(stderr, [password, clientSecret])).toEqual([]);
  });

  test('says so when nobody listens', async () => {
    const server = await serveReplies(() => undefined);
    await server.close();
    const { code, stderr } = await token(server.origin);
    expect([code, codesIn(stderr)]).toEqual([4, ['request-failed']]);
    expect(stderr).toContain('connection refused');
  });

  const withoutUser = shopList.replace(', username: admin', '');
  const discovered = withoutUser.replace(
    'auth: pydio-cells-v1',
    'auth: { template: oauth2-client-credentials, issuer: "{{base_url}}/idp", client_id: shop }',
  );
  test.each([
    ['nothing', { status: 404 }, /discovery of the issuer answered 404; check the issuer/],
    [
      'another issuer',
      { status: 200, body: { issuer: 'https://a.test', token_endpoint: 'https://a.test/t' } },
      /another issuer/,
    ],
    ['no JSON', { status: 200, body: 'no' }, /another issuer/],
  ])('says so when the discovery finds %s', async (_, reply, cause) => {
    const server = await serveReplies(() => reply as Reply);
    const { code, stderr } = await token(server.origin, [], discovered);
    expect([code, codesIn(stderr)]).toEqual([3, ['sign-in-failed']]);
    expect(stderr).toMatch(cause);
    expect(server.requests).toHaveLength(1);
  });

  test('finds the token URL by the issuer', async () => {
    const server = await serveShop(discovered);
    const { code, stdout } = await token(server.origin, [], discovered);
    expect(code).toBe(0);
    expect(stdout).toContain(`${server.origin}/idp/token`);
    expect(server.requests).toEqual(['200 GET /idp/.well-known/openid-configuration', '200 POST /idp/token']);
  });

  test.each([
    ['an identity that is not there', ['--identity', 'bob'], withJane, 'unknown-identity'],
    ['an identity with a fixed key', ['--identity', 'key'], withJane, 'nothing-to-get'],
    ['a list without a sign-in', [], withoutUser.replace('auth: pydio-cells-v1\n', ''), 'no-sign-in'],
    ['plain http to another machine', ['--var', 'base_url=http://shop.test'], shopList, 'plain-http'],
    ['a password on the command line', ['--var', 'password=x'], shopList, 'secret-in-argv'],
  ])('2: %s', async (_, args, list, expected) => {
    const { code, stderr } = await token('http://127.0.0.1:9', args, list);
    expect([code, codesIn(stderr)]).toEqual([2, [expected]]);
  });
});
