import { describe, expect, test } from 'vitest';
import { apiOf, listWith } from '../../support/api-of.ts';
import { now, type Reply, runScript } from '../../support/fake-pm.ts';
import { signInScripts } from '../../support/sign-in-scripts.ts';

const { guard } = signInScripts(
  apiOf(
    listWith(
      'GET /a',
      [
        'auth: { template: pydio-cells-v1, scope: email offline_access }',
        'identities:',
        '  jane: pydio-cells-v1',
        '  s3: { template: aws-v4, access_key: "{{dex_token}}", secret_key: gatewaysecret, service: s3 }',
        '  shop: { template: pydio-cells, token: { variable: shop_token } }',
        '  open: { template: oauth2-client-credentials, token_url: "https://id.test/token" }',
      ].join('\n'),
    ),
  ),
);

const subject = 'https://api.test/auth/dex/token me';
const later = String(now + 1);
/** The environment after all identities have signed in. No token has expired. */
const living: Readonly<Record<string, string>> = {
  base_url: 'https://api.test',
  username: 'admin',
  password: 'p',
  client_id: 'me',
  client_secret: 's',
  nonce: 'first',
  dex_token: 'e.admin.1',
  dex_token_expires_at: later,
  dex_token_for: `${subject} admin`,
  dex_token_refresh: 'refresh-1',
  jane_username: 'jane',
  jane_password: 'jp',
  jane_nonce: 'first-of-jane',
  jane_token: 'e.jane.1',
  jane_token_expires_at: later,
  jane_token_for: `${subject} jane`,
  jane_token_refresh: '',
  shop_username: 'sho"p',
  shop_password: 'sp\\',
  shop_token: 'opaque-1',
  shop_token_expires_at: later,
  shop_token_for: 'https://api.test/a/frontend/session sho"p',
  open_client_id: 'machine',
  open_client_secret: 'ms',
  open_scope: '',
  open_audience: '',
  open_resource: 'https://api.test/',
  open_token: 'opaque-2',
  open_token_expires_at: later,
  open_token_for: 'https://id.test/token machine  ',
};
const withChange = (changes: Record<string, string>) => ({ ...living, ...changes });
const nobody = withChange({
  dex_token: '',
  dex_token_refresh: '',
  jane_token: '',
  shop_token: '',
  open_token: '',
});

const bearer = (token: string) => ({ type: 'bearer', bearer: [{ key: 'token', value: token }] });
const s3 = {
  type: 'awsv4',
  awsv4: [
    { key: 'accessKey', value: '{{dex_token}}' },
    { key: 'secretKey', value: 'gatewaysecret' },
  ],
};
const jwt = (claims: object) =>
  `e.${Buffer.from(JSON.stringify({ exp: now / 1000 + 600, ...claims })).toString('base64url')}.c`;
const answer = (body: object, code = 200): Reply => ({ code, text: JSON.stringify(body), headers: {} });
const signedIn = answer({ id_token: jwt({ sub: 'x' }), expires_in: 599, refresh_token: 'refresh-2' });
const formOf = (sent: Record<string, unknown> | undefined) =>
  (sent?.body as { urlencoded?: { key: string; value: string }[] } | undefined)?.urlencoded?.map(
    ({ key, value }) => `${key}=${value}`,
  );

