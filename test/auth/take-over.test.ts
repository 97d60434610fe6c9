import { describe, expect, test } from 'vitest';
import { formFields, identitiesIn, loadIdentitiesOf } from '../support/identities-of.ts';

/** The sign-in of the identity `jane`, with another sign-in under `auth`. */
function jane(auth: string, own: string, files: Readonly<Record<string, string>> = {}) {
  const found = identitiesIn(`auth: ${auth}\nidentities: { jane: ${own} }`, files).find(({ name }) => name === 'jane');
  if (!found?.signIn) throw new Error('she gets no token');
  return { ...found, signIn: found.signIn };
}

const password = 'oauth2-password';
const changed = (more: string) => `{ template: ${password}, ${more} }`;

const ownTemplate = `grant: password
token_url: https://{{host}}/token
client_authentication: basic
client_id: "{{client}}"
client_secret: "{{client_key}}"
token: { variable: t, field: access_token, format: opaque, default_life: 60 }
variables:
  host: { shared: true }
  client: { shared: true }
  client_key: { secret: true, shared: true }
  audience: { shared: true }
  username: {}
  password: {}
`;

describe('which client secret an identity uses', () => {
  const files = { 'own.yaml': ownTemplate };
  const secretOf = (own: string, main = 'client: shop') =>
    jane(`{ template: ./own.yaml, ${main} }`, `{ template: ./own.yaml, ${own} }`, files).signIn.clientSecret;
  test.each([
    ['the same client', 'username: jane', '{{client_key}}'],
    ['another client', 'client: hers', '{{jane_client_key}}'],
    ['another client, by client_id', 'client_id: hers', '{{jane_client_key}}'],
    ['another server', 'host: other.test', '{{jane_client_key}}'],
    ['another token URL', 'token_url: "https://other.test/t"', '{{jane_client_key}}'],
    ['another issuer', 'issuer: "https://other.test"', '{{jane_client_key}}'],
    ['the same client, repeated', 'client: shop', '{{client_key}}'],
    ['another value of a shared variable that is not the client', 'audience: hers', '{{client_key}}'],
  ])('%s', (_, own, want) => {
    expect(secretOf(own)).toBe(want);
  });
  test('a variable that replaces the secret is inherited by the same client only', () => {
    expect(secretOf('username: jane', 'client_secret: "{{key_of_ours}}"')).toBe('{{key_of_ours}}');
    expect(secretOf('client: hers', 'client_secret: "{{key_of_ours}}"')).toBe('{{jane_client_key}}');
  });
  test('a password is a secret even if the template does not say so', () => {
    const found = jane('./own.yaml', './own.yaml', files).variables.find(({ name }) => name === 'jane_password');
    expect(found?.secret).toBe(true);
  });
  test('a client secret is sent even if the template does not say how', () => {
    const text = ownTemplate.replace('client_authentication: basic\n', '');
    const one = jane('./own.yaml', './own.yaml', { 'own.yaml': text });
    expect(one.signIn.clientAuthentication).toBe('basic-encoded');
  });
});

describe('parameters and headers under auth', () => {
  const list = (main: string) => `auth: { template: oauth2-refresh-token, ${main} }
identities: { jane: oauth2-refresh-token }
variables: { rt: { secret: true }, otp: { secret: true }, tenant: acme }`;
  const fields = (main: string) => {
    const one = identitiesIn(list(main)).find((found) => found.name === 'jane')?.signIn;
    return one ? [...formFields(one), ...one.headers.map(({ key, value }) => `${key}: ${value}`)] : [];
  };
  test.each([
    [
      'a refresh token becomes that of the identity',
      'parameters: { refresh_token: "{{rt}}" }',
      'refresh_token={{jane_refresh_token}}',
    ],
    ['a variable that is not a secret is inherited', 'parameters: { tenant: "{{tenant}}" }', 'tenant={{tenant}}'],
    ['literal text is inherited', 'parameters: { tenant: acme }', 'tenant=acme'],
  ])('%s', (_, main, want) => {
    expect(fields(main)).toContain(want);
  });
  test.each([
    ['a field with a secret of the list', 'parameters: { otp: "{{otp}}" }', 'otp'],
    ['a field with a variable of one user', 'headers: { X-For: "{{refresh_token}}" }', 'X-For'],
  ])('%s is not inherited', (_, main, key) => {
    expect(fields(main).filter((text) => text.startsWith(key))).toEqual([]);
  });
});

