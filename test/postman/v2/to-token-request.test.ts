import { describe, expect, test } from 'vitest';
import { tokenIdentitiesOf } from '../../../src/model/identities.ts';
import { toTokenRequest } from '../../../src/postman/v2/to-token-request.ts';
import { apiOf, listWith } from '../../support/api-of.ts';

/** Scripts that consist of their name and placeholders. The real scripts are tested in test/templates. */
const scripts = new Map(
  Object.entries({
    header: '// of __LIST__',
    'token-before': 'before __TOKEN__ of __REQUEST_NAME__',
    'token-test': 'test __TOKEN__',
    'escape-json': 'escape __VARIABLES__',
  }),
);
const header = '// of endpoints.yaml';

/** A user's template, with features that pydio-cells-v1 does not use. */
const own = `
name: Sign in
grant: client_credentials
token_url: https://idp.test:8443/oauth/{{tenant}}/token
client_authentication: body
client_id: "{{client_id}}"
client_secret: "{{client_secret}}"
token: { variable: access, field: access_token, format: opaque, default_life: 60 }
variables: { tenant: { value: main }, client_id: { value: me }, client_secret: { secret: true } }
`;

const apiWith = (above: string) => apiOf(listWith('GET /a', above), { './own.yaml': own });
function requestsOf(above: string) {
  const api = apiWith(above);
  return tokenIdentitiesOf(api).map((identity) => toTokenRequest(identity, { api, scripts }));
}
function requestOf(auth: string) {
  const [request] = requestsOf(`auth: ${auth}`);
  if (!request) throw new Error('the list has no token request');
  return request;
}
const pydio = (changes = '') => `{ template: pydio-cells-v1${changes} }`;
const fields = (item: ReturnType<typeof requestOf>) =>
  item.request.body?.mode === 'urlencoded'
    ? item.request.body.urlencoded.map(({ key, value }) => `${key}=${value}`)
    : [];
const scriptsIn = (item: ReturnType<typeof requestOf>) =>
  item.event?.map(({ listen, script: { exec } }) => [listen, ...exec]);

test('the token request of pydio-cells-v1 is as the vendor documents it', () => {
  const item = requestOf('pydio-cells-v1');
  const { request, protocolProfileBehavior, name, response } = item;
  expect(name).toBe('Get token');
  expect(response).toEqual([]);
  // A 307 would send the password to another server.
  expect(protocolProfileBehavior).toEqual({ followRedirects: false });
  const { description, ...sent } = request;
  expect(description).toMatch(/^Signs in to Pydio Cells 1\.x.*\S$/s);
  expect(sent).toEqual({
    auth: {
      type: 'basic',
      basic: [
        { key: 'username', value: '{{client_id}}', type: 'string' },
        { key: 'password', value: '{{client_secret}}', type: 'string' },
      ],
    },
    method: 'POST',
    header: [{ key: 'Cache-Control', value: 'no-cache' }],
    body: {
      mode: 'urlencoded',
      urlencoded: [
        { key: 'grant_type', value: 'password', type: 'text' },
        { key: 'username', value: '{{username}}', type: 'text' },
        { key: 'password', value: '{{password}}', type: 'text' },
        { key: 'scope', value: 'email profile pydio', type: 'text' },
        { key: 'nonce', value: '{{nonce}}', type: 'text' },
      ],
    },
    url: { raw: '{{base_url}}/auth/dex/token', host: ['{{base_url}}'], path: ['auth', 'dex', 'token'] },
  });
  expect(scriptsIn(item)).toEqual([
    ['prerequest', header, 'before "dex_token" of "\\"Get token\\""'],
    ['test', header, 'test "dex_token"'],
  ]);
});