describe('the guard signs in the identity of the request', () => {
  test.each<[string, unknown, string, string]>([
    ['a request that inherits its auth', undefined, 'dex_token', 'username=admin'],
    ['a request with the token in its own auth', bearer('{{dex_token}}'), 'dex_token', 'username=admin'],
    ['a request of another identity', bearer('{{jane_token}}'), 'jane_token', 'username=jane'],
    ['a request with the token as its access key', s3, 'dex_token', 'username=admin'],
  ])('%s', (_, auth, variable, user) => {
    const { sent, environment, tests } = runScript(guard, { environment: nobody, auth, reply: signedIn });
    expect(sent).toHaveLength(1);
    expect(formOf(sent[0])).toContain(user);
    const kept = ['dex_token', 'jane_token', 'shop_token', 'open_token'].filter((name) => environment[name]);
    expect([kept, tests]).toEqual([[variable], []]);
  });

  test.each<[string, Record<string, string>, unknown]>([
    ['a public request', nobody, { type: 'noauth' }],
    ['a request with a foreign token variable', nobody, bearer('{{partner_token}}')],
    ['a request with an API key', nobody, { type: 'apikey', apikey: [{ key: 'value', value: '{{api_key}}' }] }],
    ['a request with Basic auth, as in a token request', nobody, { type: 'basic', basic: [] }],
    ['a valid token', living, undefined],
    ['a valid token of another identity', living, bearer('{{jane_token}}')],
    ['a valid token as an access key', living, s3],
  ])('no sign-in for %s', (_, environment, auth) => {
    const deeds = runScript(guard, { environment, auth, reply: signedIn });
    expect([deeds.sent, deeds.tests, deeds.steps]).toEqual([[], [], []]);
    expect(deeds.environment).toEqual(environment);
  });

  test('nonces and tokens of other identities are not changed', () => {
    const environment = withChange({ jane_token: '' });
    const after = runScript(guard, { environment, auth: bearer('{{jane_token}}'), reply: signedIn }).environment;
    expect(after).toEqual({
      ...environment,
      jane_nonce: 'a-guid',
      jane_token: jwt({ sub: 'x' }),
      jane_token_expires_at: String(now + 569_000),
      jane_token_refresh: 'refresh-2',
    });
  });
});

describe('the guard recognises the token request by its URL and does not sign in before it', () => {
  test.each<[string, string, number]>([
    ['the token URL', '{{base_url}}/auth/dex/token', 0],
    ['the token URL without variables', 'https://api.test/auth/dex/token', 0],
    ['the token URL with a query', '{{base_url}}/auth/dex/token?x=1', 0],
    ['a URL that only starts with the token URL', '{{base_url}}/auth/dex/tokens', 1],
    ['a URL with the token URL in its query', '{{base_url}}/a?x={{base_url}}/auth/dex/token', 1],
    ['another host', 'https://other.test/auth/dex/token', 1],
  ])('%s', (_, url, sent) => {
    const deeds = runScript(guard, { environment: nobody, url, reply: signedIn });
    expect([deeds.sent.length, deeds.tests]).toEqual([sent, []]);
  });
});

