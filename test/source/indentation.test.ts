import { describe, expect, test } from 'vitest';
import { parse } from '../../src/source/parse.ts';
import { toSource } from '../../src/source/read.ts';

const report = (text: string) =>
  parse(toSource('endpoints.yaml', text)).diagnostics.map(
    ({ code, range, hint }) => `${code} in line ${range?.start.line}: ${hint}`,
  );

const like = (column: number, line: number) =>
  `indent this like its neighbours: it must start in column ${column}, as in line ${line}`;

const list = (entries: string) => `vars: { a: "{{b}}" }\nendpoints:\n${entries}`;

describe('a line that begins in a wrong column is compared with its neighbours', () => {
  test.each([
    ['a key too far left', '  - name: A\n   request: GET /a\n', 4, like(5, 3)],
    ['a key at its dash', '  - name: A\n    request: GET /a\n  json: 1\n', 5, like(5, 4)],
    ['a key too far right, after a map', '  - json:\n      a: "1"\n       b: 2\n', 5, like(7, 4)],
    ['a key too far left, after a map', '  - json:\n      a: 1\n     b: 2\n', 5, like(7, 4)],
    ['a dash too far left', '  - GET /a\n - GET /b\n', 4, like(3, 3)],
    ['a dash too far right', '  - GET /a\n   - GET /b\n', 4, like(3, 3)],
    ['a dash inside an entry', '  - name: A\n    request: GET /a\n    - GET /b\n', 5, like(3, 3)],
    ['a dash after an empty line and a comment', '  - GET /a\n\n# b\n - GET /b\n', 6, like(3, 3)],
    ['a dash between two folders', '  - folder: F\n    endpoints:\n      - GET /a\n     - GET /b\n', 6, like(7, 5)],
  ])('%s', (_, entries, line, hint) => expect(report(list(entries))).toEqual([`yaml-syntax in line ${line}: ${hint}`]));

  test('a key that is too far right after a value is reported at the value, and the hint names its line', () => {
    const entries = '  - name: A\n     request: GET /a\n';
    expect(report(list(entries))).toEqual([`yaml-syntax in line 3: ${like(5, 3)} (line 4)`]);
  });
});

describe('correct braces in an earlier line are not blamed', () => {
  test.each([
    ['a key that is a list', '  - [a, b]: c\n'],
    ['a key that is a map', '  - ? { a: b }\n    : c\n'],
    ['a dash inside an entry', '  - name: "{{a}}"\n    - GET /b\n'],
  ])('%s', (_, entries) => {
    expect(report(list(entries)).map((line) => line.split(':')[0])).toEqual([
      expect.stringMatching(/^yaml-syntax in line [34]$/),
    ]);
  });
});

test.each([
  ['a colon in a value', 'a: b: c\n', 'put a value that holds ": " in quotes'],
  ['a dash in a text of several lines', 'a: one\n  two - three\n', undefined],
  ['a dash in a quoted text', 'a: "one\n  - two"\n', undefined],
  ['a dash in a block', 'a: |\n  one\n  - two\n', undefined],
])('%s has nothing to do with indentation', (_, text, hint) => {
  expect(parse(toSource('a.yaml', text)).diagnostics[0]?.hint).toBe(hint);
});
