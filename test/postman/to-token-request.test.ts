import { describe, expect, test } from 'vitest';
import type { SignIn } from '../../src/auth/sign-in.ts';
import { signInNeeds, toGuard, toTokenRequest } from '../../src/postman/to-token-request.ts';
import { apiOf, listWith } from '../support/api-of.ts';

/** Scripts that show what filled them; the real ones are tested where they run. */
const scripts = new Map(
  Object.entries({
    'token-clear': 'clear __TOKEN__ __EXPIRES_AT__',
    'token-answer': 'answer __TOKEN_FIELD__ __IS_JWT__ __EXPIRES_IN_FIELD__ __DEFAULT_LIFE__',
    'token-test': 'test __TOKEN__ __EXPIRES_AT__',
    guard: 'guard __TOKEN__ __ENVIRONMENT_NAMES__ __NEEDED__ __TOKEN_URL__\n__HEADERS__\n__BASIC__\n__FORM__',
  }),
);

/** A template of a user's own, with everything that the built-in one does not use. */
const own = `
name: Sign in
grant: client_credentials
token_url: https://idp.test:8443/oauth/{{tenant}}/token
client_authentication: body
token: { variable: access, field: access_token, format: opaque, default_life: 60 }
variables: { tenant: { value: main }, client_id: { value: me }, client_secret: { secret: true } }
refusals:
  user: { status: 400, error: invalid_grant }
  client: { status: 401, error: invalid_client }
  request: { status: 400, error: invalid_request }
  grant: { status: 400, error: unsupported_grant_type }
`;

function signInOf(auth: string) {
  const api = apiOf(listWith('GET /a', `auth: ${auth}`), { './own.yaml': own });
  return { api, signIn: api.signIn as SignIn };
}
function requestOf(auth: string) {
  const { api, signIn } = signInOf(auth);
  return toTokenRequest(api, signIn, scripts);
}
const pydio = (changes = '') => `{ template: pydio-cells-v1${changes} }`;
const fields = (item: ReturnType<typeof requestOf>) =>
  item.request.body?.mode === 'urlencoded'
    ? item.request.body.urlencoded.map(({ key, value }) => `${key}=${value}`)
    : [];

test('the token request of pydio-cells-v1, as the vendor documents it', () => {
  const { request, event, protocolProfileBehavior, name, response } = requestOf('pydio-cells-v1');
  expect(name).toBe('Get token');
  expect(response).toEqual([]);
  // A 307 would send the password elsewhere.
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
        { key: 'nonce', value: '{{$guid}}', type: 'text' },
      ],
    },
    url: { raw: '{{base_url}}/auth/dex/token', host: ['{{base_url}}'], path: ['auth', 'dex', 'token'] },
  });
  expect(event?.map(({ listen, script }) => [listen, ...script.exec])).toEqual([
    ['prerequest', 'clear "dex_token" "dex_token_expires_at"'],
    ['test', 'answer "id_token" true "expires_in" 599', 'test "dex_token" "dex_token_expires_at"'],
  ]);
});

describe("changes of the list, and a template of one's own", () => {
  test.each<[string, string, unknown]>([
    ['the client in the form', pydio(', client_authentication: body'), { type: 'noauth' }],
    ['a public client', pydio(', client_authentication: none'), { type: 'noauth' }],
  ])('%s: no Basic auth', (_, auth, want) => {
    expect(requestOf(auth).request.auth).toEqual(want);
  });

  test.each<[string, string, string[]]>([
    [
      'the client in the form',
      pydio(', client_authentication: body'),
      [
        'grant_type=password',
        'username={{username}}',
        'password={{password}}',
        'scope=email profile pydio',
        'nonce={{$guid}}',
        'client_id={{client_id}}',
        'client_secret={{client_secret}}',
      ],
    ],
    [
      'a public client',
      pydio(', client_authentication: none, scope: openid'),
      [
        'grant_type=password',
        'username={{username}}',
        'password={{password}}',
        'scope=openid',
        'nonce={{$guid}}',
        'client_id={{client_id}}',
      ],
    ],
    [
      'further fields, one of them another value',
      pydio(', parameters: { nonce: 1, audience: "{{id}}" }'),
      [
        'grant_type=password',
        'username={{username}}',
        'password={{password}}',
        'scope=email profile pydio',
        'nonce=1',
        'audience={{id}}',
      ],
    ],
    [
      'no user',
      './own.yaml',
      ['grant_type=client_credentials', 'client_id={{client_id}}', 'client_secret={{client_secret}}'],
    ],
  ])('%s: the form', (_, auth, want) => {
    expect(fields(requestOf(auth))).toEqual(want);
  });

  test('an absolute token URL keeps its parts', () => {
    expect(requestOf('./own.yaml').request.url).toEqual({
      raw: 'https://idp.test:8443/oauth/{{tenant}}/token',
      protocol: 'https',
      host: ['idp', 'test'],
      port: '8443',
      path: ['oauth', '{{tenant}}', 'token'],
    });
  });

  test('another variable and another field', () => {
    const exec = requestOf(pydio(', name: Sign in, token: { variable: jwt, field: access_token }')).event?.[1]?.script
      .exec;
    expect(exec).toEqual(['answer "access_token" true "expires_in" 599', 'test "jwt" "jwt_expires_at"']);
  });

  test('an opaque token that says nothing of its life', () => {
    expect(requestOf('./own.yaml').event?.[1]?.script.exec[0]).toBe('answer "access_token" false "expires_in" 60');
  });
});

test('the guard sends what the token request sends', () => {
  const { api, signIn } = signInOf('pydio-cells-v1');
  const { exec } = toGuard(api, signIn, scripts).script;
  expect(exec).toEqual([
    'answer "id_token" true "expires_in" 599',
    'guard "dex_token" "test.dev" ["base_url","client_id","client_secret","username","password"] "{{base_url}}/auth/dex/token"',
    '[{"key":"Cache-Control","value":"no-cache"}]',
    '[{"key":"username","value":"{{client_id}}"},{"key":"password","value":"{{client_secret}}"}]',
    JSON.stringify(signIn.form),
  ]);
});

test.each([
  ['pydio-cells-v1', ['base_url', 'client_id', 'client_secret', 'username', 'password']],
  [pydio(', client_authentication: none'), ['base_url', 'username', 'password', 'client_id']],
  ['./own.yaml', ['tenant', 'client_id', 'client_secret']],
])('signInNeeds(%s) is %j', (auth, want) => {
  expect([...signInNeeds(signInOf(auth).signIn)]).toEqual(want);
});
