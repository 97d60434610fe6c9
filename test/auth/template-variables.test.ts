import { describe, expect, test } from 'vitest';
import { listWith, load } from '../support/api-of.ts';
import { formFields, identitiesIn, loadIdentitiesOf } from '../support/identities-of.ts';

/** A template with a variable of each kind. */
const files = {
  'own.yaml': `grant: password
token_url: "https://{{host}}/token"
client_authentication: body
client_id: "{{client}}"
client_secret: "{{client_secret}}"
username: "{{user}}"
password: "{{password}}"
scope: read
parameters: { audience: "{{audience}}", nonce: "{{nonce}}", fixed: "{{base_url}}/{{host}}" }
token: { variable: own_token, field: access_token, format: opaque, default_life: 60 }
variables:
  host: { value: id.test, shared: true }
  client: { value: me, shared: true, description: The client }
  client_secret: { secret: true, shared: true }
  user: {}
  password: { secret: true }
  known_secret: { secret: true, public: true }
  audience: { optional: true }
  nonce: { made: "{{$guid}}" }
`,
};

const own = (changes = '') => `{ template: ./own.yaml${changes} }`;
const of = (text: string) => {
  const [first, second] = identitiesIn(text, files);
  const identity = second ?? first;
  if (!identity?.signIn) throw new Error('it gets no token');
  return { identity, signIn: identity.signIn, form: formFields(identity.signIn) };
};
const values = (text: string) => of(text).identity.variables.map(({ name, value }) => `${name}=${value}`);

describe('the variables of an identity', () => {
  test('have the names of the template under auth', () => {
    expect(values(`auth: ${own()}`)).toEqual([
      'host=id.test',
      'client=me',
      'client_secret=',
      'user=',
      'password=',
      'audience=',
      'nonce=',
    ]);
  });

  test('have the identity’s name as prefix, except those that the template shares', () => {
    expect(values(`auth: ./own.yaml\nidentities: { jane: ./own.yaml }`)).toEqual([
      'host=id.test',
      'client=me',
      'client_secret=',
      'jane_user=',
      'jane_password=',
      'jane_audience=',
      'jane_nonce=',
    ]);
    const { signIn } = of(`auth: ./own.yaml\nidentities: { jane: ./own.yaml }`);
    expect(signIn).toMatchObject({
      name: 'Get token (jane)',
      tokenUrl: 'https://{{host}}/token',
      clientId: '{{client}}',
      username: '{{jane_user}}',
      password: '{{jane_password}}',
      made: [{ key: 'jane_nonce', value: '{{$guid}}' }],
      token: { variable: 'jane_token', expiresAt: 'jane_token_expires_at', issuedFor: 'jane_token_for' },
    });
  });

  test.each([
    ['no auth in the list', 'identities: { jane: ./own.yaml }'],
    ['another template', 'auth: pydio-cells-v1\nidentities: { jane: ./own.yaml }'],
  ])('with %s, nothing is shared', (_, text) => {
    expect(values(text).every((text) => text.startsWith('jane_'))).toBe(true);
    expect(of(text).signIn.tokenUrl).toBe('https://{{jane_host}}/token');
  });

  test('are not shared when the identity sets another value', () => {
    const text = `auth: ./own.yaml\nidentities: { jane: ${own(', client: her')} }`;
    expect(values(text)).toContain('jane_client=her');
    expect(of(text).signIn.clientId).toBe('{{jane_client}}');
    expect(values(text)).toContain('host=id.test');
  });

  test('the token variable keeps the name that the list gives it', () => {
    const text = `auth: ./own.yaml\nidentities: { jane: ${own(', token: { variable: other }')} }`;
    expect(of(text).signIn.token).toMatchObject({ variable: 'other', issuedFor: 'other_for' });
  });

  test('a variable that is not the template’s keeps its name', () => {
    const { form } = of('identities: { jane: ./own.yaml }');
    expect(form).toContain('fixed={{base_url}}/{{jane_host}}');
  });
});

