import { describe, expect, test } from 'vitest';
import { formFields, identityIn, signInIn } from '../support/identities-of.ts';

const files = {
  'machine.yaml': `name: Sign in
grant: client_credentials
token_url: https://login.example/token
client_authentication: body
client_id: "{{client_id}}"
client_secret: "{{client_secret}}"
token: { variable: machine_token, field: access_token, format: opaque, default_life: 60 }
variables:
  client_id: { value: me }
  client_secret: { secret: true, optional: true }
  tenant: { value: 007 }
`,
};
const machine = files['machine.yaml'];

describe('the template of Cells v1', () => {
  const identity = identityIn('pydio-cells-v1');
  const signIn = signInIn('pydio-cells-v1');

  test('requests a token as the vendor documents it', () => {
    expect(signIn).toMatchObject({
      name: 'Get token',
      grant: 'password',
      tokenUrl: '{{base_url}}/auth/dex/token',
      clientAuthentication: 'basic-encoded',
      clientId: '{{client_id}}',
      clientSecret: '{{client_secret}}',
      headers: [{ key: 'Cache-Control', value: 'no-cache' }],
      droppable: [],
      guard: true,
    });
    expect(signIn).not.toHaveProperty('issuer');
  });
  test('sends its form in this order, with a new nonce for each sign-in', () => {
    expect(formFields(signIn)).toEqual([
      'grant_type=password',
      'username={{username}}',
      'password={{password}}',
      'scope=email profile pydio',
      'nonce={{nonce}}',
    ]);
    expect(signIn.made).toEqual([{ key: 'nonce', value: '{{$guid}}' }]);
  });
  test('uses the id_token, which is valid for 599 s', () => {
    expect(signIn.token).toEqual({
      variable: 'dex_token',
      expiresAt: 'dex_token_expires_at',
      issuedFor: 'dex_token_for',
      field: 'id_token',
      format: 'jwt',
      expiresIn: 'expires_in',
      defaultLife: 599,
    });
  });
  test('renews it with the nonce of the first request, if the scope asks for a refresh token', () => {
    expect(signIn.refresh).toEqual({
      variable: 'dex_token_refresh',
      field: 'refresh_token',
      parameters: [{ key: 'nonce', value: '{{nonce}}' }],
      scope: 'offline_access',
    });
  });
  test('has these variables, and no secret with a value', () => {
    expect(identity.variables.map(({ name, value, secret, produced }) => [name, value, secret, produced])).toEqual([
      ['client_id', 'cells-front', false, false],
      ['client_secret', '', true, false],
      ['username', '', false, false],
      ['password', '', true, false],
      ['nonce', '', false, true],
    ]);
  });
  test('sends the token as bearer', () => {
    expect(identity.auth).toEqual({ type: 'bearer', attributes: [{ key: 'token', value: '{{dex_token}}' }] });
  });
  test('has the position of the line that names it', () => {
    expect(identity.origin).toMatchObject({ start: 6, end: 20 });
  });
});

describe('changes in the list', () => {
  const change =
    '{ template: pydio-cells-v1, name: Sign in, token_url: "{{login}}/t", scope: email, client_authentication: none, ' +
    'parameters: { nonce: 01, audience: shop }, headers: { X-A: 1.0 }, ' +
    'token: { variable: my_token, field: access_token }, guard: false }';
  const changed = signInIn(change);

  test('replace the texts of the template', () => {
    expect(changed).toMatchObject({
      name: 'Sign in',
      tokenUrl: '{{login}}/t',
      clientAuthentication: 'none',
      clientSecret: '',
      guard: false,
      headers: [
        { key: 'Cache-Control', value: 'no-cache' },
        { key: 'X-A', value: '1.0' },
      ],
      token: {
        variable: 'my_token',
        expiresAt: 'my_token_expires_at',
        issuedFor: 'my_token_for',
        field: 'access_token',
      },
      refresh: { variable: 'my_token_refresh' },
    });
  });
  test("a parameter replaces the template's at its place, and new ones follow", () => {
    expect(formFields(changed).slice(-3)).toEqual(['scope=email', 'nonce=01', 'audience=shop']);
  });
  test('keep everything else', () => {
    const { discovery, keys } = signInIn('pydio-cells-v1');
    expect(changed).toMatchObject({ discovery, keys, grant: 'password' });
    expect(identityIn(change).refusals).toEqual(identityIn('pydio-cells-v1').refusals);
  });
  test('can change a single key of token', () => {
    const { token } = signInIn('{ template: pydio-cells-v1, token: { field: access_token } }');
    expect([token.variable, token.field]).toEqual(['dex_token', 'access_token']);
  });
  test.each([
    ['{ template: pydio-cells-v1, grant: client_credentials }', 'grant_type=client_credentials', undefined],
    ['{ template: oauth2-client-credentials, grant: password }', 'grant_type=password', '{{username}}'],
  ])('can change the grant: %s', (auth, first, username) => {
    const { grant, username: who } = signInIn(auth);
    expect([formFields(signInIn(auth))[0], who]).toEqual([first, username]);
    expect(first).toBe(`grant_type=${grant}`);
  });
  test('a grant_type under parameters replaces the grant and comes first', () => {
    const url = '"http://auth0.com/oauth/grant-type/password-realm"';
    const auth = `{ template: oauth2-password, parameters: { realm: users, grant_type: ${url} } }`;
    expect(formFields(signInIn(auth))[0]).toBe('grant_type=http://auth0.com/oauth/grant-type/password-realm');
    expect(formFields(signInIn(auth)).filter((text) => text.startsWith('grant_type='))).toHaveLength(1);
  });
});

