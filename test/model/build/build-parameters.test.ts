import { describe, expect, test } from 'vitest';
import { mergeHeaders } from '../../../src/model/build/build-parameters.ts';
import { endpointOf, entryProblems } from '../../support/api-of.ts';

const plain = (key: string, value: string | null) => ({ key, value, disabled: false });

describe('query', () => {
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

test('a form is sent as it is written: the body is encoded by whoever sends it', () => {
  const { body } = endpointOf('{ request: POST /a, form: { "a=b": "c&d%+#", e: [1.10, null], f: "{{login}}" } }');
  expect(body).toEqual({
    mode: 'urlencoded',
    fields: [plain('a=b', 'c&d%+#'), plain('e', '1.10'), plain('e', null), plain('f', '{{login}}')],
  });
});

describe('headers', () => {
  test.each<[string, string, unknown]>([
    ['text', '{ X-A: b }', [plain('X-A', 'b')]],
    [
      'spelling',
      '{ X-A: 1.10, X-B: 007, X-C: true }',
      [plain('X-A', '1.10'), plain('X-B', '007'), plain('X-C', 'true')],
    ],
    ['Latin-1', '{ X-A: é }', [plain('X-A', 'é')]],
    ['blanks around a value', '{ X-A: "  a b  " }', [plain('X-A', 'a b')]],
    [
      'long form',
      '{ X-A: { value: b, disabled: true, description: Why } }',
      [{ key: 'X-A', value: 'b', disabled: true, description: 'Why' }],
    ],
  ])('%s', (_, headers, want) => {
    expect(endpointOf(`{ request: GET /a, headers: ${headers} }`).headers).toEqual(want);
  });

  // Column 35 is the first after `{ request: GET /a, headers: { `.
  test.each<[string, string, string[]]>([
    ['a blank in the name', '{ X A: b }', ['bad-header-name 5:35']],
    ['a colon in the name', '{ "X:A": b }', ['bad-header-name 5:35']],
    ['an empty name', '{ "": b }', ['bad-header-name 5:35']],
    ['a line break in the value', '{ X-A: "a\\nb" }', ['bad-header-value 5:40']],
    ['letters outside Latin-1', '{ X-A: ☃ }', ['bad-header-value 5:40']],
    ['the same name twice', '{ x-a: b, X-A: c }', ['duplicate-header 5:43']],
    ['a length of its own', '{ content-length: 3 }', ['forbidden-header 5:35']],
    ['an encoding of its own', '{ Transfer-Encoding: chunked }', ['forbidden-header 5:35']],
    ['a host of its own', '{ Host: x }', ['forbidden-header 5:35']],
    ['blanks around a value', '{ X-A: " b" }', ['value-trimmed 5:40']],
    ['no value', '{ X-A: }', ['wrong-type 5:40']],
  ])('%s is reported where it stands', (_, headers, want) => {
    expect(entryProblems(`{ request: GET /a, headers: ${headers} }`)).toEqual(want);
  });
});

test.each([
  ['a nearer level replaces, whatever its capitals', [['X-A', '1']], [['x-a', '2']], ['x-a: 2']],
  [
    'it keeps its place',
    [
      ['X-A', '1'],
      ['X-B', '2'],
    ],
    [['X-A', '3']],
    ['X-A: 3', 'X-B: 2'],
  ],
  ['others are added', [['X-A', '1']], [['X-B', '2']], ['X-A: 1', 'X-B: 2']],
] as [string, [string, string][], [string, string][], string[]][])('mergeHeaders: %s', (_, far, near, want) => {
  const level = (headers: [string, string][]) => headers.map(([key, value]) => plain(key, value));
  expect(mergeHeaders(level(far), level(near)).map(({ key, value }) => `${key}: ${value}`)).toEqual(want);
});
