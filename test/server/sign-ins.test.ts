import { createLocalJWKSet, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { endpointsOf } from '../../src/model/api.ts';
import { SignIns } from '../../src/server/sign-ins.ts';
import { apiOf } from '../support/api-of.ts';

const base = 'http://localhost:1/api';
const api = apiOf(`name: Shop
auth: pydio-cells-v1
identities:
  jane: pydio-cells-v1
  shop: pydio-cells
  machine: { template: oauth2-client-credentials, issuer: "{{base_url}}/realm" }
  gateway: { template: aws-v4, access_key: "{{jane_token}}", secret_key: gatewaysecret }
  partner: api-key
  away: { template: auth0, auth0_domain: tenant.auth0.test }
environments: { dev: { base_url: "${base}", username: admin, jane_username: jane, shop_username: clerk } }
endpoints:
  - { name: open, request: GET /open, auth: none }
  - { name: own, request: GET /own }
  - { name: jane, request: GET /jane, auth: jane }
  - { name: shop, request: GET /shop, auth: shop }
  - { name: machine, request: GET /machine, auth: machine }
  - { name: gateway, request: GET /gateway, auth: gateway }
  - { name: partner, request: GET /partner, auth: partner }
`);
const secrets = {
  client_secret: 's',
  password: 'p',
  jane_password: 'jp',
  shop_password: 'sp',
  machine_client_id: 'm',
  machine_client_secret: 'ms',
  partner_api_key: 'key-1',
};
const values = new Map([...(api.environments[0]?.values ?? []), ...Object.entries(secrets)]);
const signIns = await SignIns.create(api, values, base);

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
interface Question {
  readonly path?: string;
  readonly form?: Record<string, string>;
  readonly client?: string | undefined;
  readonly json?: unknown;
}
const user = (username: string, password: string) => ({ grant_type: 'password', username, password });
async function ask({ path = '/api/auth/dex/token', form = {}, client = basic('cells-front', 's'), json }: Question) {
  const { status, headers, body } = await signIns.answer(path, {
    form: new URLSearchParams(form),
    json,
    authorization: client,
  });
  return { status, headers: Object.fromEntries(headers), json: JSON.parse(body) as Record<string, string> };
}
const own = (await ask({ form: user('admin', 'p') })).json.id_token ?? '';
const jane = (await ask({ form: user('jane', 'jp') })).json.id_token ?? '';

describe('a token endpoint that several identities share', () => {
  test('returns a different token for each identity', async () => {
    const keys = createLocalJWKSet((await signIns.document('/api/auth/dex/keys')) as never);
    for (const [token, subject] of [
      [own, 'admin'],
      [jane, 'jane'],
    ] as const) {
      const { payload } = await jwtVerify(token, keys, { issuer: base, audience: 'cells-front' });
      expect(payload.sub).toBe(subject);
    }
  });

  test('returns tokens with a header that prevents caching', async () => {
    const { status, headers } = await ask({ form: user('admin', 'p') });
    expect([status, headers]).toEqual([200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }]);
  });

  test.each<[string, Question, string]>([
    ['the password of another user', { form: user('admin', 'jp') }, '403 access_denied'],
    ['an unknown user', { form: user('joe', 'p') }, '403 access_denied'],
    ['no user name', { form: { grant_type: 'password' } }, '400 invalid_request'],
    ['another grant', { form: { grant_type: 'client_credentials' } }, '400 invalid_grant'],
    ['no refresh token', { form: { grant_type: 'refresh_token' } }, '400 invalid_request'],
    ['a wrong client secret', { form: user('admin', 'p'), client: basic('cells-front', 'x') }, '401 invalid_client'],
    ['no client', { form: user('admin', 'p'), client: '' }, '401 invalid_client'],
  ])('refuses %s as the template says: %s', async (_, question, want) => {
    const { status, json } = await ask(question);
    expect(`${status} ${json.error}`).toBe(want);
    expect(JSON.stringify(json)).not.toContain('_token"');
  });
});

