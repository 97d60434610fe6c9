import { describe, expect, test } from 'vitest';
import { formOf, signInNeeds, usesBasic } from '../../../src/model/sign-in-form.ts';
import { toGuardConfig, toSignInConfig } from '../../../src/postman/scripts/sign-in-config.ts';
import { apiOf, listWith } from '../../support/api-of.ts';

const own = `
grant: client_credentials
token_url: https://idp.test/{{tenant}}/token
client_authentication: body
client_id: "{{client_id}}"
client_secret: "{{client_secret}}"
token: { variable: access, field: access_token, format: opaque, expires_at: ends, default_life: 60 }
variables: { tenant: { value: main }, client_id: { value: me }, client_secret: { secret: true } }
`;

/** The last token request of a list, and all that is said of it in the scripts. */
function configOf(above: string) {
  const api = apiOf(listWith('GET /a', above), { './own.yaml': own });
  const request = api.tokenRequests.at(-1);
  if (!request) throw new Error('it gets no token');
  const { signIn } = request;
  return { signIn, config: toSignInConfig(api, signIn), guard: toGuardConfig(api, request) };
}
const pydio = (changes = '') => `auth: { template: pydio-cells-v1${changes} }`;

describe('what the visible token request knows', () => {
  test('of pydio-cells-v1', () => {
    expect(configOf('auth: pydio-cells-v1').config).toEqual({
      token: 'dex_token',
      expiresAt: 'dex_token_expires_at',
      gotFor: 'dex_token_for',
      subject: '{{base_url}}/auth/dex/token {{client_id}} {{username}}',
      secretSubject: '',
      field: 'id_token',
      who: 'check username and password',
      isJwt: true,
      expiresIn: 'expires_in',
      expiresAtField: '',
      defaultLife: 599,
      refresh: { variable: 'dex_token_refresh', field: 'refresh_token' },
      rotates: false,
      made: [{ key: 'nonce', value: '{{$guid}}' }],
      droppable: [],
      encoded: ['client_id', 'client_secret'],
    });
  });

  test('of a template that says nothing of these things', () => {
    expect(configOf('auth: ./own.yaml').config).toMatchObject({
      isJwt: false,
      expiresIn: 'expires_in',
      expiresAtField: 'ends',
      refresh: null,
      made: [],
      encoded: [],
    });
  });

  test.each([
    ['oauth2-refresh-token', true],
    ['oauth2-password', false],
    ['oauth2-client-credentials', false],
    ['pydio-cells-v1', false],
  ])('whether each refresh token is taken once, from the first on: %s', (template, rotates) => {
    expect(configOf(`auth: ${template}`).config.rotates).toBe(rotates);
  });

  test('where the token URL is looked up', () => {
    expect(configOf('auth: oauth2-client-credentials').config).toMatchObject({
      issuer: '{{issuer}}',
      tokenUrlVariable: 'access_token_url',
      droppable: ['scope', 'audience', 'resource'],
    });
    expect(configOf('auth: { template: oauth2-password, token_url: /t }').config).not.toHaveProperty('issuer');
  });

  test.each<[string, string, string[]]>([
    ['Basic as Postman makes it', pydio(', client_authentication: basic'), []],
    ['the client in the form', pydio(', client_authentication: body'), []],
    ['both in variables', pydio(), ['client_id', 'client_secret']],
    [
      'a client of several variables, each once',
      pydio(', client_id: "{{login}}-{{id}}-{{login}}"'),
      ['login', 'id', 'client_secret'],
    ],
    ['a client that the list writes', 'auth: { template: dex, client_id: "a&b{{id}}" }', ['id', 'client_secret']],
    ['a client of another variable', pydio(', client_id: "{{login}}"'), ['login', 'client_secret']],
  ])('Basic auth to be encoded: %s', (_, above, encoded) => {
    expect(configOf(above).config.encoded).toEqual(encoded);
  });
});

