import { describe, expect, test } from 'vitest';
import { loadSignIn } from '../../src/auth/load-template.ts';
import type { SignIn } from '../../src/auth/sign-in.ts';
import type { EndpointList } from '../../src/schema/endpoint-list.ts';
import { Located } from '../../src/source/located.ts';
import type { SyntaxNode } from '../../src/source/node.ts';
import { parse } from '../../src/source/parse.ts';
import { toSource } from '../../src/source/read.ts';
import { readAuthTemplates } from '../../src/source/templates.ts';

const machine = `name: Sign in
grant: client_credentials
token_url: https://login.example/token
client_authentication: body
token: { variable: machine_token, field: access_token, format: opaque, default_life: 60 }
variables: { client_secret: { secret: true, optional: true }, tenant: { value: 007 } }
refusals:
  user: { status: 403, error: a }
  client: { status: 401, error: b }
  request: { status: 400, error: c }
  grant: { status: 400, error: d }
`;

/** The sign-in that a list's \`auth\` makes. */
function resolve(auth: string, own = machine): SignIn {
  const list = new Located<EndpointList>(parse(toSource('endpoints.yaml', `auth: ${auth}\n`)).value as SyntaxNode);
  const read = () => ({ value: toSource('machine.yaml', own), diagnostics: [] });
  return loadSignIn(list, { builtIn: readAuthTemplates(), read }).value as SignIn;
}

describe('the template of Cells v1', () => {
  const signIn = resolve('pydio-cells-v1');

  test('asks for a token as the vendor documents it', () => {
    expect(signIn).toMatchObject({
      name: 'Get token',
      grant: 'password',
      tokenUrl: '{{base_url}}/auth/dex/token',
      clientAuthentication: 'basic',
      clientId: '{{client_id}}',
      clientSecret: '{{client_secret}}',
      headers: [{ key: 'Cache-Control', value: 'no-cache' }],
      guard: true,
    });
  });
  test('sends its form in this order', () => {
    expect(signIn.form.map(({ key, value }) => `${key}=${value}`)).toEqual([
      'grant_type=password',
      'username={{username}}',
      'password={{password}}',
      'scope=email profile pydio',
      'nonce={{$guid}}',
    ]);
  });
  test('takes the id_token, which lives 599 s', () => {
    expect(signIn.token).toEqual({
      variable: 'dex_token',
      expiresAt: 'dex_token_expires_at',
      field: 'id_token',
      format: 'jwt',
      expiresIn: 'expires_in',
      defaultLife: 599,
    });
  });
  test('brings its variables, and no secret has a value', () => {
    expect(signIn.variables.map(({ name, value, secret }) => [name, value, secret])).toEqual([
      ['client_id', 'cells-front', false],
      ['client_secret', '', true],
      ['username', '', false],
      ['password', '', true],
    ]);
  });
  test('points at the line of the list that asks for it', () => {
    expect(signIn.origin).toMatchObject({ start: 6, end: 20 });
  });
});

describe('what a list changes', () => {
  const changed = resolve(
    '{ template: pydio-cells-v1, name: Sign in, token_url: "{{login}}/t", scope: email, client_authentication: none, ' +
      'parameters: { nonce: 01, audience: shop }, token: { variable: my_token, field: access_token }, guard: false }',
  );

  test('is changed', () => {
    expect(changed).toMatchObject({
      name: 'Sign in',
      tokenUrl: '{{login}}/t',
      clientAuthentication: 'none',
      guard: false,
      token: { variable: 'my_token', expiresAt: 'my_token_expires_at', field: 'access_token' },
    });
  });
  test("a parameter replaces the template's in its place, and others follow", () => {
    expect(changed.form.slice(-3).map(({ key, value }) => `${key}=${value}`)).toEqual([
      'scope=email',
      'nonce=01',
      'audience=shop',
    ]);
  });
  test('and the rest is kept', () => {
    const { refusals, discovery, keys, headers } = resolve('pydio-cells-v1');
    expect(changed).toMatchObject({ refusals, discovery, keys, headers, grant: 'password' });
  });
  test('a part of `token` alone may be changed', () => {
    const { token } = resolve('{ template: pydio-cells-v1, token: { field: access_token } }');
    expect([token.variable, token.field]).toEqual(['dex_token', 'access_token']);
  });
});

describe('a template for a machine', () => {
  const signIn = resolve('./machine.yaml');

  test('sends no user and no scope', () => {
    expect(signIn.form).toEqual([{ key: 'grant_type', value: 'client_credentials' }]);
  });
  test('has names for what it does not say', () => {
    expect([signIn.clientId, signIn.clientSecret]).toEqual(['{{client_id}}', '{{client_secret}}']);
    expect(signIn.token).not.toHaveProperty('expiresIn');
  });
  test('keeps spellings and flags of its variables', () => {
    expect(signIn.variables).toEqual([
      { name: 'client_secret', value: '', secret: true, optional: true },
      { name: 'tenant', value: '007', secret: false, optional: false },
    ]);
  });
  test('may leave the guard out; a list may put it back', () => {
    expect(resolve('./machine.yaml', `${machine}guard: false\n`).guard).toBe(false);
    expect(resolve('{ template: ./machine.yaml, guard: true }', `${machine}guard: false\n`).guard).toBe(true);
  });
});