describe("changes of the list, and a user's template", () => {
  test.each<[string, string, unknown]>([
    ['the client in the form', pydio(', client_authentication: body'), { type: 'noauth' }],
    ['a public client', pydio(', client_authentication: none'), { type: 'noauth' }],
    ['a sign-in with JSON', 'pydio-cells', { type: 'noauth' }],
  ])('%s has no Basic auth', (_, auth, want) => {
    expect(requestOf(auth).request.auth).toEqual(want);
  });

  const user = ['grant_type=password', 'username={{username}}', 'password={{password}}'];
  test.each<[string, string, string[]]>([
    [
      'the client in the form',
      pydio(', client_authentication: body'),
      [
        ...user,
        'scope=email profile pydio',
        'nonce={{nonce}}',
        'client_id={{client_id}}',
        'client_secret={{client_secret}}',
      ],
    ],
    [
      'a public client',
      pydio(', client_authentication: none, scope: openid'),
      [...user, 'scope=openid', 'nonce={{nonce}}', 'client_id={{client_id}}'],
    ],
    [
      'additional fields, one of which replaces a value',
      pydio(', parameters: { nonce: 1, audience: "{{id}}" }'),
      [...user, 'scope=email profile pydio', 'nonce=1', 'audience={{id}}'],
    ],
    [
      'a client without a user',
      './own.yaml',
      ['grant_type=client_credentials', 'client_id={{client_id}}', 'client_secret={{client_secret}}'],
    ],
    [
      'a refresh token given by the user, and optional fields',
      '{ template: oauth2-refresh-token, token_url: /t, client_authentication: none }',
      [
        'grant_type=refresh_token',
        'scope={{scope}}',
        'refresh_token={{refresh_token}}',
        'audience={{audience}}',
        'resource={{resource}}',
        'client_id={{client_id}}',
      ],
    ],
  ])('the form of %s', (_, auth, want) => {
    expect(fields(requestOf(auth))).toEqual(want);
  });

  test('an absolute token URL is split into its parts', () => {
    expect(requestOf('./own.yaml').request.url).toEqual({
      raw: 'https://idp.test:8443/oauth/{{tenant}}/token',
      protocol: 'https',
      host: ['idp', 'test'],
      port: '8443',
      path: ['oauth', '{{tenant}}', 'token'],
    });
  });

  test('the list can change the name of the request and the token variable', () => {
    const item = requestOf(pydio(', name: Sign in, token: { variable: jwt, field: access_token }'));
    expect(item.name).toBe('Sign in');
    expect(item.event?.[1]?.script.exec.at(-1)).toBe('test "jwt"');
  });

  test('if the token URL is discovered, the URL of the request is a variable', () => {
    const item = requestOf('oauth2-password');
    expect(item.request.url).toEqual({ raw: '{{access_token_url}}', host: ['{{access_token_url}}'] });
  });

  test('with a JSON body, variables are escaped first and no cookies are sent', () => {
    const item = requestOf('pydio-cells');
    expect(item.request).toMatchObject({ header: [], url: { raw: '{{base_url}}/a/frontend/session' } });
    expect(item.request.body).toEqual({
      mode: 'raw',
      raw: JSON.stringify(
        { AuthInfo: { type: 'credentials', login: '{{username}}', password: '{{password}}' } },
        null,
        2,
      ),
      options: { raw: { language: 'json' } },
    });
    expect(item.protocolProfileBehavior).toEqual({ followRedirects: false, disableCookies: true });
    expect(scriptsIn(item)?.[0]?.slice(-1)).toEqual(['escape ["username", "password"]']);
  });
});

describe('several identities', () => {
  const above = [
    'auth: pydio-cells-v1',
    'identities:',
    '  jane: pydio-cells-v1',
    '  s3: { template: aws-v4, access_key: "{{dex_token}}", secret_key: gatewaysecret }',
    '  shy: { template: oauth2-client-credentials, guard: false }',
  ].join('\n');

  test('each identity with a token has its own token request', () => {
    const items = requestsOf(above);
    expect(items.map(({ name }) => name)).toEqual(['Get token', 'Get token (jane)', 'Get token (shy)']);
    expect(new Set(items.map(({ id }) => id)).size).toBe(3);
    expect(fields(items[1] as (typeof items)[0]).slice(1, 3)).toEqual([
      'username={{jane_username}}',
      'password={{jane_password}}',
    ]);
  });
});