describe('a change in the list', () => {
  test.each<[string, string, string[]]>([
    ['sets a variable by its name', ', user: jo', ['user=jo']],
    [
      'sets the variable that is the template’s whole text for that key',
      ', username: jo, client_id: 007',
      ['user=jo', 'client=007'],
    ],
    ['keeps the spelling of numbers', ', user: 1.10', ['user=1.10']],
  ])('%s', (_, changes, want) => {
    for (const value of want) expect(values(`auth: ${own(changes)}`)).toContain(value);
    expect(of(`auth: ${own(changes)}`).signIn).toMatchObject({ username: '{{user}}', clientId: '{{client}}' });
  });

  test.each<[string, string, string, string]>([
    ['a variable of the list', ', user: "{{login}}"', 'user', 'username={{login}}'],
    ['a text that contains one', ', user: "x-{{login}}@a.test"', 'user', 'username=x-{{login}}@a.test'],
    ['a variable for a secret', ', password: "{{my_secret}}"', 'password', 'password={{my_secret}}'],
    ['a variable by the key of the template', ', username: "{{login}}"', 'user', 'username={{login}}'],
    ['a variable in a parameter', ', audience: "{{login}}"', 'audience', 'audience={{login}}'],
  ])('can replace a variable by %s', (_, changes, variable, field) => {
    const { form, identity } = of(`auth: ${own(changes)}`);
    expect(form).toContain(field);
    expect(identity.variables.map(({ name }) => name)).not.toContain(variable);
  });

  test('replaces a text that is not a variable', () => {
    const { form, signIn } = of(`auth: ${own(', scope: "read write", token_url: "https://x.test/{{host}}"')}`);
    expect(form).toContain('scope=read write');
    expect(signIn.tokenUrl).toBe('https://x.test/{{host}}');
  });

  test('can name variables of the template, which become those of the identity', () => {
    const text = `identities: { jane: ${own(', scope: "{{user}} {{other}}"')} }`;
    expect(of(text).form).toContain('scope={{jane_user}} {{other}}');
  });
});

describe('optional fields', () => {
  test('are those that are exactly one optional variable', () => {
    expect(of(`auth: ./own.yaml`).signIn.droppable).toEqual(['audience']);
    expect(of(`identities: { jane: ./own.yaml }`).signIn.droppable).toEqual(['audience']);
    const changed = own(', parameters: { audience: "x{{audience}}", more: "{{audience}}", user: "{{user}}" }');
    expect(of(`auth: ${changed}`).signIn.droppable).toEqual(['more']);
  });
});

describe('changes that are refused', () => {
  test.each<[string, string, string[]]>([
    ['a secret', ', password: abc', ['1:41 error secret-in-list']],
    ['a secret by the key of the template', ', client_secret: abc', ['1:46 error secret-in-list']],
    ['an empty secret', ', password: ""', ['1:41 error secret-in-list']],
    ['an unknown key', ', pasword: "{{x}}"', ['1:31 error unknown-key']],
    ['a name that every JavaScript object has', ', constructor: x', ['1:31 error unknown-key']],
    [
      'several mistakes: all are reported',
      ', a: 1, password: x, b: 2',
      ['1:31 error unknown-key', '1:47 error secret-in-list', '1:50 error unknown-key'],
    ],
  ])('%s', (_, changes, said) => {
    const loaded = loadIdentitiesOf(`auth: ${own(changes)}`, files);
    expect([loaded.said, loaded.value]).toEqual([said, undefined]);
  });

  test.each([
    ['a key of every template', 'gaurd: true', '"guard"'],
    ['a key of a sign-in', 'token_ulr: /t', '"token_url"'],
    ['a variable of this template', 'audienec: x', '"audience"'],
  ])('the hint for a mistyped key names the right one: %s', (_, change, near) => {
    const { diagnostics } = load(listWith('GET /a', `auth: ${own(`, ${change}`)}`), {
      './own.yaml': files['own.yaml'],
    });
    expect(diagnostics.map(({ hint }) => hint)).toContainEqual(expect.stringContaining(near));
  });

  test.each([
    ['a scope', 'bearer', 'scope: x'],
    ['a client', 'basic', 'client_id: x'],
    ['a token', 'api-key', 'token: { field: x }'],
    ['parameters', 'api-key', 'parameters: { a: b }'],
    ['a guard', 'bearer', 'guard: false'],
    ['a client, where the body is JSON', 'pydio-cells', 'client_id: x'],
    ['a user, where an application signs in', 'oauth2-client-credentials', 'username: x'],
  ])('%s, which the template %s does not use', (_, template, key) => {
    const { said } = loadIdentitiesOf(`auth: { template: ${template}, ${key} }`);
    expect(said).toEqual([expect.stringMatching(/ error unknown-key$/)]);
  });

  test('a public secret may be written in the list, and is not a secret then', () => {
    const known = own(', known_secret: gatewaysecret, parameters: { key: "{{known_secret}}" }');
    const { form, identity } = of(`auth: ${known}`);
    expect(form).toContain('key=gatewaysecret');
    expect(identity.variables.map(({ name }) => name)).not.toContain('known_secret');
  });
});

