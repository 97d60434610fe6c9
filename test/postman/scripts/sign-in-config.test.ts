import { describe, expect, test } from 'vitest';
import { tokenIdentitiesOf } from '../../../src/model/identities.ts';
import { formOf, signInNeeds, usesBasic } from '../../../src/model/sign-in-form.ts';
import { encodedVariables, sectionsFor, toSignInSettings } from '../../../src/postman/scripts/sign-in-config.ts';
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

/** The last sign-in of a list, with the settings and sections of its scripts. */
function signInOf(above: string) {
  const api = apiOf(listWith('GET /a', above), { './own.yaml': own });
  const signIn = tokenIdentitiesOf(api).at(-1)?.signIn;
  if (!signIn) throw new Error('the list has no sign-in');
  return { signIn, settings: toSignInSettings(api, signIn), sections: sectionsFor(api, [signIn]) };
}
const pydio = (changes = '') => `auth: { template: pydio-cells-v1${changes} }`;

describe('the settings of the sign-in scripts', () => {
  test('for pydio-cells-v1', () => {
    const { signIn, settings } = signInOf('auth: pydio-cells-v1');
    expect(settings).toEqual({
      token: 'dex_token',
      expiresAt: 'dex_token_expires_at',
      issuedForVariable: 'dex_token_for',
      refreshVariable: 'dex_token_refresh',
      issuedFor: '{{base_url}}/auth/dex/token {{client_id}} {{username}}',
      requiredVariables: ['base_url', 'client_id', 'client_secret', 'username', 'password'],
      clearedVariables: ['dex_token', 'dex_token_expires_at', 'dex_token_refresh'],
      freshVariables: { nonce: '{{$guid}}' },
      optionalFields: [],
      encodesClient: true,
      tokenRequest: {
        url: '{{base_url}}/auth/dex/token',
        method: 'POST',
        header: [{ key: 'Cache-Control', value: 'no-cache' }],
        auth: {
          type: 'basic',
          basic: [
            { key: 'username', value: '{{client_id}}' },
            { key: 'password', value: '{{client_secret}}' },
          ],
        },
      },
      form: formOf(signIn),
      refreshForm: [
        { key: 'grant_type', value: 'refresh_token' },
        { key: 'refresh_token', value: '{{dex_token_refresh}}' },
        { key: 'nonce', value: '{{nonce}}' },
      ],
      tokenField: 'id_token',
      namedToken: 'the id_token in the answer',
      withoutToken: ' without id_token; is openid in the scope, if the server needs it?',
      format: 'jwt',
      expiresInField: 'expires_in',
      defaultLife: 599,
      refreshField: 'refresh_token',
      userHint: 'check username and password',
      grantHint: 'check username and password, and that the client may use this grant',
      clientHint: 'check client_id and client_secret (from Configs Backend screen, cells config list, pydio.json)',
    });
  });

  test('for a template without refresh, nonce and Basic auth', () => {
    const { settings } = signInOf('auth: ./own.yaml');
    expect(settings).toMatchObject({
      format: 'opaque',
      expiresInField: 'expires_in',
      expiresAtField: 'ends',
      freshVariables: {},
      clearedVariables: ['access', 'access_expires_at'],
      withoutToken: ' without access_token',
    });
    for (const key of ['refreshVariable', 'refreshForm', 'encodesClient', 'rotates', 'issuer', 'secretUser']) {
      expect(settings).not.toHaveProperty(key);
    }
  });

  test('a renewal sends the client in the form if the sign-in does', () => {
    expect(signInOf('auth: keycloak').settings['refreshForm']).toEqual([
      { key: 'grant_type', value: 'refresh_token' },
      { key: 'refresh_token', value: '{{access_token_refresh}}' },
      { key: 'client_id', value: '{{client_id}}' },
      { key: 'client_secret', value: '{{client_secret}}' },
    ]);
  });

  test('optional variables, and variables that the sign-in sets itself, are not required', () => {
    const { settings } = signInOf('auth: oauth2-client-credentials');
    expect(settings['requiredVariables']).toEqual(['issuer', 'client_id', 'client_secret']);
  });

  test('have the issuer only if the token URL is discovered', () => {
    expect(signInOf('auth: oauth2-client-credentials').settings).toMatchObject({
      issuer: '{{issuer}}',
      urlVariable: 'access_token_url',
      optionalFields: ['scope', 'audience', 'resource'],
    });
    expect(signInOf('auth: { template: oauth2-password, token_url: /t }').settings).not.toHaveProperty('issuer');
  });

  test('have JSON instead of a form if the template signs in with JSON', () => {
    const { settings } = signInOf('auth: pydio-cells');
    expect(settings).not.toHaveProperty('form');
    expect(settings).toMatchObject({
      json: { AuthInfo: { login: '{{username}}' } },
      tokenRequest: { auth: { type: 'noauth' }, header: [{ key: 'Content-Type', value: 'application/json' }] },
    });
  });

  test('the refresh token is not cleared if the server accepts each only once', () => {
    const { settings } = signInOf('auth: oauth2-refresh-token');
    expect(settings).toMatchObject({ rotates: true, clearedVariables: ['access_token', 'access_token_expires_at'] });
  });

  test.each<[string, string, string[]]>([
    ['Basic without encoding', pydio(', client_authentication: basic'), []],
    ['the client in the form', pydio(', client_authentication: body'), []],
    ['id and secret in variables', pydio(), ['client_id', 'client_secret']],
    [
      'a client id of several variables, each listed once',
      pydio(', client_id: "{{login}}-{{id}}-{{login}}"'),
      ['login', 'id', 'client_secret'],
    ],
    ['a client id with literal text', 'auth: { template: dex, client_id: "a&b{{id}}" }', ['id', 'client_secret']],
    ['a client id in another variable', pydio(', client_id: "{{login}}"'), ['login', 'client_secret']],
  ])('variables that are encoded for Basic auth: %s', (_, above, encoded) => {
    expect(encodedVariables(signInOf(above).signIn)).toEqual(encoded);
  });
});

