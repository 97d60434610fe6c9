import { generateKeyPair, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import type { SignIn } from '../../src/auth/sign-in.ts';
import { TokenEndpoint } from '../../src/server/token-endpoint.ts';
import { identityIn } from '../support/identities-of.ts';

const values = new Map(
  Object.entries({
    base_url: 'http://localhost:1',
    client_id: 'front',
    client_secret: 's:e&c r%41t',
    username: 'admin',
    password: 'pass word',
    refresh_token: 'brought-along',
  }),
);
const issuer = { url: 'http://localhost:1', keys: await generateKeyPair('RS256'), keyId: 'key-1' };
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const encoded = (id: string, secret: string) => basic(encodeURIComponent(id), encodeURIComponent(secret));
const client = encoded('front', 's:e&c r%41t');
const good = { grant_type: 'password', username: 'admin', password: 'pass word', nonce: 'n1' };

/** The token endpoint of a template, with changes to its sign-in. */
function endpointOf(auth: string, change: Partial<SignIn> = {}, at = issuer): TokenEndpoint {
  const identity = identityIn(auth);
  if (!identity.signIn) throw new Error('the identity has no sign-in');
  return new TokenEndpoint(identity, { ...identity.signIn, ...change }, values, at);
}
const pydio = endpointOf('{ template: pydio-cells-v1, scope: email offline_access }');

function ask(form: Record<string, string>, authorization?: string, at = pydio, json?: unknown) {
  return at.answer({ form: new URLSearchParams(form), json, authorization });
}
/** The tokens in a successful answer. Throws if the request is refused. */
async function tokensOf(...question: Parameters<typeof ask>): Promise<Record<string, string>> {
  const answer = await ask(...question);
  if (!('tokens' in answer)) throw new Error(`refused: ${answer.no}`);
  return answer.tokens as Record<string, string>;
}
const without = (name: keyof typeof good) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));

test('the right user and client get a signed token that is valid for 599 s', async () => {
  const tokens = await tokensOf(good, client);
  expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 599 });
  const options = { issuer: issuer.url, audience: 'front', algorithms: ['RS256'] };
  const { payload, protectedHeader } = await jwtVerify(tokens.id_token ?? '', issuer.keys.publicKey, options);
  expect(payload).toMatchObject({ sub: 'admin', nonce: 'n1' });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(599);
  expect(protectedHeader.kid).toBe('key-1');
});

test.each<[string, Record<string, string>, string | undefined, string]>([
  ['a wrong password', { ...good, password: 'x' }, client, 'user'],
  ['a wrong user', { ...good, username: 'x' }, client, 'user'],
  ['an empty password', { ...good, password: '' }, client, 'request'],
  ['no password', without('password'), client, 'request'],
  ['no user name', without('username'), client, 'request'],
  ['another grant', { ...good, grant_type: 'client_credentials' }, client, 'grant'],
  ['no grant', without('grant_type'), client, 'grant'],
  ['a wrong client secret', good, encoded('front', 'x'), 'client'],
  ['a wrong client id', good, encoded('back', 's:e&c r%41t'), 'client'],
  ['no client', good, undefined, 'client'],
  ['client credentials that are not Basic', good, 'Bearer x', 'client'],
  ['client credentials without a colon', good, `Basic ${Buffer.from('front').toString('base64')}`, 'client'],
  ['client credentials that cannot be decoded', good, basic('%zz', 'x'), 'client'],
  // Dex URL-decodes client credentials, so an unencoded "%41" in a secret becomes "A".
  ['client credentials that are not URL-encoded', good, basic('front', 's:e&c r%41t'), 'client'],
  [
    'a wrong client, which takes precedence over a wrong password',
    { ...good, password: 'x' },
    basic('x', 'x'),
    'client',
  ],
])('%s is refused', async (_, form, authorization, no) => {
  expect(await ask(form, authorization)).toEqual({ no });
});

test('names of variables are not accepted in place of missing values', async () => {
  const identity = identityIn('pydio-cells-v1');
  const empty = new TokenEndpoint(identity, identity.signIn as SignIn, new Map(), issuer);
  const form = { ...good, username: '{{username}}', password: '{{password}}' };
  expect(await ask(form, encoded('{{client_id}}', '{{client_secret}}'), empty)).not.toHaveProperty('tokens');
});

