import { describe, expect, test } from 'vitest';
import { toPlain } from '../../src/source/node.ts';
import { parse } from '../../src/source/parse.ts';
import { toSource } from '../../src/source/read.ts';
import { errorLines } from '../support/error-lines.ts';

const parseText = (text: string) => parse(toSource('endpoints.yaml', text));
const said = (text: string) => errorLines(parseText(text).diagnostics);
const plain = (text: string) => {
  const { value, diagnostics } = parseText(text);
  expect(diagnostics).toEqual([]);
  return value && toPlain(value);
};

describe('YAML 1.2, not 1.1', () => {
  test.each([
    ['yes', 'yes'],
    ['no', 'no'],
    ['on', 'on'],
    ['true', true],
    ['~', null],
    ['null', null],
    ['12:30:45', '12:30:45'],
    ['1_000', '1_000'],
    ['010', 10],
    ['0o17', 15],
    ['0x1F', 31],
    ['2026-11-21', '2026-11-21'],
    ['"1.10"', '1.10'],
    ['=', '='],
  ])('%s', (text, value) => expect(plain(`a: ${text}`)).toEqual({ a: value }));

  test('a line "---" before the document changes nothing', () => expect(plain('---\na: 1\n')).toEqual({ a: 1 }));
  test('nor does one that nothing follows', () => expect(plain('a: 1\n...\n')).toEqual({ a: 1 }));
  test('JSON is YAML', () => expect(plain('{"a": [1, "b", null]}')).toEqual({ a: [1, 'b', null] }));
});

describe('what a list may not have', () => {
  test.each([
    ['a directive', '%YAML 1.1\n---\na: 1\n', '1:1 error yaml-directive'],
    ['a directive behind a comment', '# a\n\n%TAG ! x:\n---\na: 1\n', '3:1 error yaml-directive'],
    ['a second document', 'a: 1\n---\nb: 2\n', '2:1 error yaml-documents'],
    ['a second document that is empty', 'a: 1\n---\n', '2:1 error yaml-documents'],
    ['a tag', 'a: !x b', '1:4 error yaml-tag'],
    ['a tag on a map', 'a: !!omap []', '1:4 error yaml-tag'],
    ['an alias of nothing', 'a: *b', '1:4 error yaml-alias'],
    ['a key that is a list', '? [a]\n: b', '1:3 error yaml-syntax'],
    ['unquoted braces', 'a: {{b}}/c', '1:4 error unquoted-braces'],
    ['unquoted braces with a fault', 'a: {{ b }}', '1:4 error unquoted-braces'],
  ])('%s', (_, text, line) => expect(said(text)).toEqual([line]));

  test('a percent sign in a text is no directive', () => expect(plain('a: |\n  %YAML 1.1\n')).toBeDefined());
});

describe('all mistakes of a file at once', () => {
  test('one of each line, since one slip often breaks the rest of it', () => {
    expect(said('a: @b @c\nd: ok\ne: `f\n')).toEqual(['1:4 error yaml-syntax', '3:4 error yaml-syntax']);
  });
  test('of different kinds', () => {
    expect(said('a: !x b\nc: {{d}}\n')).toEqual(['1:4 error yaml-tag', '2:4 error unquoted-braces']);
  });
});

test('a tab in the indentation is told of as one', () => {
  const [found] = parseText('a:\n\tb: 1\n').diagnostics;
  expect(found?.hint).toMatch(/space/);
  expect(parseText('a: @b').diagnostics[0]?.hint).toBeUndefined();
});
