import { describe, expect, test } from 'vitest';
import { producedBy } from '../../../src/model/identities.ts';
import { apiOf, listWith, problemsOf } from '../../support/api-of.ts';
import { signInIn } from '../../support/identities-of.ts';

/** What is said of a list's identities, without the warnings about variables of the table's own list. */
const problems = (above: string, entry = 'GET /a', files = {}) =>
  problemsOf(listWith(entry, above), files).filter((one) => !one.startsWith('unused-variable 2:'));

describe('the name of an identity', () => {
  test.each(['jane', 'J', 'jane_2', 'a'.repeat(32), 'constructor'])('%s is one', (name) => {
    expect(problems(`identities: { ${name}: basic }`)).toEqual([]);
  });
  test.each([
    ['it begins with a digit', '"2nd"'],
    ['a dash: it could not be part of a name in a program', 'jane-doe'],
    ['a dot', 'jane.doe'],
    ['a blank', '"jane doe"'],
    ['other letters', 'zoë'],
    ['braces', '"{{jane}}"'],
    ['33 characters', 'a'.repeat(33)],
    ['nothing', '""'],
    ['a word of auth: none', 'none'],
    ['a word of auth: inherit', 'inherit'],
  ])('%s: it is none', (_, name) => {
    expect(problems(`identities: { ${name}: basic }`).map((one) => one.split(' ')[0])).toContain('bad-identity-name');
  });
  test('points at the identity', () => {
    expect(problems('identities:\n  ok: basic\n  not-ok: basic')).toEqual(['bad-identity-name 6:11']);
  });
});

describe('the variables that an identity names', () => {
  test.each<[string, string, string[]]>([
    ['those of its template are declared by it', 'identities: { jane: basic }', []],
    ['one of the list', 'identities: { s3: { template: aws-v4, access_key: "{{login}}" } }', []],
    [
      'the token of another identity, which may come later',
      'identities: { s3: { template: aws-v4, access_key: "{{jane_token}}" }, jane: pydio-cells-v1 }',
      [],
    ],
    [
      'one that nothing declares, in what its requests carry',
      'identities: { s3: { template: aws-v4, access_key: "{{nope}}" } }',
      ['undeclared-variable 4:19'],
    ],
    [
      'one that nothing declares, in the form of its token request',
      'auth: { template: pydio-cells-v1, parameters: { audience: "{{nope}}" } }',
      ['undeclared-variable 4:7'],
    ],
    [
      'one that nothing declares, in a header of it',
      'auth: { template: pydio-cells-v1, headers: { X-A: "{{nope}}" } }',
      ['undeclared-variable 4:7'],
    ],
    ['an unknown dynamic one', 'auth: { template: basic, username: "{{$nope}}" }', ['unknown-dynamic-variable 4:7']],
    ['a dynamic one', 'auth: { template: basic, username: "u-{{$guid}}" }', []],
    ['braces that are no variable', 'auth: { template: basic, username: "{{a b}}" }', ['bad-reference 4:7']],
  ])('%s', (_, above, want) => {
    expect(problems(above)).toEqual(want);
  });

  test('a variable of the list that only an identity names is used', () => {
    const above = 'identities: { jane: { template: basic, username: "{{login}}" } }';
    const unused = problemsOf(listWith('GET /a', above)).map((one) => one.split(' ')[1]);
    expect(unused).toHaveLength(3);
  });
});

describe('the token variable of an identity', () => {
  test.each<[string, string, string[]]>([
    ['base_url', 'token: { variable: base_url }', ['bad-variable-name 4:21', 'secret-in-url 6:5']],
    ['one of the template', 'token: { variable: jane_password }', ['bad-variable-name 4:21']],
    ['no name', 'token: { variable: "a b" }', ['bad-variable-name 4:21']],
    ['a name of its own', 'token: { variable: pass }', []],
  ])('%s', (_, more, want) => {
    expect(problems(`identities: { jane: { template: pydio-cells-v1, ${more} } }`)).toEqual(want);
  });
});

