import { describe, expect, test } from 'vitest';
import { producedBy } from '../../../src/model/identities.ts';
import { apiOf, listWith, problemsOf } from '../../support/api-of.ts';
import { signInIn } from '../../support/identities-of.ts';

/** Problems of a list, without warnings about the unused variables that `listWith` declares. */
const problems = (above: string, entry = 'GET /a', files = {}) =>
  problemsOf(listWith(entry, above), files).filter((problem) => !problem.startsWith('unused-variable 2:'));

describe('the name of an identity', () => {
  test.each(['jane', 'J', 'jane_2', 'a'.repeat(32), 'constructor'])('may be %s', (name) => {
    expect(problems(`identities: { ${name}: basic }`)).toEqual([]);
  });
  test.each([
    ['begin with a digit', '"2nd"'],
    ['contain a dash, because it becomes part of variable names', 'jane-doe'],
    ['contain a dot', 'jane.doe'],
    ['contain a space', '"jane doe"'],
    ['contain letters outside ASCII', 'zoë'],
    ['contain braces', '"{{jane}}"'],
    ['have 33 characters', 'a'.repeat(33)],
    ['be empty', '""'],
    ['be the auth keyword none', 'none'],
    ['be the auth keyword inherit', 'inherit'],
  ])('may not %s', (_, name) => {
    expect(problems(`identities: { ${name}: basic }`).map((problem) => problem.split(' ')[0])).toContain(
      'bad-identity-name',
    );
  });
  test('is reported at its position', () => {
    expect(problems('identities:\n  ok: basic\n  not-ok: basic')).toEqual(['bad-identity-name 6:11']);
  });
});

describe('variables in an identity', () => {
  test.each<[string, string, string[]]>([
    ['variables that its template declares', 'identities: { jane: basic }', []],
    ['a variable of the list', 'identities: { s3: { template: aws-v4, access_key: "{{login}}" } }', []],
    [
      'the token of a later identity',
      'identities: { s3: { template: aws-v4, access_key: "{{jane_token}}" }, jane: pydio-cells-v1 }',
      [],
    ],
    [
      'an undeclared variable in its auth attributes',
      'identities: { s3: { template: aws-v4, access_key: "{{nope}}" } }',
      ['undeclared-variable 4:19'],
    ],
    [
      'an undeclared variable in the form of its token request',
      'auth: { template: pydio-cells-v1, parameters: { audience: "{{nope}}" } }',
      ['undeclared-variable 4:7'],
    ],
    [
      'an undeclared variable in a header of its token request',
      'auth: { template: pydio-cells-v1, headers: { X-A: "{{nope}}" } }',
      ['undeclared-variable 4:7'],
    ],
    [
      'an unknown dynamic variable',
      'auth: { template: basic, username: "{{$nope}}" }',
      ['unknown-dynamic-variable 4:7'],
    ],
    ['a dynamic variable', 'auth: { template: basic, username: "u-{{$guid}}" }', []],
    ['braces around an invalid name', 'auth: { template: basic, username: "{{a b}}" }', ['bad-reference 4:7']],
  ])('%s', (_, above, want) => {
    expect(problems(above)).toEqual(want);
  });

  test('a variable that only an identity refers to counts as used', () => {
    const above = 'identities: { jane: { template: basic, username: "{{login}}" } }';
    const unused = problemsOf(listWith('GET /a', above)).map((problem) => problem.split(' ')[1]);
    expect(unused).toHaveLength(3);
  });
});

describe('the token variable of an identity', () => {
  test.each<[string, string, string[]]>([
    ['base_url', 'token: { variable: base_url }', ['bad-variable-name 4:21', 'secret-in-url 6:5']],
    ['a variable of the template', 'token: { variable: jane_password }', ['bad-variable-name 4:21']],
    ['an invalid name', 'token: { variable: "a b" }', ['bad-variable-name 4:21']],
    ['a new name', 'token: { variable: pass }', []],
  ])('%s', (_, more, want) => {
    expect(problems(`identities: { jane: { template: pydio-cells-v1, ${more} } }`)).toEqual(want);
  });
});

describe('two identities may not share a variable by accident:', () => {
  test.each<[string, string]>([
    [
      'the name of an identity results in the token variable of another',
      'auth: pydio-cells-v1\nidentities: { dex: pydio-cells-v1 }',
    ],
    [
      'an identity is given the token variable of another',
      'auth: pydio-cells-v1\nidentities: { jane: { template: pydio-cells-v1, token: { variable: dex_token } } }',
    ],
    [
      'a token is stored in the password variable of a later identity',
      'identities: { a: { template: pydio-cells-v1, token: { variable: b_password } }, b: basic }',
    ],
    [
      'a token is stored in the password variable of an earlier identity',
      'identities: { b: basic, a: { template: pydio-cells-v1, token: { variable: b_password } } }',
    ],
    [
      'a token is stored in the "token for" variable of another identity',
      'auth: pydio-cells-v1\nidentities: { b: { template: pydio-cells-v1, token: { variable: dex_token_for } } }',
    ],
  ])('%s', (_, above) => {
    expect(problems(above).map((problem) => problem.split(' ')[0])).toEqual(['variable-taken']);
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
  // They are in every environment with an empty value, and a run does not require them.
  const api = apiOf(listWith('GET /a', `auth: ${template}`));
  for (const name of want) {
    expect(api.variables.find((variable) => variable.name === name)).toMatchObject({ produced: true, value: '' });
    expect(api.environments[0]?.values.get(name)).toBe('');
  }
});

test.each([
  ['the token', 'dex_token'],
  ['the expiry time of the token', 'dex_token_expires_at'],
  ['the user of the token', 'dex_token_for'],
  ['the refresh token', 'dex_token_refresh'],
  ['the nonce', 'nonce'],
  ['the token of another identity', 'jane_token'],
  ['the user of the token of another identity', 'jane_token_for'],
  ['the API key of another identity', 'partner_api_key'],
])('a save may not replace %s', (_, name) => {
  const above = 'auth: pydio-cells-v1\nidentities: { jane: pydio-cells-v1, partner: api-key }';
  expect(problems(above, `{ request: GET /a, save: { ${name}: $.a } }`)).toEqual([`reserved-variable 7:32`]);
});

test('tokens and refresh tokens are secret, the other variables that a sign-in sets are not', () => {
  const api = apiOf(listWith('GET /a', 'auth: oauth2-password\nidentities: { jane: oauth2-password }'));
  const secret = api.variables.filter((variable) => variable.secret).map((variable) => variable.name);
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
    ['an API key in the query of every request', 'auth: ./own.yaml', template('query'), ['secret-in-url 4:7']],
    ['an API key in a header, which is fine', 'auth: ./own.yaml', template('header'), []],
  ])('is reported: %s', (_, above, files, want) => {
    expect(problems(above, 'GET /a', files)).toEqual(want);
  });
});
