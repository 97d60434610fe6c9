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

  test('asks for a token as the vendor documents it', () => {
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
  test('sends its form in this order, with a nonce that is made for each sign-in', () => {
    expect(formFields(signIn)).toEqual([
      'grant_type=password',
      'username={{username}}',
      'password={{password}}',
      'scope=email profile pydio',
      'nonce={{nonce}}',
    ]);
    expect(signIn.made).toEqual([{ key: 'nonce', value: '{{$guid}}' }]);
  });
  test('takes the id_token, which lives 599 s', () => {
    expect(signIn.token).toEqual({
      variable: 'dex_token',
      expiresAt: 'dex_token_expires_at',
      gotFor: 'dex_token_for',
      field: 'id_token',
      format: 'jwt',
      expiresIn: 'expires_in',
      defaultLife: 599,
    });
  });
  test('renews it with the nonce of the first request, where the scope brings a refresh token', () => {
    expect(signIn.refresh).toEqual({
      variable: 'dex_token_refresh',
      field: 'refresh_token',
      parameters: [{ key: 'nonce', value: '{{nonce}}' }],
      scope: 'offline_access',
    });
  });
  test('brings its variables, and no secret has a value', () => {
    expect(identity.variables.map(({ name, value, secret, produced }) => [name, value, secret, produced])).toEqual([
      ['client_id', 'cells-front', false, false],
      ['client_secret', '', true, false],
      ['username', '', false, false],
      ['password', '', true, false],
      ['nonce', '', false, true],
    ]);
  });
  test('has its requests carry the token as a bearer', () => {
    expect(identity.auth).toEqual({ type: 'bearer', attributes: [{ key: 'token', value: '{{dex_token}}' }] });
  });
  test('points at the line of the list that asks for it', () => {
    expect(identity.origin).toMatchObject({ start: 6, end: 20 });
  });
});

describe('what a list changes', () => {
  const change =
    '{ template: pydio-cells-v1, name: Sign in, token_url: "{{login}}/t", scope: email, client_authentication: none, ' +
    'parameters: { nonce: 01, audience: shop }, headers: { X-A: 1.0 }, ' +
    'token: { variable: my_token, field: access_token }, guard: false }';
  const changed = signInIn(change);

  test('is changed', () => {
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
        gotFor: 'my_token_for',
        field: 'access_token',
      },
      refresh: { variable: 'my_token_refresh' },
    });
  });
  test("a parameter replaces the template's in its place, and others follow", () => {
    expect(formFields(changed).slice(-3)).toEqual(['scope=email', 'nonce=01', 'audience=shop']);
  });
  test('and the rest is kept', () => {
    const { discovery, keys } = signInIn('pydio-cells-v1');
    expect(changed).toMatchObject({ discovery, keys, grant: 'password' });
    expect(identityIn(change).refusals).toEqual(identityIn('pydio-cells-v1').refusals);
  });
  test('a part of `token` alone may be changed', () => {
    const { token } = signInIn('{ template: pydio-cells-v1, token: { field: access_token } }');
    expect([token.variable, token.field]).toEqual(['dex_token', 'access_token']);
  });
  test.each([
    ['{ template: pydio-cells-v1, grant: client_credentials }', 'grant_type=client_credentials', undefined],
    ['{ template: oauth2-client-credentials, grant: password }', 'grant_type=password', '{{username}}'],
  ])('%s: another grant', (auth, first, username) => {
    const { grant, username: who } = signInIn(auth);
    expect([formFields(signInIn(auth))[0], who]).toEqual([first, username]);
    expect(first).toBe(`grant_type=${grant}`);
  });
  test('grant_type may be a word of a server’s own, and stands first', () => {
    const url = '"http://auth0.com/oauth/grant-type/password-realm"';
    const auth = `{ template: oauth2-password, parameters: { realm: users, grant_type: ${url} } }`;
    expect(formFields(signInIn(auth))[0]).toBe('grant_type=http://auth0.com/oauth/grant-type/password-realm');
    expect(formFields(signInIn(auth)).filter((one) => one.startsWith('grant_type='))).toHaveLength(1);
  });
});

describe('where the token comes from', () => {
  test.each<[string, string, string, string | undefined]>([
    ['an issuer: its discovery names the address', 'oauth2-password', '{{access_token_url}}', '{{issuer}}'],
    [
      'a token_url in its place: nothing is looked up',
      '{ template: oauth2-password, token_url: "https://id.example/t" }',
      'https://id.example/t',
      undefined,
    ],
    [
      'a path stands below the base URL',
      '{ template: oauth2-password, token_url: /oauth/token }',
      '{{base_url}}/oauth/token',
      undefined,
    ],
    [
      'an issuer where the template has an address',
      '{ template: pydio-cells-v1, issuer: "https://id.example/" }',
      '{{dex_token_url}}',
      'https://id.example',
    ],
    [
      'both: the address wins',
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
  ])('where `issuer` is a variable of the template, as in %s, a list gives it its value', (template, tokenUrl) => {
    const { signIn, variables } = identityIn(`{ template: ${template}, issuer: "https://id.example" }`);
    expect(signIn?.tokenUrl).toBe(tokenUrl);
    expect(signIn).not.toHaveProperty('issuer');
    expect(variables.find((one) => one.name === 'issuer')?.value).toBe('https://id.example');
  });

  test('another token variable has another variable for the address', () => {
    const auth = '{ template: oauth2-password, token: { variable: mine } }';
    expect(signInIn(auth).tokenUrl).toBe('{{mine_url}}');
  });

  test('without an address to ask, the variables of the issuer are none of the list’s', () => {
    const { variables } = identityIn('{ template: oauth2-password, token_url: /t }');
    expect(variables.map((one) => one.name)).not.toContain('issuer');
  });
});

describe('a template for a machine', () => {
  const signIn = signInIn('./machine.yaml', files);

  test('sends no user and no scope', () => {
    expect(formFields(signIn)).toEqual(['grant_type=client_credentials']);
    expect(signIn).not.toHaveProperty('username');
    expect(signIn).not.toHaveProperty('refresh');
  });
  test('leaves out what it does not say', () => {
    expect(signIn.token).not.toHaveProperty('expiresIn');
    const open = machine.replace(/client_\w+: "\{\{.*\n/g, '').replace('client_authentication: body\n', '');
    expect(signInIn('./machine.yaml', { 'machine.yaml': open })).toMatchObject({
      clientAuthentication: 'none',
      clientId: '',
      clientSecret: '',
    });
  });
  test('keeps spellings and flags of its variables, and brings only those that it uses', () => {
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
  test('may leave the guard out; a list may put it back', () => {
    const unguarded = { 'machine.yaml': `${machine}guard: false\n` };
    expect(signInIn('./machine.yaml', unguarded).guard).toBe(false);
    expect(signInIn('{ template: ./machine.yaml, guard: true }', unguarded).guard).toBe(true);
  });
  test('says no as RFC 6749 has it where the template does not say otherwise', () => {
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