describe('two identities that would share a variable without a word', () => {
  test.each<[string, string]>([
    [
      'the name of one makes the token variable of another',
      'auth: pydio-cells-v1\nidentities: { dex: pydio-cells-v1 }',
    ],
    [
      'one takes the token variable of another',
      'auth: pydio-cells-v1\nidentities: { jane: { template: pydio-cells-v1, token: { variable: dex_token } } }',
    ],
    [
      'a token takes the place of the password of another',
      'identities: { a: { template: pydio-cells-v1, token: { variable: b_password } }, b: basic }',
    ],
    [
      'the same the other way round',
      'identities: { b: basic, a: { template: pydio-cells-v1, token: { variable: b_password } } }',
    ],
    [
      'a token takes the place of what is kept of another',
      'auth: pydio-cells-v1\nidentities: { b: { template: pydio-cells-v1, token: { variable: dex_token_for } } }',
    ],
  ])('%s: refused', (_, above) => {
    expect(problems(above).map((one) => one.split(' ')[0])).toEqual(['variable-taken']);
  });
});

test.each<[string, string[]]>([
  ['pydio-cells-v1', ['dex_token', 'dex_token_expires_at', 'dex_token_for', 'dex_token_refresh']],
  ['pydio-cells', ['access_token', 'access_token_expires_at', 'access_token_for']],
  ['oauth2-client-credentials', ['access_token', 'access_token_expires_at', 'access_token_for', 'access_token_url']],
  [
    'oauth2-password',
    ['access_token', 'access_token_expires_at', 'access_token_for', 'access_token_refresh', 'access_token_url'],
  ],
])('the sign-in of %s sets %j', (template, want) => {
  expect(producedBy(signInIn(template))).toEqual(want);
  // All of them are there in every environment, empty, and no run asks for them.
  const api = apiOf(listWith('GET /a', `auth: ${template}`));
  for (const name of want) {
    expect(api.variables.find((one) => one.name === name)).toMatchObject({ produced: true, value: '' });
    expect(api.environments[0]?.values.get(name)).toBe('');
  }
});

test.each([
  ['the token', 'dex_token'],
  ['when to sign in again', 'dex_token_expires_at'],
  ['for whom it was got', 'dex_token_for'],
  ['the refresh token', 'dex_token_refresh'],
  ['the nonce', 'nonce'],
  ['the token of another identity', 'jane_token'],
  ['for whom that was got', 'jane_token_for'],
  ['a key of another identity', 'partner_api_key'],
])('a save may not replace %s', (_, name) => {
  const above = 'auth: pydio-cells-v1\nidentities: { jane: pydio-cells-v1, partner: api-key }';
  expect(problems(above, `{ request: GET /a, save: { ${name}: $.a } }`)).toEqual([`reserved-variable 7:32`]);
});

test('tokens are secrets, and so are refresh tokens; the rest of a sign-in is not', () => {
  const api = apiOf(listWith('GET /a', 'auth: oauth2-password\nidentities: { jane: oauth2-password }'));
  const secret = api.variables.filter((one) => one.secret).map((one) => one.name);
  expect(secret.toSorted()).toEqual([
    'access_token',
    'access_token_refresh',
    'client_secret',
    'jane_password',
    'jane_token',
    'jane_token_refresh',
    'password',
  ]);
});

describe('a secret in the URL of a sign-in', () => {
  const own = (auth: string) => `auth: ${auth}\nvariables: { key: { secret: true } }\n`;
  const template = (where: string) => ({
    './own.yaml': `${own(`{ type: apikey, key: k, value: "{{key}}", in: ${where} }`)}`,
  });
  const inUrl = (key: string) =>
    `identities: { jane: { template: pydio-cells-v1, ${key}: "https://x.test/{{jane_password}}" } }`;
  test.each<[string, string, Record<string, string>, string[]]>([
    ['a token URL', inUrl('token_url'), {}, ['secret-in-url 4:21']],
    ['an issuer', inUrl('issuer'), {}, ['secret-in-url 4:21']],
    ['a key in every query', 'auth: ./own.yaml', template('query'), ['secret-in-url 4:7']],
    ['a key in a header', 'auth: ./own.yaml', template('header'), []],
  ])('%s', (_, above, files, want) => {
    expect(problems(above, 'GET /a', files)).toEqual(want);
  });
});
