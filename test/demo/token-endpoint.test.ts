import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { TokenEndpoint } from '../../src/demo/token-endpoint.ts';
import type { SignIn } from '../../src/model/api.ts';
import { apiOf } from '../support/api-of.ts';

const { signIn } = apiOf(`name: Shop
auth: pydio-cells-v1
environments: { dev: { base_url: "http://localhost:1", username: admin } }
endpoints: [GET /a]
`) as { signIn: SignIn };
const issuer = 'http://localhost:1';
const credentials = { clientId: 'front', clientSecret: 's:e&c r%41t', username: 'admin', password: 'pass word' };
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const good = { grant_type: 'password', username: 'admin', password: 'pass word', nonce: 'n1' };
const client = basic('front', credentials.clientSecret);

const endpoint = await TokenEndpoint.create(signIn, credentials, issuer);

async function ask(form: Record<string, string>, authorization?: string, at = endpoint) {
  const { status, headers, body } = await at.answer(new URLSearchParams(form), authorization);
  return { status, headers: Object.fromEntries(headers), json: JSON.parse(body) };
}

const without = (name: keyof typeof good) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));

test('the right user and client get a token that its own keys verify, for 599 s', async () => {
  const { status, headers, json } = await ask(good, client);
  expect([status, json.expires_in, json.token_type]).toEqual([200, 599, 'bearer']);
  expect(headers).toMatchObject({ 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  const keys = createLocalJWKSet(await endpoint.keySet());
  const { payload } = await jwtVerify(json.id_token, keys, { issuer, audience: 'front', algorithms: ['RS256'] });
  expect(payload).toMatchObject({ sub: 'admin', nonce: 'n1' });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(599);
  expect(decodeProtectedHeader(json.id_token).kid).toBe((await endpoint.keySet()).keys[0]?.kid);
});

test('the published key is the public half only', async () => {
  const [key, ...more] = (await endpoint.keySet()).keys;
  expect(more).toEqual([]);
  expect(key).toMatchObject({ kty: 'RSA', use: 'sig', alg: 'RS256' });
  for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(key).not.toHaveProperty(secret);
});

test.each<[string, Record<string, string>, string | undefined, number, string]>([
  ['a wrong password', { ...good, password: 'x' }, client, 403, 'access_denied'],
  ['a wrong user', { ...good, username: 'x' }, client, 403, 'access_denied'],
  ['an empty password', { ...good, password: '' }, client, 400, 'invalid_request'],
  ['no password', without('password'), client, 400, 'invalid_request'],
  ['no user', without('username'), client, 400, 'invalid_request'],
  ['another grant', { ...good, grant_type: 'client_credentials' }, client, 400, 'invalid_grant'],
  ['no grant', without('grant_type'), client, 400, 'invalid_grant'],
  ['a wrong client', good, basic('front', 'x'), 401, 'invalid_client'],
  ['another client', good, basic('back', credentials.clientSecret), 401, 'invalid_client'],
  ['no client', good, undefined, 401, 'invalid_client'],
  ['a client that is no Basic', good, 'Bearer x', 401, 'invalid_client'],
  ['a client without a colon', good, `Basic ${Buffer.from('front').toString('base64')}`, 401, 'invalid_client'],
  ['a wrong client before a wrong password', { ...good, password: 'x' }, basic('x', 'x'), 401, 'invalid_client'],
])('%s is refused as the template says', async (_, form, authorization, status, error) => {
  const refused = await ask(form, authorization);
  expect([refused.status, refused.json.error]).toEqual([status, error]);
  expect(JSON.stringify(refused.json)).not.toContain('token');
});

test.each<[string, Record<string, string>, string | undefined]>([
  ['Basic, as Postman sends it', good, client],
  ['Basic, encoded as RFC 6749 wants it', good, basic('front', encodeURIComponent(credentials.clientSecret))],
  ['basic in small letters', good, client.replace('Basic', 'basic')],
  ['the client in the form', { ...good, client_id: 'front', client_secret: credentials.clientSecret }, undefined],
])('a client may come as %s', async (_, form, authorization) => {
  expect((await ask(form, authorization)).status).toBe(200);
});

describe('a bearer token', () => {
  test('is accepted from this endpoint only', async () => {
    const { json } = await ask(good, client);
    expect(await endpoint.accepts(`Bearer ${json.id_token}`)).toBe(true);
    expect(await endpoint.accepts(`bearer ${json.id_token}`)).toBe(true);
    const other = await TokenEndpoint.create(signIn, credentials, issuer);
    expect(await other.accepts(`Bearer ${json.id_token}`)).toBe(false);
  });

  test('that was changed, or is none, is not', async () => {
    const { json } = await ask(good, client);
    const [head, , signature] = String(json.id_token).split('.');
    const payload = Buffer.from('{"sub":"root"}').toString('base64url');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const wrong = [
      undefined,
      '',
      'Bearer',
      'Bearer ',
      json.id_token,
      `Basic ${json.id_token}`,
      `Bearer ${json.access_token}`,
    ];
    for (const one of [...wrong, `Bearer ${head}.${payload}.${signature}`, `Bearer ${none}`]) {
      expect(await endpoint.accepts(one), String(one)).toBe(false);
    }
  });

  test('ends when its life ends', async () => {
    const short = { ...signIn, token: { ...signIn.token, defaultLife: -1 } };
    const expired = await TokenEndpoint.create(short, credentials, issuer);
    const { json } = await ask(good, client, expired);
    expect(await expired.accepts(`Bearer ${json.id_token}`)).toBe(false);
  });
});

test('other templates: opaque tokens, other fields, a client without a secret, another grant', async () => {
  const token = { ...signIn.token, format: 'opaque' as const, field: 'key', expiresIn: 'lives', defaultLife: 60 };
  const open: SignIn = { ...signIn, grant: 'client_credentials', clientAuthentication: 'none', token };
  const opaque = await TokenEndpoint.create(open, credentials, issuer);
  const { status, json } = await ask({ grant_type: 'client_credentials', client_id: 'front' }, undefined, opaque);
  expect([status, json.lives]).toEqual([200, 60]);
  expect(await opaque.accepts(`Bearer ${json.key}`)).toBe(true);
  expect(await opaque.accepts(`Bearer ${json.key}x`)).toBe(false);
  expect((await ask({ grant_type: 'client_credentials', client_id: 'x' }, undefined, opaque)).status).toBe(401);
});