describe('an identity sends its own token, by whatever name the template calls it', () => {
  const template = (auth: string, more = '') => ({
    'key.yaml': `token_url: https://id.test/token
client_authentication: none
json: { name: "{{username}}" }
token: { variable: access_token, field: token, format: opaque, default_life: 60 }
auth: ${auth}
variables: { username: {} }
${more}`,
  });
  const authOf = (list: string, found: Readonly<Record<string, string>>) =>
    identitiesIn(list, found).map(({ auth }) => auth.attributes.map(({ key, value }) => `${key}=${value}`).join(' '));

  test.each([
    [
      'the variable of the template, in a header',
      '{ type: apikey, key: X-Auth, value: "{{access_token}}", in: header }',
      'key=X-Auth value={{jane_token}} in=header',
    ],
    ['the word {{token}}', '{ type: bearer, token: "{{token}}" }', 'token={{jane_token}}'],
    [
      'a text around the variable',
      '{ type: apikey, key: A, value: "Key {{access_token}}" }',
      'key=A value=Key {{jane_token}}',
    ],
    [
      'the token as password',
      '{ type: basic, username: x, password: "{{access_token}}" }',
      'username=x password={{jane_token}}',
    ],
    [
      'two places',
      '{ type: awsv4, accessKey: "{{access_token}}", secretKey: "{{access_token}}" }',
      'accessKey={{jane_token}} secretKey={{jane_token}}',
    ],
    [
      'the refresh token beside it',
      '{ type: bearer, token: "{{access_token_refresh}}" }',
      'token={{jane_token_refresh}}',
    ],
  ])('%s', (_, auth, want) => {
    const list = 'auth: ./key.yaml\nidentities: { jane: ./key.yaml }';
    const [main, jane] = authOf(list, template(auth));
    expect(jane).toBe(want);
    expect(main).toBe(want.replaceAll('jane_token', 'access_token'));
  });

  test('the variable is renamed by the list', () => {
    const list = 'auth: { template: ./key.yaml, token: { variable: shop } }';
    expect(authOf(list, template('{ type: bearer, token: "{{access_token}}" }'))).toEqual(['token={{shop}}']);
  });
  test("a text of the list still means the list's own token", () => {
    const list = `auth: ./key.yaml
identities:
  s3: { template: aws-v4, access_key: "{{access_token}}", secret_key: x, service: s3 }`;
    const [, s3] = authOf(list, template('{ type: bearer, token: "{{token}}" }'));
    expect(s3).toContain('accessKey={{access_token}}');
  });
  test('headers of the token request have the variables of the identity', () => {
    const list = 'auth: ./key.yaml\nidentities: { jane: ./key.yaml }';
    const found = template('{ type: bearer }', 'headers: { X-User: "{{username}}" }');
    expect(identitiesIn(list, found).map(({ signIn }) => signIn?.headers[0]?.value)).toEqual([
      '{{username}}',
      '{{jane_username}}',
    ]);
  });
});