describe('the sections of the sign-in scripts', () => {
  const plain = ['no-rotation', 'plain-user', 'form'];

  test.each<[string, string[]]>([
    [pydio(), [...plain, 'refresh', 'fresh', 'encoded', 'no-discovery', 'jwt', 'clock']],
    [
      pydio(', client_authentication: basic, parameters: { audience: "{{client_id}}" }'),
      [...plain, 'refresh', 'fresh', 'not-encoded', 'no-discovery', 'jwt', 'clock'],
    ],
    [
      pydio(', parameters: { audience: "{{client_id}}" }'),
      [...plain, 'refresh', 'fresh', 'encoded', 'encoded-elsewhere', 'no-discovery', 'jwt', 'clock'],
    ],
    ['auth: ./own.yaml', [...plain, 'no-refresh', 'not-encoded', 'no-discovery', 'opaque', 'expires-at', 'clock']],
    ['auth: oauth2-client-credentials', [...plain, 'no-refresh', 'optional', 'encoded', 'discover', 'opaque']],
    [
      'auth: oauth2-refresh-token',
      ['rotates', 'secret-user', 'form', 'refresh', 'optional', 'encoded', 'discover', 'opaque'],
    ],
    [
      'auth: pydio-cells',
      [
        ...['no-rotation', 'plain-user', 'json', 'no-refresh', 'not-encoded', 'no-discovery'],
        ...['opaque', 'expires-at', 'clock'],
      ],
    ],
  ])('%s', (above, want) => {
    expect(signInOf(above).sections.toSorted()).toEqual(want.toSorted());
  });

  test('for several sign-ins, include those that any of them needs', () => {
    const api = apiOf(listWith('GET /a', 'auth: pydio-cells-v1\nidentities: { shop: pydio-cells }'));
    const sections = sectionsFor(
      api,
      tokenIdentitiesOf(api).map(({ signIn }) => signIn),
    );
    expect(sections).toEqual(
      expect.arrayContaining([
        'several',
        'refresh',
        'no-refresh',
        'form',
        'json',
        'jwt',
        'opaque',
        'encoded',
        'not-encoded',
      ]),
    );
  });
});

describe('the text that identifies the user of a token', () => {
  test.each<[string, string, string]>([
    [
      'the token URL and each non-secret variable that is sent',
      pydio(),
      '{{base_url}}/auth/dex/token {{client_id}} {{username}}',
    ],
    [
      'the variables of another identity',
      'auth: pydio-cells-v1\nidentities: { jane: pydio-cells-v1 }',
      '{{base_url}}/auth/dex/token {{client_id}} {{jane_username}}',
    ],
    ['a variable of the URL only once', 'auth: ./own.yaml', 'https://idp.test/{{tenant}}/token {{client_id}}'],
    [
      'the issuer, if the token URL is discovered',
      'auth: oauth2-client-credentials',
      '{{issuer}} {{client_id}} {{scope}} {{audience}} {{resource}}',
    ],
    [
      'a variable of the list',
      pydio(', scope: "email {{login}}"'),
      '{{base_url}}/auth/dex/token {{client_id}} {{login}} {{username}}',
    ],
    ['the variables of a JSON body', 'auth: pydio-cells', '{{base_url}}/a/frontend/session {{username}}'],
  ])('contains %s', (_, above, subject) => {
    const words = (text: unknown) => String(text).split(' ').toSorted();
    expect(words(signInOf(above).settings['issuedFor'])).toEqual(words(subject));
  });

  test.each([
    ['auth: oauth2-refresh-token', '{{refresh_token}}'],
    [
      'auth: { template: oauth2-password, username: "{{api_user}}" }\nvariables: { api_user: { secret: true } }',
      '{{api_user}}',
    ],
    ['auth: oauth2-password', ''],
    ['auth: keycloak', ''],
  ])('a secret that identifies the user is stored as a digest: %s', (above, secret) => {
    const [, own = ''] = above.split('\nvariables: ');
    const text = listWith('GET /a', above.split('\n')[0] ?? '');
    const api = apiOf(own ? text.replace('variables: { ', `variables: { ${own.slice(2, -2)}, `) : text);
    const signIn = api.identities[0]?.signIn;
    expect(signIn && toSignInSettings(api, signIn)['secretUser']).toBe(secret || undefined);
  });

  test('contains no secret, because it is stored in an ordinary variable', () => {
    for (const template of ['pydio-cells-v1', 'keycloak', 'auth0', 'oauth2-refresh-token', 'pydio-cells']) {
      const { issuedFor } = signInOf(`auth: ${template}`).settings;
      expect(issuedFor, template).not.toMatch(/secret|password|refresh_token/);
    }
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
  const { signIn } = signInOf(above);
  expect([[...signInNeeds(signIn)], usesBasic(signIn)]).toEqual([want, basic]);
});
