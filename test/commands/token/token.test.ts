import { describe, expect, test } from 'vitest';
import { codesIn, placesIn, unwrap } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { type Reply, serveReplies, serveShop, tokenAnswer } from '../../support/loopback.ts';
import { clientSecret, makeWorkspace, password, secretEnv, shopList } from '../../support/workspace.ts';

const list = shopList.replace(
  'auth: pydio-cells-v1\n',
  [
    'auth: pydio-cells-v1',
    'identities:',
    '  jane: { template: pydio-cells-v1, username: admin, password: "{{password}}" }',
    '  gateway: { template: aws-v4, access_key: "{{jane_token}}", secret_key: gatewaysecret }',
    '  partner: api-key',
    '',
  ].join('\n'),
);
const keyed = shopList.replace(', username: admin', '');
const token = (origin: string, args: readonly string[] = [], env: Record<string, string> = {}, text = list) =>
  inProcess(['token', '--var', `base_url=${origin}`, ...args], {
    cwd: makeWorkspace(text),
    env: { ...secretEnv, ...env },
  });
const jwtIn = (text: string) => /[\w-]+\.[\w-]+\.[\w-]+$/m.exec(text)?.[0] ?? '';

describe.concurrent('token prints', () => {
  test('user, client, server, expiry and claims, but no secret', async () => {
    const server = await serveShop(list);
    const { code, stdout, stderr } = await token(server.origin);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^signed in\n/);
    expect(stdout).toMatch(/^ {2}user {2,}admin$/m);
    expect(stdout).toMatch(/^ {2}client {2,}cells-front$/m);
    expect(stdout).toMatch(new RegExp(`^ {2}server {2,}${server.origin}/auth/dex/token$`, 'm'));
    expect(stdout).toMatch(/^ {2}expires {2,}20\d\d-\d\d-\d\dT.*Z \(in 9 min\)$/m);
    expect(stdout).toMatch(/^ {4}sub {2,}admin$/m);
    expect([jwtIn(stdout), stdout.includes(password), stdout.includes(clientSecret)]).toEqual(['', false, false]);
    // Only the token request is sent.
    expect(server.requests).toEqual(['200 POST /auth/dex/token']);
  });

  test.each([
    ['jane', 'jane'],
    ['gateway', 'gateway'],
  ])('the claims for the identity %s', async (identity, shown) => {
    const server = await serveShop(list);
    const { code, stdout } = await token(server.origin, ['--identity', identity]);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^ {2}identity {2,}${shown}$`, 'm'));
    expect(stdout).toMatch(/^ {4}sub {2,}admin$/m);
  });

  test('only the token on standard output with --print, and a server accepts it', async () => {
    const server = await serveShop(list);
    const { code, stdout, stderr } = await token(server.origin, ['--print']);
    expect([code, stdout]).toEqual([0, `${jwtIn(stdout)}\n`]);
    expect(stderr).toMatch(/^signed in\n/);
    const answer = await fetch(`${server.origin}/orders`, { headers: { Authorization: `Bearer ${stdout.trim()}` } });
    expect(answer.status).toBe(200);
  });

  test.each([
    [[], false],
    [['--print'], true],
  ])('one JSON document with --format json and %j (with the token: %s)', async (args, has) => {
    const server = await serveShop(list);
    const { code, stdout, stderr } = await token(server.origin, ['--format', 'json', ...args]);
    expect([code, stderr]).toEqual([0, '']);
    const document = JSON.parse(stdout) as Record<string, unknown>;
    expect(document).toMatchObject({
      command: 'token',
      exitCode: 0,
      identity: null,
      user: 'admin',
      client: 'cells-front',
      claims: { sub: 'admin' },
    });
    expect(Date.parse(String(document.expiresAt)) - Date.now()).toBeGreaterThan(590_000);
    expect('token' in document).toBe(has);
  });

  test('the configured user and client and the renewal time if the token is opaque', async () => {
    const opaque = shopList.replace('pydio-cells-v1', '{ template: oauth2-password, token_url: /t }');
    const server = await serveReplies(() => ({ status: 200, body: { access_token: 'opaque', expires_in: 90 } }));
    const { code, stdout } = await token(server.origin, ['--var', 'client_id=shop'], {}, opaque);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}user {2,}admin$/m);
    expect(stdout).toMatch(/^ {2}client {2,}shop$/m);
    expect(stdout).toMatch(/^ {2}renew {2,}.* \(in (?:59|60) s\)$/m);
    expect(stdout).toMatch(/^ {2}claims {2,}none/m);
    expect(stdout).not.toContain('opaque\n  ');
  });

  test('no secret in a claim, and no claim that is named like one', async () => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = {
      sub: 'admin',
      exp: Math.floor(Date.now() / 1000) + 600,
      note: `signed in with ${password}`,
      deep: { list: [`x ${clientSecret} y`], api_key: 'k-1234567890' },
      session_state: 'a7c2-1f',
      token_type: 'Bearer',
    };
    const id_token = `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
    const server = await serveReplies(() => ({ status: 200, body: { id_token, expires_in: 600 } }));
    const { code, stdout } = await token(server.origin);
    const json = await token(server.origin, ['--format', 'json']);
    expect([code, json.code]).toEqual([0, 0]);
    for (const text of [stdout, json.stdout]) expect(text).not.toMatch(/staple|client\/secret|k-123|a7c2/);
    expect(JSON.parse(json.stdout).claims).toEqual({
      ...claims,
      note: 'signed in with ••••••',
      deep: { list: ['x •••••• y'], api_key: '••••••' },
      session_state: '••••••',
    });
    // The token itself is what --print is for.
    expect((await token(server.origin, ['--print'])).stdout).toBe(`${id_token}\n`);
  });

  test('claims without escape sequences and line breaks', async () => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const hostile = `${part({})}.${part({ sub: '\u001b[2Jgone', 'a\nb': 1 })}.c`;
    const server = await serveReplies(() => ({ status: 200, body: { id_token: hostile, expires_in: 60 } }));
    const { code, stdout } = await token(server.origin);
    expect(code).toBe(0);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toMatch(/^b/m);
  });
});