describe('an identity with the template of auth inherits', () => {
  test.each<[string, string, string, (one: ReturnType<typeof jane>) => unknown, unknown]>([
    ['the token URL', 'token_url: "https://id.test/t"', password, ({ signIn }) => signIn.tokenUrl, 'https://id.test/t'],
    [
      'the client authentication',
      'client_authentication: body',
      password,
      ({ signIn }) => signIn.clientAuthentication,
      'body',
    ],
    ['that there is no guard', 'guard: false', password, ({ signIn }) => signIn.guard, false],
    [
      'the field of the token',
      'token: { field: id_token, variable: x }',
      password,
      ({ signIn }) => signIn.token.field,
      'id_token',
    ],
    [
      'not the variable of the token',
      'token: { field: id_token, variable: x }',
      password,
      ({ signIn }) => signIn.token.variable,
      'jane_token',
    ],
    [
      'a variable that replaces a shared one',
      'client_id: "{{app}}"',
      password,
      ({ signIn }) => signIn.clientId,
      '{{app}}',
    ],
    [
      'headers',
      'headers: { X-Tenant: a }',
      password,
      ({ signIn }) => signIn.headers,
      [{ key: 'X-Tenant', value: 'a' }],
    ],
    [
      'headers, unless it has one of that name',
      'headers: { X-Tenant: a, X-Own: a }',
      changed('headers: { X-Own: b }'),
      ({ signIn }) => signIn.headers.map(({ key, value }) => `${key}: ${value}`).sort(),
      ['X-Own: b', 'X-Tenant: a'],
    ],
    ['not the user', 'username: admin', password, ({ signIn }) => signIn.username, '{{jane_username}}'],
    [
      'not the name of the token request',
      'name: Sign in as admin',
      password,
      ({ signIn }) => signIn.name,
      'Get token (jane)',
    ],
    [
      'not the token URL, when it has another issuer',
      'token_url: "https://id.test/t"',
      changed('issuer: "https://other.test"'),
      ({ signIn, variables }) => [signIn.tokenUrl, variables.find(({ name }) => name === 'jane_issuer')?.value],
      ['{{jane_token_url}}', 'https://other.test'],
    ],
    [
      'not the issuer, when it has another token URL',
      'issuer: "{{there}}"',
      changed('token_url: "https://other.test/t"'),
      ({ signIn }) => [signIn.tokenUrl, signIn.issuer],
      ['https://other.test/t', undefined],
    ],
  ])('%s', (_, ofAuth, own, look, want) => {
    expect(look(jane(changed(ofAuth), own))).toEqual(want);
  });

  test('a scope that is not a variable of the template', () => {
    const one = jane('{ template: pydio-cells-v1, scope: email offline_access }', 'pydio-cells-v1');
    expect(formFields(one.signIn)).toContain('scope=email offline_access');
  });

  test('values of shared variables, which are not declared again', () => {
    const one = jane(changed('client_id: shop, issuer: "https://id.test"'), password);
    expect([one.signIn.clientId, one.signIn.issuer]).toEqual(['{{client_id}}', '{{issuer}}']);
    expect(one.variables.map((own) => own.name)).not.toContain('jane_client_id');
  });

  test('nothing, when it has another template', () => {
    const one = jane(changed('token_url: "https://id.test/t"'), 'pydio-cells-v1');
    expect(one.signIn.tokenUrl).toBe('{{base_url}}/auth/dex/token');
  });

  test('in the same way from a template beside the list', () => {
    const text =
      'grant: password\ntoken_url: /token\ntoken: { variable: t, field: access_token, format: opaque, default_life: 60 }\n';
    const one = jane('{ template: ./own.yaml, token_url: /other }', './own.yaml', { 'own.yaml': text });
    expect(one.signIn.tokenUrl).toBe('{{base_url}}/other');
  });

  test('a mistake in auth without reporting it again', () => {
    const list =
      'auth: { template: pydio-cells-v1, client_authentication: basic, scop: a }\nidentities: { jane: pydio-cells-v1 }';
    expect(loadIdentitiesOf(list).said).toEqual(['1:65 error unknown-key']);
  });
});