describe('a token is renewed with the refresh token', () => {
  const due = withChange({ dex_token_expires_at: String(now) });
  const client = ['client_id=me', 'client_secret=s'];
  const renewal = ['grant_type=refresh_token', 'refresh_token=refresh-1', 'nonce=first', ...client];

  test('the renewal sends the nonce of the sign-in and stores the new tokens', () => {
    const { sent, environment, tests } = runScript(guard, { environment: due, reply: signedIn });
    expect(sent.map(formOf)).toEqual([renewal]);
    expect(sent[0]).toMatchObject({ url: 'https://api.test/auth/dex/token', auth: { type: 'noauth' } });
    expect(tests).toEqual([]);
    expect(environment).toEqual({
      ...due,
      dex_token: jwt({ sub: 'x' }),
      dex_token_expires_at: String(now + 569_000),
      dex_token_refresh: 'refresh-2',
    });
  });

  test('if the answer has no new refresh token, the old one is kept', () => {
    const reply = answer({ id_token: jwt({}), expires_in: 599 });
    expect(runScript(guard, { environment: due, reply }).environment.dex_token_refresh).toBe('refresh-1');
  });

  test.each<[string, Reply]>([
    ['as in RFC 6749', answer({ error: 'invalid_grant' }, 400)],
    ['as in Dex', answer({ error: 'invalid_request' }, 400)],
    ['without an error code', { code: 401, text: '' }],
  ])('after a refusal, %s, the user signs in once with the password and a new nonce', (_, refusal) => {
    const { sent, environment, tests } = runScript(guard, { environment: due, reply: [refusal, signedIn] });
    expect(sent.map((request) => formOf(request)?.[0])).toEqual(['grant_type=refresh_token', 'grant_type=password']);
    expect(formOf(sent[1])).toContain('nonce=a-guid');
    expect([tests, environment.nonce, environment.dex_token_refresh]).toEqual([[], 'a-guid', 'refresh-2']);
  });

  test('with Basic auth, the client secret is URL-encoded once in both token requests', () => {
    const auth = 'auth: { template: pydio-cells-v1, client_authentication: basic-encoded }';
    const basic = signInScripts(apiOf(listWith('GET /a', auth))).guard;
    const environment = { ...due, client_secret: 'a b/c' };
    const { sent } = runScript(basic, { environment, reply: [answer({ error: 'invalid_grant' }, 400), signedIn] });
    const secrets = sent.map(({ auth }) => (auth as { basic: { key: string; value: string }[] }).basic[1]?.value);
    expect(secrets).toEqual(['a%20b%2Fc', 'a%20b%2Fc']);
  });

  test.each<[string, Reply]>([
    ['a server error', answer({ error: 'server_error' }, 500)],
    ['an answer that is not JSON', { code: 200, text: 'login' }],
    ['an answer without the token', answer({ access_token: 'x' })],
  ])('after %s, the user signs in once with the password', (_, reply) => {
    const { sent, tests, environment } = runScript(guard, { environment: due, reply: [reply, signedIn] });
    expect(sent.map((request) => formOf(request)?.[0])).toEqual(['grant_type=refresh_token', 'grant_type=password']);
    expect([tests, environment.dex_token_refresh]).toEqual([[], 'refresh-2']);
  });

  test.each<[string, Reply, RegExp]>([
    ['no answer', { error: { code: 'ECONNRESET', message: '' } }, /no answer.*ECONNRESET/],
    ['429', answer({}, 429), /429/],
    ['a redirect', { code: 307, headers: { Location: 'https://other.test' } }, /other\.test/],
  ])('after %s, the password is not tried', (_, reply, cause) => {
    const { sent, tests, steps, environment } = runScript(guard, { environment: due, reply: [reply, signedIn] });
    expect(sent).toHaveLength(1);
    expect(tests).toEqual([['Sign-in', expect.stringMatching(cause)]]);
    expect(steps.slice(-1)).toEqual(['skip']);
    expect([environment.dex_token, environment.dex_token_expires_at]).toEqual(['', 'refused']);
  });

  test('if the password is refused as well, that refusal is reported', () => {
    const reply = [answer({ error: 'invalid_grant' }, 400), answer({ error: 'access_denied' }, 403)];
    const { sent, tests } = runScript(guard, { environment: due, reply });
    expect([sent.length, tests]).toEqual([2, [['Sign-in', expect.stringMatching(/403 \(access_denied\)/)]]]);
  });

  test.each<[string, Record<string, string>, string]>([
    ['there is no refresh token', { dex_token_refresh: '' }, 'grant_type=password'],
    ['the refresh token is for another user', { username: 'joe' }, 'grant_type=password'],
    ['the refresh token is from another server', { base_url: 'https://other.test' }, 'grant_type=password'],
    ['the refresh token is for this user', {}, 'grant_type=refresh_token'],
  ])('%s: %s', (_, changes, first) => {
    const { sent } = runScript(guard, { environment: { ...due, ...changes }, reply: signedIn });
    expect(formOf(sent[0])?.[0]).toBe(first);
  });
});

describe('other ways to sign in', () => {
  test('a JSON body has escaped values, and the expiry is read from a field of the answer', () => {
    const environment = withChange({ shop_token: '' });
    const reply = answer({ JWT: 'opaque-9', ExpireTime: now / 1000 + 600 });
    const { sent, environment: after } = runScript(guard, { environment, auth: bearer('{{shop_token}}'), reply });
    expect(sent[0]).toMatchObject({
      url: 'https://api.test/a/frontend/session',
      header: [{ key: 'Content-Type', value: 'application/json' }],
      auth: { type: 'noauth' },
      body: { mode: 'raw' },
    });
    const body = sent[0]?.body as { raw: string } | undefined;
    expect(JSON.parse(body?.raw ?? 'null')).toEqual({
      AuthInfo: { type: 'credentials', login: 'sho"p', password: 'sp\\' },
    });
    expect([after.shop_token, after.shop_token_expires_at]).toEqual(['opaque-9', String(now + 570_000)]);
  });

  test.each<[string, Record<string, string>, string[]]>([
    ['are omitted', {}, ['grant_type=client_credentials', 'resource=https://api.test/']],
    [
      'are sent if they have a value',
      { open_scope: 'a b', open_audience: 'api' },
      ['grant_type=client_credentials', 'scope=a b', 'audience=api', 'resource=https://api.test/'],
    ],
  ])('optional fields %s', (_, changes, form) => {
    const environment = withChange({ open_token: '', ...changes });
    const reply = answer({ access_token: 'opaque', expires_in: 60 });
    const { sent, tests } = runScript(guard, { environment, auth: bearer('{{open_token}}'), reply });
    expect([formOf(sent[0]), tests]).toEqual([form, []]);
  });
});