describe('client credentials may be sent', () => {
  test.each<[string, string, Record<string, string>, string | undefined]>([
    ['URL-encoded, as RFC 6749 requires', 'basic-encoded', good, client],
    ['URL-encoded with "+" for spaces, as in a form', 'basic-encoded', good, basic('front', 's%3Ae%26c+r%2541t')],
    ['with "basic" in lower case', 'basic-encoded', good, client.replace('Basic', 'basic')],
    ['without URL-encoding, if the template says so', 'basic', good, basic('front', 's:e&c r%41t')],
    ['in the form', 'basic', { ...good, client_id: 'front', client_secret: 's:e&c r%41t' }, undefined],
    [
      'in the form, if the template says so',
      'body',
      { ...good, client_id: 'front', client_secret: 's:e&c r%41t' },
      undefined,
    ],
    ['without a secret, if the template says so', 'none', { ...good, client_id: 'front' }, undefined],
  ])('%s', async (_, way, form, authorization) => {
    const at = endpointOf(`{ template: pydio-cells-v1, client_authentication: ${way} }`);
    expect(await ask(form, authorization, at)).toHaveProperty('tokens');
  });

  test.each<[string, string, Record<string, string>, string | undefined]>([
    ['URL-encoded if the server does not decode', 'basic', good, client],
    ['with a wrong id if there is no secret', 'none', { ...good, client_id: 'x' }, undefined],
    ['in the form without the secret', 'body', { ...good, client_id: 'front' }, undefined],
  ])('but not %s', async (_, way, form, authorization) => {
    const at = endpointOf(`{ template: pydio-cells-v1, client_authentication: ${way} }`);
    expect(await ask(form, authorization, at)).toEqual({ no: 'client' });
  });
});

describe('a refresh token', () => {
  const signedIn = { ...good, scope: 'email offline_access' };
  const renewal = (token: string | undefined, nonce = 'n1') => ({
    grant_type: 'refresh_token',
    refresh_token: token ?? '',
    nonce,
  });

  test('is only issued for the scope that asks for it', async () => {
    expect(await tokensOf(signedIn, client)).toHaveProperty('refresh_token');
    expect(await tokensOf({ ...good, scope: 'email offline' }, client)).not.toHaveProperty('refresh_token');
    expect(await tokensOf(good, client)).not.toHaveProperty('refresh_token');
  });

  test('can be exchanged for a token of the same user and nonce, and a new refresh token', async () => {
    const first = await tokensOf(signedIn, client);
    const second = await tokensOf(renewal(first.refresh_token), client);
    expect(await pydio.accepts(second.id_token ?? '')).toBe(true);
    expect((await jwtVerify(second.id_token ?? '', issuer.keys.publicKey)).payload.nonce).toBe('n1');
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await tokensOf(renewal(second.refresh_token), client)).toHaveProperty('id_token');
  });

  test('can be used once', async () => {
    const { refresh_token: token } = await tokensOf(signedIn, client);
    await tokensOf(renewal(token), client);
    expect(await ask(renewal(token), client)).toEqual({ no: 'refresh' });
  });

  test.each<[string, string | undefined, string]>([
    ['empty', undefined, 'n1'],
    ['unknown', 'x', 'n1'],
  ])('is refused if it is %s', async (_, token, nonce) => {
    expect(await ask(renewal(token, nonce), client)).toEqual({ no: 'refresh' });
  });

  test('is refused with another nonce or client, but remains valid', async () => {
    const { refresh_token: token } = await tokensOf(signedIn, client);
    expect(await ask(renewal(token, 'n2'), client)).toEqual({ no: 'refresh' });
    expect(await ask(renewal(token), encoded('front', 'x'))).toEqual({ no: 'client' });
    expect(await ask(renewal(token), client)).toHaveProperty('tokens');
  });

  test('is refused if the template does not refresh tokens', async () => {
    expect(await ask(renewal('x'), undefined, endpointOf('auth0'))).toEqual({ no: 'client' });
    const machine = { client_id: 'front', client_secret: 's:e&c r%41t', grant_type: 'refresh_token' };
    expect(await ask(machine, undefined, endpointOf('auth0'))).toEqual({ no: 'grant' });
  });

  test('from the environment is accepted by a template that starts with a refresh token', async () => {
    const at = endpointOf('{ template: oauth2-refresh-token, token_url: /t }');
    const form = { grant_type: 'refresh_token', refresh_token: 'brought-along' };
    const tokens = await tokensOf(form, client, at);
    expect(tokens).toHaveProperty('refresh_token');
    expect(await ask({ ...form, refresh_token: 'other' }, client, at)).toEqual({ no: 'refresh' });
    expect(await ask({ ...form, refresh_token: tokens.refresh_token ?? '' }, client, at)).toHaveProperty('tokens');
  });
});