test.each<[string, Question, number]>([
  ['JSON', { json: { AuthInfo: { type: 'credentials', login: 'clerk', password: 'sp' } } }, 200],
  ['JSON with a wrong password', { json: { AuthInfo: { type: 'credentials', login: 'clerk', password: 'x' } } }, 401],
  ['a form', { form: user('clerk', 'sp') }, 401],
])('a template-specific sign-in with %s: %i', async (_, question, status) => {
  const answer = await ask({ ...question, path: '/api/a/frontend/session' });
  expect(answer.status).toBe(status);
  if (status === 401) expect(answer.json).toEqual({ Code: 401, Title: 'Login failed' });
});

describe('discovery', () => {
  test('for an issuer in the list returns its token endpoint, keys and grants', async () => {
    const found = (await signIns.document('/api/realm/.well-known/openid-configuration')) as Record<string, unknown>;
    expect(found).toMatchObject({
      issuer: `${base}/realm`,
      token_endpoint: `${base}/realm/token`,
      jwks_uri: `${base}/realm/keys`,
      grant_types_supported: ['client_credentials'],
    });
    const answer = await ask({
      path: '/api/realm/token',
      form: { grant_type: 'client_credentials' },
      client: basic('m', 'ms'),
    });
    expect([answer.status, answer.json.token_type]).toEqual([200, 'bearer']);
  });

  test('for an issuer in a template is at the path that the template defines', async () => {
    expect(await signIns.document('/api/auth/dex/.well-known/openid-configuration')).toMatchObject({
      issuer: base,
      token_endpoint: `${base}/auth/dex/token`,
      grant_types_supported: ['password', 'refresh_token'],
    });
  });

  test('publishes only the public part of the key', async () => {
    const { keys } = (await signIns.document('/api/auth/dex/keys')) as { keys: object[] };
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatchObject({ kty: 'RSA', use: 'sig', alg: 'RS256' });
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(keys[0]).not.toHaveProperty(secret);
  });

  test.each(['/api/open', '/api/auth/dex/token', '/.well-known/openid-configuration', '/api/', '/api/ '])(
    'has no document at %s',
    (path) => {
      expect(signIns.document(path)).toBeUndefined();
    },
  );
});

test.each([
  ['/api/auth/dex/token', true],
  ['/api/a/frontend/session', true],
  ['/api/realm/token', true],
  // The token URL of another server is matched by its path.
  ['/oauth/token', true],
  ['/auth/dex/token', false],
  ['/api/auth/dex/token/', false],
  ['/api/own', false],
])('%s is a token endpoint: %s', (path, want) => {
  expect(signIns.hasEndpoint(path)).toBe(want);
});

describe('whether a request to an endpoint is accepted:', () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const aws = (key: string) => ({
    authorization: `AWS4-HMAC-SHA256 Credential=${key}/a/b/c/d, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
  });

  test.each<[string, string, Record<string, string>, number]>([
    ['open', 'nothing', {}, 200],
    ['own', 'its token', bearer(own), 200],
    ['own', 'the token of jane', bearer(jane), 401],
    ['own', 'nothing', {}, 401],
    ['jane', 'her token', bearer(jane), 200],
    ['jane', 'the token of another user', bearer(own), 401],
    ['shop', 'the token of another user', bearer(own), 401],
    ['machine', 'the token of another user', bearer(own), 401],
    ['gateway', 'the token of jane as its access key', aws(jane), 200],
    ['gateway', 'the token of another user as its access key', aws(own), 403],
    ['gateway', 'the token of jane as a bearer', bearer(jane), 403],
    ['partner', 'its key', { 'x-api-key': 'key-1' }, 200],
    ['partner', 'another key', { 'x-api-key': 'key-2' }, 401],
    ['partner', 'a token', bearer(own), 401],
  ])('%s with %s', async (name, _, headers, status) => {
    const endpoint = endpointsOf(api.items).find((endpoint) => endpoint.name === name);
    if (!endpoint) throw new Error(`the list has no ${name}`);
    const refusal = await signIns.refusal(endpoint, { url: new URL(`${base}/${name}`), headers });
    expect(refusal?.status ?? 200).toBe(status);
    if (status === 401) expect(refusal?.headers).toContainEqual(['WWW-Authenticate', 'Bearer']);
  });
});