describe('where the token is requested', () => {
  test.each<[string, string, string, string | undefined]>([
    [
      'with an issuer: at the address that its discovery names',
      'oauth2-password',
      '{{access_token_url}}',
      '{{issuer}}',
    ],
    [
      'with token_url in place of the issuer: there, without discovery',
      '{ template: oauth2-password, token_url: "https://id.example/t" }',
      'https://id.example/t',
      undefined,
    ],
    [
      'with a path as token_url: below the base URL',
      '{ template: oauth2-password, token_url: /oauth/token }',
      '{{base_url}}/oauth/token',
      undefined,
    ],
    [
      'with an issuer in the list and a token_url in the template: through the issuer',
      '{ template: pydio-cells-v1, issuer: "https://id.example/" }',
      '{{dex_token_url}}',
      'https://id.example',
    ],
    [
      'with both in the list: at token_url',
      '{ template: pydio-cells-v1, issuer: "https://id.example", token_url: /t }',
      '{{base_url}}/t',
      undefined,
    ],
  ])('%s', (_, auth, tokenUrl, issuer) => {
    const signIn = signInIn(auth);
    expect([signIn.tokenUrl, signIn.issuer]).toEqual([tokenUrl, issuer]);
  });

  test.each([
    ['dex', '{{issuer}}/token'],
    ['okta', '{{issuer}}/v1/token'],
  ])('if the issuer is a variable of the template %s, the list sets its value', (template, tokenUrl) => {
    const { signIn, variables } = identityIn(`{ template: ${template}, issuer: "https://id.example" }`);
    expect(signIn?.tokenUrl).toBe(tokenUrl);
    expect(signIn).not.toHaveProperty('issuer');
    expect(variables.find(({ name }) => name === 'issuer')?.value).toBe('https://id.example');
  });

  test('the variable of the address is named after that of the token', () => {
    const auth = '{ template: oauth2-password, token: { variable: mine } }';
    expect(signInIn(auth).tokenUrl).toBe('{{mine_url}}');
  });

  test('with a token_url, the variables of the issuer are not declared', () => {
    const { variables } = identityIn('{ template: oauth2-password, token_url: /t }');
    expect(variables.map(({ name }) => name)).not.toContain('issuer');
  });
});

describe('a template without a user', () => {
  const signIn = signInIn('./machine.yaml', files);

  test('sends no user and no scope', () => {
    expect(formFields(signIn)).toEqual(['grant_type=client_credentials']);
    expect(signIn).not.toHaveProperty('username');
    expect(signIn).not.toHaveProperty('refresh');
  });
  test('omits what it does not have', () => {
    expect(signIn.token).not.toHaveProperty('expiresIn');
    const open = machine.replace(/client_\w+: "\{\{.*\n/g, '').replace('client_authentication: body\n', '');
    expect(signInIn('./machine.yaml', { 'machine.yaml': open })).toMatchObject({
      clientAuthentication: 'none',
      clientId: '',
      clientSecret: '',
    });
  });
  test('keeps spelling and flags of its variables, and declares only those that it uses', () => {
    const withTenant = machine.replace('login.example/token', 'login.example/{{tenant}}');
    const of = (text: string) => identityIn('./machine.yaml', { 'machine.yaml': text }).variables;
    const client = [
      { name: 'client_id', value: 'me', secret: false, optional: false, produced: false },
      { name: 'client_secret', value: '', secret: true, optional: true, produced: false },
    ];
    expect(of(machine)).toEqual(client);
    expect(of(withTenant)).toEqual([
      ...client,
      { name: 'tenant', value: '007', secret: false, optional: false, produced: false },
    ]);
  });
  test('can switch the guard off, and the list can switch it on again', () => {
    const unguarded = { 'machine.yaml': `${machine}guard: false\n` };
    expect(signInIn('./machine.yaml', unguarded).guard).toBe(false);
    expect(signInIn('{ template: ./machine.yaml, guard: true }', unguarded).guard).toBe(true);
  });
  test('has the refusals of RFC 6749 by default', () => {
    const { refusals } = identityIn('./machine.yaml', {
      'machine.yaml': `${machine}refusals: { client: { status: 403, text: no } }\n`,
    });
    expect(refusals).toEqual({
      user: { status: 400, error: 'invalid_grant' },
      client: { status: 403, text: 'no' },
      request: { status: 400, error: 'invalid_request' },
      grant: { status: 400, error: 'unsupported_grant_type' },
      refresh: { status: 400, error: 'invalid_grant' },
      token: { status: 401, text: 'Unauthorized.\n' },
    });
  });
});

test('a token without default_life is renewed after 300 s, unless its answer says otherwise', () => {
  const text = machine.replace(', default_life: 60', '');
  expect(signInIn('./machine.yaml', { 'machine.yaml': text }).token.defaultLife).toBe(300);
  expect(signInIn('./machine.yaml', files).token.defaultLife).toBe(60);
});