describe('a bearer token', () => {
  test('is accepted from this issuer only', async () => {
    const { id_token: token = '' } = await tokensOf(good, client);
    expect(await pydio.accepts(token)).toBe(true);
    const other = endpointOf('pydio-cells-v1', {}, { ...issuer, keys: await generateKeyPair('RS256') });
    expect(await other.accepts(token)).toBe(false);
  });

  test('of another user of the same client is not accepted', async () => {
    const { id_token: token = '' } = await tokensOf(good, client);
    const jane = endpointOf('pydio-cells-v1', { username: 'jane' });
    expect(await jane.accepts(token)).toBe(false);
  });

  test('that is invalid or was changed is not accepted', async () => {
    const { id_token: token = '', access_token: access = '' } = await tokensOf(good, client);
    const [head, , signature] = token.split('.');
    const payload = Buffer.from('{"sub":"admin"}').toString('base64url');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    for (const invalid of ['', access, `${token}x`, `${head}.${payload}.${signature}`, none]) {
      expect(await pydio.accepts(invalid), invalid).toBe(false);
    }
  });

  test('is not accepted after it has expired', async () => {
    const { token } = identityIn('pydio-cells-v1').signIn as SignIn;
    const short = endpointOf('pydio-cells-v1', { token: { ...token, defaultLife: -1 } });
    const { id_token: expired = '' } = await tokensOf(good, client, short);
    expect(await short.accepts(expired)).toBe(false);
  });
});

test('a template may use opaque tokens, other field names, another grant, and no client secret', async () => {
  const { token } = identityIn('pydio-cells-v1').signIn as SignIn;
  const machine =
    '{ template: oauth2-client-credentials, token_url: /t, client_authentication: none, token: { field: key, expires_in: lives } }';
  const opaque = endpointOf(machine);
  const tokens = await tokensOf({ grant_type: 'client_credentials', client_id: 'front' }, undefined, opaque);
  expect([tokens.lives, token.format]).toEqual([300, 'jwt']);
  expect(await opaque.accepts(tokens.key ?? '')).toBe(true);
  expect(await opaque.accepts(`${tokens.key}x`)).toBe(false);
  expect(await ask({ grant_type: 'client_credentials', client_id: 'x' }, undefined, opaque)).toEqual({ no: 'client' });
});

test.each<[string, unknown, boolean]>([
  ['the right password', { AuthInfo: { type: 'credentials', login: 'admin', password: 'pass word' } }, true],
  ['a wrong password', { AuthInfo: { type: 'credentials', login: 'admin', password: 'x' } }, false],
  ['a missing field', { AuthInfo: { login: 'admin', password: 'pass word' } }, false],
  ['a form instead', undefined, false],
])('a sign-in with JSON: %s', async (_, json, accepted) => {
  const at = endpointOf('pydio-cells');
  const answer = await ask({}, undefined, at, json);
  if (!accepted) return expect(answer).toEqual({ no: 'user' });
  const { JWT: token = '', ...rest } = await tokensOf({}, undefined, at, json);
  expect(await at.accepts(token)).toBe(true);
  // A separate field contains the expiry time, in seconds since 1970.
  expect(Object.keys(rest)).toEqual(['ExpireTime']);
  expect(Number(rest.ExpireTime) - Date.now() / 1000).toBeGreaterThan(598);
});
