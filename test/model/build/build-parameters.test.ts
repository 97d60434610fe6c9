import { describe, expect, test } from 'vitest';
import { mergeHeaders } from '../../../src/model/build/build-parameters.ts';
import { endpointOf, entryProblems } from '../../support/api-of.ts';

const plain = (key: string, value: string | null) => ({ key, value, disabled: false });

describe('the query', () => {
  test.each<[string, unknown]>([
    ['{ a: 1, b: x }', [plain('a', '1'), plain('b', 'x')]],
    ['{ a: [1, 2] }', [plain('a', '1'), plain('a', '2')]],
    ['{ a: [] }', []],
    ['{ a: null, b: "" }', [plain('a', null), plain('b', '')]],
    ['{ b: 1, a: 2, 10: 3, 9: 4 }', [plain('b', '1'), plain('a', '2'), plain('10', '3'), plain('9', '4')]],
    [
      '{ a: { value: 1, disabled: true, description: Why } }',
      [{ key: 'a', value: '1', disabled: true, description: 'Why' }],
    ],
    ['{ a: [{ value: 1 }, { description: Bare }] }', [plain('a', '1'), { ...plain('a', null), description: 'Bare' }]],
  ])('%s', (query, want) => {
    expect(endpointOf(`{ request: GET /a, query: ${query} }`).url.query).toEqual(want);
  });
});

test('a form is not encoded in the model, because newman and Postman encode it', () => {
  const { body } = endpointOf('{ request: POST /a, form: { "a=b": "c&d%+#", e: [1.10, null], f: "{{login}}" } }');
  expect(body).toEqual({
    mode: 'urlencoded',
    fields: [plain('a=b', 'c&d%+#'), plain('e', '1.10'), plain('e', null), plain('f', '{{login}}')],
  });
});

describe('headers', () => {
  test.each<[string, string, unknown]>([
    ['a text value', '{ X-A: b }', [plain('X-A', 'b')]],
    [
      'numbers and flags, which keep their spelling',
      '{ X-A: 1.10, X-B: 007, X-C: true }',
      [plain('X-A', '1.10'), plain('X-B', '007'), plain('X-C', 'true')],
    ],
    ['spaces around a value, which are removed', '{ X-A: "  a b  " }', [plain('X-A', 'a b')]],
    [
      'the long form',
      '{ X-A: { value: b, disabled: true, description: Why } }',
      [{ key: 'X-A', value: 'b', disabled: true, description: 'Why' }],
    ],
  ])('with %s', (_, headers, want) => {
    expect(endpointOf(`{ request: GET /a, headers: ${headers} }`).headers).toEqual(want);
  });

  // The first header starts in column 35.
  test.each<[string, string, string[]]>([
    ['a space in the name', '{ X A: b }', ['bad-header-name 5:35']],
    ['a colon in the name', '{ "X:A": b }', ['bad-header-name 5:35']],
    ['an empty name', '{ "": b }', ['bad-header-name 5:35']],
    ['a line break in the value', '{ X-A: "a\\nb" }', ['bad-header-value 5:40']],
    ['letters outside Latin-1', '{ X-A: ☃ }', ['bad-header-value 5:40']],
    ['letters outside ASCII, which runners send in two ways', '{ X-A: é }', ['bad-header-value 5:40']],
    ['the same name twice', '{ x-a: b, X-A: c }', ['duplicate-header 5:43']],
    ['a Content-Length', '{ content-length: 3 }', ['forbidden-header 5:35']],
    ['a Transfer-Encoding', '{ Transfer-Encoding: chunked }', ['forbidden-header 5:35']],
    ['a Host', '{ Host: x }', ['forbidden-header 5:35']],
    ['spaces around a value', '{ X-A: " b" }', ['value-trimmed 5:40']],
    ['no value', '{ X-A: }', ['wrong-type 5:40']],
  ])('%s is reported at the exact position', (_, headers, want) => {
    expect(entryProblems(`{ request: GET /a, headers: ${headers} }`)).toEqual(want);
  });
});

test.each([
  [
    'a header of the inner level replaces one of the outer level, ignoring case',
    [['X-A', '1']],
    [['x-a', '2']],
    ['x-a: 2'],
  ],
  [
    'a replaced header keeps its position',
    [
      ['X-A', '1'],
      ['X-B', '2'],
    ],
    [['X-A', '3']],
    ['X-A: 3', 'X-B: 2'],
  ],
  ['other headers are appended', [['X-A', '1']], [['X-B', '2']], ['X-A: 1', 'X-B: 2']],
] as [string, [string, string][], [string, string][], string[]][])('mergeHeaders: %s', (_, outer, inner, want) => {
  const level = (headers: [string, string][]) => headers.map(([key, value]) => plain(key, value));
  expect(mergeHeaders(level(outer), level(inner)).map(({ key, value }) => `${key}: ${value}`)).toEqual(want);
});
