import { describe, expect, test } from 'vitest';
import { sourceOf } from '../../../src/diagnostics/diagnostic.ts';
import { formatDiagnostic, plain } from '../../../src/diagnostics/format.ts';
import { entryProblems, type Files, listWith, load } from '../../support/api-of.ts';

const key = '8f3b9c1d2e4f';
const lint = (text: string, files: Files = {}) =>
  load(text, files).diagnostics.filter(({ code }) => code === 'literal-secret' || code === 'unused-public');

describe('a secret is an error with the way out of its place', () => {
  test.each([
    [
      'a variable',
      listWith('GET /a?b={{api_key}}').replace('id: 7', `id: 7, api_key: ${key}`),
      'write api_key: { secret: true }; if',
    ],
    [
      'a header',
      listWith(`{ request: GET /a, headers: { X-Api-Key: ${key} } }`),
      'declare x_api_key: { secret: true } under "variables", and write {{x_api_key}}; if',
    ],
    [
      'Authorization',
      listWith(`{ request: GET /a, headers: { Authorization: Bearer ${key} } }`),
      'declare token: { secret: true } under "variables", and write {{token}}; if',
    ],
  ])('%s', (_, text, hint) => {
    const [secret] = lint(text);
    expect(secret?.severity).toBe('error');
    expect(secret?.hint).toContain(hint);
    expect(load(text).value).toBeUndefined();
  });

  test.each([
    ['a header of the list', `headers: { X-Api-Key: ${key} }`],
    ['a header of a folder', `x: 1`],
    ['the long form', `headers: { X-Api-Key: { value: ${key}, description: Key } }`],
    ['an environment', ''],
  ])('%s', (name, above) => {
    const entry =
      name === 'a header of a folder' ? `{ folder: F, headers: { X-Api-Key: ${key} }, endpoints: [GET /a] }` : 'GET /a';
    const list = listWith(entry, above === 'x: 1' ? '' : above);
    const text = name === 'an environment' ? list.replace('api.test"', `api.test", api_key: ${key}`) : list;
    expect(lint(text).map(({ code }) => code)).toEqual(['literal-secret']);
  });
});

describe('a secret of another kind of declaration is reported once', () => {
  test.each([
    [
      'a secret variable with a value',
      '{ request: GET /a, headers: { X-Api-Key: "{{api_key}}" } }',
      'secret-in-list',
      `variables: { api_key: { secret: true, value: ${key} } }`,
    ],
    ['a password of a sign-in', 'GET /a', 'secret-in-list', `auth: { template: basic, username: a, password: ${key} }`],
  ])('%s', (_, entry, code, above) => {
    const text = listWith(entry, above).replace(/^variables: \{ id.*\n/m, '');
    expect(load(text).diagnostics.map((found) => found.code)).toEqual([code]);
  });
});

describe('what is not a value is not searched', () => {
  test.each([
    [
      'where a value is saved from',
      '{ request: GET /a, save: { token: $.access2token, csrf_token: { header: X-Csrf-Token2 } } }',
    ],
    ['a flag of a saved value', '{ request: GET /a, save: { login: { path: $.login, secret: true } } }'],
    ['tags', '{ request: GET /a, tags: [password2day] }'],
    [
      'the names of fields in a schema',
      '{ request: GET /a, expect: { schema: { required: [password1], properties: { password1: { type: string } } } } }',
    ],
    ['a script that reads a token', '{ request: GET /a, after: "const token = pm.response.json().token2;" }'],
  ])('%s', (_, entry) => expect(lint(listWith(entry))).toEqual([]));

  test('but a script with a JWT is', () => {
    const jwt = `eyJ${'a1'.repeat(10)}.eyJ${'b2'.repeat(10)}.${'c3'.repeat(12)}`;
    expect(entryProblems(`{ request: GET /a, after: "pm.variables.set('a', '${jwt}');" }`)).toEqual([
      expect.stringMatching(/^literal-secret 5:/),
    ]);
  });
  test('a key of a gateway that the template declares public', () => {
    expect(
      lint(listWith('GET /a', 'auth: { template: aws-v4, access_key: "{{id}}", secret_key: gatewaysecret }')),
    ).toEqual([]);
  });
});

describe('names under "public" allow their values to be seen', () => {
  const entry = `{ request: GET /a?token=${key}, headers: { X-Api-Key: ${key} } }`;
  test.each([
    ['both names', 'public: [X-Api-Key, token]', []],
    ['in another case', 'public: [x-api-key, TOKEN]', []],
    ['one of them', 'public: [token]', ['literal-secret 6:65']],
    ['a name that nothing has', 'public: [token, X-Api-Key, password]', ['unused-public 4:28']],
  ])('%s', (_, above, wanted) => expect(entryProblems(entry, above)).toEqual(wanted));
});

test('no message and no frame shows a secret, whichever line it belongs to', () => {
  const text = listWith([
    `{ request: GET /a, headers: { X-Api-Key: ${key} } } # ${key}`,
    `{ request: GET /b, headers: { X-Api-Key: ${key} }, expct: 200 }`,
    `{ request: GET /c?token=${key} }`,
  ]);
  const { diagnostics } = load(text);
  expect(diagnostics.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['literal-secret', 'literal-secret', 'literal-secret', 'unknown-key']),
  );
  const shown = diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, plain));
  expect(diagnostics.every((diagnostic) => sourceOf(diagnostic) !== undefined)).toBe(true);
  expect(shown.join('\n')).not.toContain(key);
});

test('a frame of invalid YAML does not show a secret either', () => {
  const text = listWith(`{ request: GET /a, headers: { X-Api-Key: ${key}, A: @b } }`);
  const shown = load(text).diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, plain));
  expect(shown).toHaveLength(1);
  expect(shown.join('\n')).not.toContain(key);
});
