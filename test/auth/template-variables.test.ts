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
  test('of the list’s own auth go by the names of the template', () => {
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

  test('of an identity take its name as prefix; what its template shares stays that of auth', () => {
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
      token: { variable: 'jane_token', expiresAt: 'jane_token_expires_at', gotFor: 'jane_token_for' },
    });
  });

  test.each([
    ['no auth of the list', 'identities: { jane: ./own.yaml }'],
    ['another template', 'auth: pydio-cells-v1\nidentities: { jane: ./own.yaml }'],
  ])('with %s, nothing is shared', (_, text) => {
    expect(values(text).every((one) => one.startsWith('jane_'))).toBe(true);
    expect(of(text).signIn.tokenUrl).toBe('https://{{jane_host}}/token');
  });

  test('what an identity has a value of its own for is shared no more', () => {
    const text = `auth: ./own.yaml\nidentities: { jane: ${own(', client: her')} }`;
    expect(values(text)).toContain('jane_client=her');
    expect(of(text).signIn.clientId).toBe('{{jane_client}}');
    expect(values(text)).toContain('host=id.test');
  });

  test('the token variable may have a name of its own, and is never prefixed', () => {
    const text = `auth: ./own.yaml\nidentities: { jane: ${own(', token: { variable: other }')} }`;
    expect(of(text).signIn.token).toMatchObject({ variable: 'other', gotFor: 'other_for' });
  });

  test('what is no variable of the template keeps its name', () => {
    const { form } = of('identities: { jane: ./own.yaml }');
    expect(form).toContain('fixed={{base_url}}/{{jane_host}}');
  });
});

describe('a change of the list', () => {
  test.each<[string, string, string[]]>([
    ['gives a variable its value, by its own name', ', user: jo', ['user=jo']],
    [
      'gives it to the variable that a word of the template names',
      ', username: jo, client_id: 007',
      ['user=jo', 'client=007'],
    ],
    ['keeps the spelling of numbers', ', user: 1.10', ['user=1.10']],
  ])('%s', (_, changes, want) => {
    for (const one of want) expect(values(`auth: ${own(changes)}`)).toContain(one);
    expect(of(`auth: ${own(changes)}`).signIn).toMatchObject({ username: '{{user}}', clientId: '{{client}}' });
  });

  test.each<[string, string, string, string]>([
    ['a variable of the list', ', user: "{{login}}"', 'user', 'username={{login}}'],
    ['a text with one in it', ', user: "x-{{login}}@a.test"', 'user', 'username=x-{{login}}@a.test'],
    ['one for a secret, which then needs none', ', password: "{{my_secret}}"', 'password', 'password={{my_secret}}'],
    ['one by the word of the template', ', username: "{{login}}"', 'user', 'username={{login}}'],
    ['one in a parameter', ', audience: "{{login}}"', 'audience', 'audience={{login}}'],
  ])('puts %s in its place, and the variable is gone', (_, changes, variable, field) => {
    const { form, identity } = of(`auth: ${own(changes)}`);
    expect(form).toContain(field);
    expect(identity.variables.map((one) => one.name)).not.toContain(variable);
  });

  test('puts text in the place of a word that is no variable', () => {
    const { form, signIn } = of(`auth: ${own(', scope: "read write", token_url: "https://x.test/{{host}}"')}`);
    expect(form).toContain('scope=read write');
    expect(signIn.tokenUrl).toBe('https://x.test/{{host}}');
  });

  test('a variable inside the text of a change is that of this identity', () => {
    const text = `identities: { jane: ${own(', scope: "{{user}} {{other}}"')} }`;
    expect(of(text).form).toContain('scope={{jane_user}} {{other}}');
  });
});

describe('fields that may be empty', () => {
  test('are those that are just one optional variable', () => {
    expect(of(`auth: ./own.yaml`).signIn.droppable).toEqual(['audience']);
    expect(of(`identities: { jane: ./own.yaml }`).signIn.droppable).toEqual(['audience']);
    const changed = own(', parameters: { audience: "x{{audience}}", more: "{{audience}}", user: "{{user}}" }');
    expect(of(`auth: ${changed}`).signIn.droppable).toEqual(['more']);
  });
});

describe('what a change may not be', () => {
  test.each<[string, string, string[]]>([
    ['a secret', ', password: abc', ['1:41 error secret-in-list']],
    ['a secret by the word of the template', ', client_secret: abc', ['1:46 error secret-in-list']],
    ['an empty secret: it has to come from outside', ', password: ""', ['1:41 error secret-in-list']],
    ['an unknown key', ', pasword: "{{x}}"', ['1:31 error unknown-key']],
    ['a variable that every object has', ', constructor: x', ['1:31 error unknown-key']],
    [
      'several: all are said',
      ', a: 1, password: x, b: 2',
      ['1:31 error unknown-key', '1:47 error secret-in-list', '1:50 error unknown-key'],
    ],
  ])('%s', (_, changes, said) => {
    const loaded = loadIdentitiesOf(`auth: ${own(changes)}`, files);
    expect([loaded.said, loaded.value]).toEqual([said, undefined]);
  });

  test.each([
    ['a word of every template', 'gaurd: true', '"guard"'],
    ['a word of a sign-in', 'token_ulr: /t', '"token_url"'],
    ['a variable of this template', 'audienec: x', '"audience"'],
  ])('a mistyped key is answered with the one that was meant: %s', (_, change, near) => {
    const { diagnostics } = load(listWith('GET /a', `auth: ${own(`, ${change}`)}`), {
      './own.yaml': files['own.yaml'],
    });
    expect(diagnostics.map((one) => one.hint)).toContainEqual(expect.stringContaining(near));
  });

  test.each([
    ['a scope', 'bearer', 'scope: x'],
    ['a client', 'basic', 'client_id: x'],
    ['a token', 'api-key', 'token: { field: x }'],
    ['parameters', 'api-key', 'parameters: { a: b }'],
    ['a guard', 'bearer', 'guard: false'],
    ['a client, where the body is JSON', 'pydio-cells', 'client_id: x'],
    ['a user, where an application signs in', 'oauth2-client-credentials', 'username: x'],
  ])('%s for the template %s, which has no use for it', (_, template, key) => {
    const { said } = loadIdentitiesOf(`auth: { template: ${template}, ${key} }`);
    expect(said).toEqual([expect.stringMatching(/ error unknown-key$/)]);
  });

  test('a secret that everybody knows may stand in the list, and is none then', () => {
    const known = own(', known_secret: gatewaysecret, parameters: { key: "{{known_secret}}" }');
    const { form, identity } = of(`auth: ${known}`);
    expect(form).toContain('key=gatewaysecret');
    expect(identity.variables.map((one) => one.name)).not.toContain('known_secret');
  });
});
