import { describe, expect, test } from 'vitest';
import { cleanName, humanize, qualify, UniqueNames, variableName } from '../../src/import/entries/names.ts';
import { plainText, plainType, plainUrl, plainValue } from '../../src/import/openapi/plain-text.ts';

test.each([
  ['Get a user.', 'Get a user'],
  ['And so on...', 'And so on...'],
  [' two\n lines\t', 'two lines'],
  ['hid\u202eden', 'hidden'],
  ['', ''],
  ['x'.repeat(150), `${'x'.repeat(99)}…`],
  [`${'word '.repeat(30)}`, `${'word '.repeat(19).trim()}…`],
])('the name of %j is %j', (text, want) => {
  expect(cleanName(text)).toBe(want);
});

test.each([
  ['listBooks', 'List books'],
  ['repos/list-forUser', 'Repos list for user'],
  ['getHTTPServer', 'Get HTTP server'],
  ['OIDC_keys', 'OIDC keys'],
  ['', ''],
])('the id %j in words is %j', (id, want) => {
  expect(humanize(id)).toBe(want);
});

test.each([
  ['user id', 'user_id'],
  ['über-name', 'uber_name'],
  ['1st', '_1st'],
  ['__x__', 'x'],
  ['toString', 'toString_'],
  ['書', 'value'],
])('the variable of %j is %j', (text, want) => {
  expect(variableName(text)).toBe(want);
});

test.each([
  ['id', 'users', 'user_id'],
  ['id', 'categories', 'category_id'],
  ['id', 'boxes', 'box_id'],
  ['id', 'status', 'status_id'],
  ['id', 'access-tokens', 'access_token_id'],
  ['Uuid', 'role', 'RoleUuid'],
  ['itemId', 'order-lines', 'orderLineItemId'],
  ['id', '', 'id'],
])('%j below %j is %j', (name, segment, want) => {
  expect(qualify(name, segment)).toBe(want);
});

test('equal names are numbered, also where a number is taken', () => {
  const names = new UniqueNames();
  expect(['a', 'a (2)', 'a', 'a', 'b'].map((name) => names.take(name))).toEqual(['a', 'a (2)', 'a (3)', 'a (4)', 'b']);
});

describe('texts are made harmless', () => {
  test.each([
    ['a{{b}}c', 'a{b}c'],
    ['a\r\nb\u0000', 'a\nb'],
    ['half \ud800', 'half \ufffd'],
  ])('%j is %j', (text, want) => {
    expect(plainText(text)).toBe(want);
  });

  test('everywhere in a value', () => {
    expect(plainValue({ 'a{{b}}': ['{{c}}', 1, null], __proto__: 1, n: '\u000012345678901234567890' })).toEqual({
      'a{b}': ['{c}', 1, null],
      n: '\u000012345678901234567890',
    });
  });

  test.each([
    ['application/JSON; charset=utf-8', 'application/json; charset=utf-8'],
    ['text/*', 'text/*'],
    ['text', 'application/octet-stream'],
    ['a/b\n', 'a/b'],
    ['a b/c', 'application/octet-stream'],
  ])('the media type %j is %j', (text, want) => {
    expect(plainType(text)).toBe(want);
  });

  test('in a URL', () => {
    expect(plainUrl('https://a.example/{x} y|z')).toBe('https://a.example/%7Bx%7D%20y%7Cz');
  });
});
