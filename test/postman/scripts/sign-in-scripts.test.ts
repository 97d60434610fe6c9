import { describe, expect, test } from 'vitest';
import { guardScript, tokenRequestScripts } from '../../../src/postman/scripts/sign-in-scripts.ts';
import { apiOf, listWith } from '../../support/api-of.ts';

/** Scripts that consist of their placeholders. The real scripts are tested in test/templates. */
const scripts = new Map(
  Object.entries({
    header: '// of __LIST__',
    guard: [
      '//#if several',
      'several __SIGN_INS__',
      '//#endif',
      '//#if !several',
      'one __TOKEN_REQUEST__',
      '//#endif',
      'token __TOKEN__',
      'environments __ENVIRONMENTS__',
      'inherited __INHERITED__',
      '// sends __SENDS__',
      '// reads __READS__',
      '// writes __WRITES__',
      '//#if discover',
      'discover',
      '//#endif',
    ].join('\n'),
    'token-before': '// reads __READS__\n// writes __WRITES__',
    'token-test': '// writes __WRITES__\n__ENCODED_VARIABLES__ __ASSERTION__',
  }),
);

function guardOf(above: string): string[] | undefined {
  const guard = guardScript({ api: apiOf(listWith('GET /a', above)), scripts });
  expect(guard?.test ?? []).toEqual([]);
  return guard?.prerequest.join('\n').split('\n');
}

describe('the guard', () => {
  test('for one sign-in, contains its token request directly, not a list of sign-ins', () => {
    expect(guardOf('auth: { template: pydio-cells-v1, client_authentication: body }')).toEqual([
      '// of endpoints.yaml',
      'one {',
      '  url: "{{base_url}}/auth/dex/token",',
      '  method: "POST",',
      '  header: [{ key: "Cache-Control", value: "no-cache" }],',
      '  auth: { type: "noauth" },',
      '}',
      'token "dex_token"',
      'environments "test.dev"',
      'inherited "{{dex_token}}"',
      '// sends POST {{base_url}}/auth/dex/token',
      '// reads base_url, username, password, client_id, client_secret',
      '// writes dex_token, dex_token_expires_at, dex_token_for, dex_token_refresh, nonce',
    ]);
  });

  const above = [
    'auth: pydio-cells-v1',
    'identities:',
    '  jane: pydio-cells-v1',
    '  s3: { template: aws-v4, access_key: "{{dex_token}}", secret_key: gatewaysecret }',
    '  shy: { template: oauth2-client-credentials, guard: false }',
  ].join('\n');

  test('for several sign-ins, includes those with a guard', () => {
    const lines = guardOf(above) ?? [];
    expect(lines.filter((line) => /^ {4}token: /.test(line))).toEqual([
      '    token: "dex_token",',
      '    token: "jane_token",',
    ]);
    expect(lines).toContain('token signIn.token');
    expect(lines).not.toContain('discover');
  });

  test('for several sign-ins, contains only settings that its script reads', () => {
    const settings = (list: string) => guardOf(list)?.join('\n') ?? '';
    const basic = '{ template: pydio-cells-v1, client_authentication: basic-encoded }';
    const alike = settings(`auth: ${basic}\nidentities: { jane: ${basic} }`);
    const unlike = settings(`auth: ${basic}\nidentities: { open: oauth2-refresh-token }`);
    for (const key of ['optionalFields', 'format', 'encodesClient', 'rotates']) expect(alike).not.toContain(`${key}:`);
    for (const key of ['freshVariables', 'optionalFields', 'format', 'rotates']) expect(unlike).toContain(`${key}:`);
    expect(unlike).not.toContain('encodesClient:');
    expect(unlike).toContain('\ndiscover');
  });

  test.each<[string, string, boolean]>([
    ['the only sign-in has `guard: false`', 'auth: { template: pydio-cells-v1, guard: false }', false],
    ['no identity has a token', 'auth: basic\nidentities: { jane: api-key }', false],
    ['only an identity has a token', 'identities: { jane: pydio-cells-v1 }', true],
  ])('%s: the collection has a guard: %s', (_, list, has) => {
    expect(guardOf(list) !== undefined).toBe(has);
  });

  test.each<[string, string, string]>([
    ["the list's `auth`", 'auth: pydio-cells-v1', '{{dex_token}}'],
    [
      "the list's `auth`, not another identity",
      'auth: pydio-cells-v1\nidentities: { jane: pydio-cells-v1 }',
      '{{dex_token}}',
    ],
    ['nobody, if the list has no `auth`', 'identities: { jane: pydio-cells-v1 }', ''],
    ["nobody, if the list's `auth` is an API key", 'auth: api-key\nidentities: { jane: pydio-cells-v1 }', ''],
    [
      "an identity whose token is part of the list's `auth`",
      'auth: { template: aws-v4, access_key: "{{jane_token}}" }\nidentities: { jane: pydio-cells-v1 }',
      '{{jane_token}}',
    ],
    [
      "nobody, if the sign-in of the list's `auth` has no guard",
      'auth: { template: pydio-cells-v1, guard: false }\nidentities: { jane: keycloak }',
      '',
    ],
  ])('requests without auth belong to %s', (_, list, inherited) => {
    expect(guardOf(list)).toContain(`inherited "${inherited}"`);
  });
});

test('the scripts of a token request list the variables that they read and write', () => {
  const api = apiOf(listWith('GET /a', 'auth: oauth2-password'));
  const signIn = api.identities[0]?.signIn;
  expect(signIn && tokenRequestScripts(signIn, { api, scripts })).toEqual({
    prerequest: [
      '// of endpoints.yaml',
      [
        '// reads issuer, client_id, client_secret, username, password, scope, audience, resource',
        '// writes access_token, access_token_expires_at, access_token_refresh, access_token_url',
      ].join('\n'),
    ],
    test: [
      '// of endpoints.yaml',
      [
        '// writes access_token, access_token_expires_at, access_token_for, access_token_refresh',
        '["client_id", "client_secret"] "Update environment"',
      ].join('\n'),
    ],
  });
});