describe('for whom a token is got', () => {
  test.each<[string, string, string]>([
    ['where, and each plain variable that is sent', pydio(), '{{base_url}}/auth/dex/token {{client_id}} {{username}}'],
    [
      'another identity',
      'auth: pydio-cells-v1\nidentities: { jane: pydio-cells-v1 }',
      '{{base_url}}/auth/dex/token {{client_id}} {{jane_username}}',
    ],
    ['what stands in the URL only once', 'auth: ./own.yaml', 'https://idp.test/{{tenant}}/token {{client_id}}'],
    [
      'the issuer, where the URL is looked up',
      'auth: oauth2-client-credentials',
      '{{issuer}} {{client_id}} {{scope}} {{audience}} {{resource}}',
    ],
    [
      'a variable of the list',
      pydio(', scope: "email {{login}}"'),
      '{{base_url}}/auth/dex/token {{client_id}} {{login}} {{username}}',
    ],
    ['JSON', 'auth: pydio-cells', '{{base_url}}/a/frontend/session {{username}}'],
  ])('%s', (_, above, subject) => {
    const words = (text: unknown) => String(text).split(' ').toSorted();
    expect(words(configOf(above).config.subject)).toEqual(words(subject));
  });

  test.each([
    ['auth: oauth2-refresh-token', '{{refresh_token}}'],
    [
      'auth: { template: oauth2-password, username: "{{api_user}}" }\nvariables: { api_user: { secret: true } }',
      '{{api_user}}',
    ],
    ['auth: oauth2-password', ''],
    ['auth: keycloak', ''],
  ])('a secret that says who signs in is known by its digest: %s', (above, secret) => {
    const [, own = ''] = above.split('\nvariables: ');
    const text = listWith('GET /a', above.split('\n')[0] ?? '');
    const api = apiOf(own ? text.replace('variables: { ', `variables: { ${own.slice(2, -2)}, `) : text);
    const signIn = api.tokenRequests[0]?.signIn;
    expect(signIn && toSignInConfig(api, signIn).secretSubject).toBe(secret);
  });

  test('no secret is part of it: it stands in the environment, which is no secret', () => {
    for (const template of ['pydio-cells-v1', 'keycloak', 'auth0', 'oauth2-refresh-token', 'pydio-cells']) {
      const { subject } = configOf(`auth: ${template}`).config;
      expect(subject, template).not.toMatch(/secret|password|refresh_token/);
    }
  });
});

describe('what the guard knows beside that', () => {
  test('of pydio-cells-v1: all that the visible request sends', () => {
    const { config, guard, signIn } = configOf('auth: pydio-cells-v1');
    expect(guard).toEqual({
      ...config,
      inherited: true,
      url: '{{base_url}}/auth/dex/token',
      needed: ['base_url', 'client_id', 'client_secret', 'username', 'password'],
      headers: [{ key: 'Cache-Control', value: 'no-cache' }],
      basic: [
        { key: 'username', value: '{{client_id}}' },
        { key: 'password', value: '{{client_secret}}' },
      ],
      form: formOf(signIn),
      refresh: {
        variable: 'dex_token_refresh',
        field: 'refresh_token',
        form: [
          { key: 'grant_type', value: 'refresh_token' },
          { key: 'refresh_token', value: '{{dex_token_refresh}}' },
          { key: 'nonce', value: '{{nonce}}' },
        ],
      },
    });
  });

  test.each<[string, string, boolean]>([
    ["the list's own auth", 'auth: pydio-cells-v1', true],
    ['another identity', 'auth: pydio-cells-v1\nidentities: { jane: pydio-cells-v1 }', false],
    ['an identity in a list whose requests are public', 'identities: { jane: pydio-cells-v1 }', false],
    ['an identity in a list with a key', 'auth: api-key\nidentities: { jane: pydio-cells-v1 }', false],
    [
      'an identity whose token is what all requests carry',
      'auth: { template: aws-v4, access_key: "{{jane_token}}" }\nidentities: { jane: pydio-cells-v1 }',
      true,
    ],
  ])('requests without auth of their own are those of %s', (_, above, inherited) => {
    expect(configOf(above).guard.inherited).toBe(inherited);
  });

  test('the client in the form goes along when a token is renewed', () => {
    const { refresh } = configOf('auth: keycloak').guard;
    expect(refresh).toMatchObject({
      form: [
        { key: 'grant_type', value: 'refresh_token' },
        { key: 'refresh_token', value: '{{access_token_refresh}}' },
        { key: 'client_id', value: '{{client_id}}' },
        { key: 'client_secret', value: '{{client_secret}}' },
      ],
    });
  });

  test('what may be empty, and what the sign-in makes itself, is not needed', () => {
    expect(configOf('auth: oauth2-client-credentials').guard.needed).toEqual(['issuer', 'client_id', 'client_secret']);
  });

  test('JSON in place of a form', () => {
    const { guard } = configOf('auth: pydio-cells');
    expect(guard).not.toHaveProperty('form');
    expect(guard).toMatchObject({ basic: null, json: { AuthInfo: { login: '{{username}}' } } });
  });
});

test.each<[string, string[], boolean]>([
  ['auth: pydio-cells-v1', ['base_url', 'client_id', 'client_secret', 'username', 'password', 'nonce'], true],
  [pydio(', client_authentication: none'), ['base_url', 'username', 'password', 'nonce', 'client_id'], false],
  [
    pydio(', headers: { X-A: "{{login}}-{{$guid}}" }'),
    ['base_url', 'client_id', 'client_secret', 'username', 'password', 'nonce', 'login'],
    true,
  ],
  ['auth: ./own.yaml', ['tenant', 'client_id', 'client_secret'], false],
  ['auth: pydio-cells', ['base_url', 'username', 'password'], false],
  ['auth: okta', ['issuer', 'client_id', 'client_secret', 'scope'], true],
  ['auth: oauth2-client-credentials', ['issuer', 'client_id', 'client_secret', 'scope', 'audience', 'resource'], true],
])('%s needs %j, and Basic auth: %s', (above, want, basic) => {
  const { signIn } = configOf(above);
  expect([[...signInNeeds(signIn)], usesBasic(signIn)]).toEqual([want, basic]);
});