describe.concurrent('the message of a failed sign-in says what to check', () => {
  const replies: [string, () => Reply, number, string, string][] = [
    [
      'user name and password are wrong',
      () => ({ status: 403, body: { error: 'access_denied' } }),
      3,
      'sign-in-failed',
      'username and password',
    ],
    [
      'the client secret is wrong',
      () => ({ status: 401, body: { error: 'invalid_client' } }),
      3,
      'sign-in-failed',
      'client_secret',
    ],
    [
      'the client may not use the grant',
      () => ({ status: 400, body: { error: 'unauthorized_client' } }),
      3,
      'sign-in-failed',
      'may use this grant',
    ],
    [
      'the answer has no id_token',
      () => ({ status: 200, body: { access_token: 'x', expires_in: 1 } }),
      3,
      'sign-in-failed',
      'openid',
    ],
    ['the answer is a login page', () => ({ status: 200, body: 'login' }), 3, 'sign-in-failed', 'login page'],
    ['the token has already expired', () => ({ status: 200, body: expired() }), 3, 'sign-in-failed', 'clock'],
    [
      'the answer is a redirect',
      () => ({ status: 302, headers: { Location: 'https://id.test/' } }),
      3,
      'sign-in-failed',
      'id.test',
    ],
  ];
  test.each(replies)('%s', async (_, reply, exit, code, advice) => {
    const server = await serveReplies(reply);
    const ended = await token(server.origin);
    expect([ended.code, placesIn(ended.stderr)]).toEqual([exit, [`${code} at endpoints.yaml:2:7`]]);
    expect(unwrap(ended.stderr)).toContain(advice);
    expect(ended.stdout).toBe('');
    expect(server.requests).toHaveLength(1);
  });

  test('the connection is refused', async () => {
    const server = await serveShop(list);
    await server.close();
    const { code, stderr } = await token(server.origin);
    expect([code, codesIn(stderr)]).toEqual([4, ['request-failed']]);
  });

  test('the metadata of the issuer is missing', async () => {
    const discovering = shopList.replace('pydio-cells-v1', 'oauth2-password');
    const server = await serveReplies(() => ({ status: 404 }));
    const args = ['--var', 'client_id=shop', '--var', `issuer=${server.origin}/realm`];
    const { code, stderr } = await token(server.origin, args, {}, discovering);
    expect([code, codesIn(stderr)]).toEqual([3, ['sign-in-failed']]);
    expect(unwrap(stderr)).toContain('the discovery of the issuer answered 404');
    expect(server.requests).toEqual(['404 GET /realm/.well-known/openid-configuration']);
  });
});

describe.concurrent('token ends with exit code 2 and sends nothing for', () => {
  test.each<[string, string, string[], string[]]>([
    ['an unknown identity', list, ['--identity', 'joe'], ['unknown-identity']],
    ['an identity with an API key', list, ['--identity', 'partner'], ['nothing-to-get at endpoints.yaml:6:12']],
    ['a list without a sign-in', keyed.replace('auth: pydio-cells-v1\n', ''), [], ['no-sign-in at endpoints.yaml:1:7']],
    [
      'a list whose `auth` is an API key',
      keyed.replace('pydio-cells-v1', 'api-key'),
      [],
      ['nothing-to-get at endpoints.yaml:2:7'],
    ],
    ['an unknown option', list, ['--unsafe'], ['usage']],
    ['an unknown environment', list, ['-e', 'prod'], ['unknown-environment']],
  ])('%s', async (_, text, args, want) => {
    const server = await serveReplies(() => ({ status: 200, body: tokenAnswer(60) }));
    const { code, stdout, stderr } = await token(server.origin, args, {}, text);
    expect(code).toBe(2);
    const codes = codesIn(stderr).map((code, index) => placesIn(stderr)[index] ?? code);
    expect(codes).toEqual(want);
    expect([stdout, server.requests]).toEqual(['', []]);
  });

  test('a missing password, and the message names its environment variable', async () => {
    const { code, stderr } = await token('http://localhost:1', [], { SHOP_PASSWORD: '' });
    expect([code, codesIn(stderr)]).toEqual([2, ['unset-variable']]);
    expect(unwrap(stderr)).toContain('SHOP_DEV_PASSWORD');
  });
});

/** An answer with an expired token. */
function expired(): Record<string, unknown> {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return { id_token: `${part({})}.${part({ exp: Math.floor(Date.now() / 1000) - 600 })}.c` };
}
