import { describe, expect, test } from 'vitest';
import { guardScript, tokenRequestScripts } from '../../../src/postman/scripts/sign-in-scripts.ts';
import { apiOf, listWith } from '../../support/api-of.ts';

/** Scripts that show what filled them; the real ones are tested where they run. */
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
  test('of one sign-in shows what is sent, and reads no list', () => {
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

  test('of several sign-ins serves all that ask for one', () => {
    const lines = guardOf(above) ?? [];
    expect(lines.filter((line) => /^ {4}token: /.test(line))).toEqual([
      '    token: "dex_token",',
      '    token: "jane_token",',
    ]);
    expect(lines).toContain('token signIn.token');
    expect(lines).not.toContain('discover');
  });

  test('of several sign-ins holds only settings that its script reads', () => {
    const settings = (list: string) => guardOf(list)?.join('\n') ?? '';
    const alike = settings(above);
    const unlike = settings('auth: pydio-cells-v1\nidentities: { open: oauth2-refresh-token }');
    for (const key of ['optionalFields', 'format', 'encodesClient', 'rotates']) expect(alike).not.toContain(`${key}:`);
    for (const key of ['freshVariables', 'optionalFields', 'format', 'rotates']) expect(unlike).toContain(`${key}:`);
    expect(unlike).not.toContain('encodesClient:');
    expect(unlike).toContain('\ndiscover');
  });

  test.each<[string, string, boolean]>([
    ['the only sign-in does not ask for one', 'auth: { template: pydio-cells-v1, guard: false }', false],
    ['nobody gets a token', 'auth: basic\nidentities: { jane: api-key }', false],
    ['only an identity gets one', 'identities: { jane: pydio-cells-v1 }', true],
  ])('%s: a guard: %s', (_, all, has) => {
    expect(guardOf(all) !== undefined).toBe(has);
  });

  test.each<[string, string, string]>([
    ["the list's own auth", 'auth: pydio-cells-v1', '{{dex_token}}'],
    ['the first of two', 'auth: pydio-cells-v1\nidentities: { jane: pydio-cells-v1 }', '{{dex_token}}'],
    ['nobody, in a list whose requests are public', 'identities: { jane: pydio-cells-v1 }', ''],
    ['nobody, in a list with a key', 'auth: api-key\nidentities: { jane: pydio-cells-v1 }', ''],
    [
      'an identity whose token is what all requests carry',
      'auth: { template: aws-v4, access_key: "{{jane_token}}" }\nidentities: { jane: pydio-cells-v1 }',
      '{{jane_token}}',
    ],
    [
      'nobody, where that sign-in has no guard',
      'auth: { template: pydio-cells-v1, guard: false }\nidentities: { jane: keycloak }',
      '',
    ],
  ])('requests without auth are those of %s', (_, all, inherited) => {
    expect(guardOf(all)).toContain(`inherited "${inherited}"`);
  });
});

test('the scripts of a token request say what they read and write', () => {
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
