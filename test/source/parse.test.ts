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

describe('values are read as YAML 1.2, not 1.1', () => {
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
  test('a line "..." after the document changes nothing', () => expect(plain('a: 1\n...\n')).toEqual({ a: 1 }));
  test('JSON is YAML', () => expect(plain('{"a": [1, "b", null]}')).toEqual({ a: [1, 'b', null] }));
});

describe('a list must not have', () => {
  test.each([
    ['a directive', '%YAML 1.1\n---\na: 1\n', '1:1 error yaml-directive'],
    ['a directive after a comment', '# a\n\n%TAG ! x:\n---\na: 1\n', '3:1 error yaml-directive'],
    ['a second document', 'a: 1\n---\nb: 2\n', '2:1 error yaml-documents'],
    ['a second document that is empty', 'a: 1\n---\n', '2:1 error yaml-documents'],
    ['a tag', 'a: !x b', '1:4 error yaml-tag'],
    ['a tag on a map', 'a: !!omap []', '1:4 error yaml-tag'],
    ['an alias without an anchor', 'a: *b', '1:4 error yaml-alias'],
    ['a key that is a list', '? [a]\n: b', '1:3 error yaml-syntax'],
    ['unquoted braces', 'a: {{b}}/c', '1:4 error unquoted-braces'],
    ['unquoted braces with a fault', 'a: {{ b }}', '1:4 error unquoted-braces'],
    ['a parameter in braces', '- { request: GET /b/{id} }', '1:14 error unquoted-braces'],
  ])('%s', (_, text, line) => expect(said(text)).toEqual([line]));

  test('a percent sign in a text is not a directive', () => expect(plain('a: |\n  %YAML 1.1\n')).toBeDefined());
});

describe('all mistakes of a file are reported at once', () => {
  test('at most one per line, because one mistake often breaks the rest of the line', () => {
    expect(said('a: @b @c\nd: ok\ne: `f\n')).toEqual(['1:4 error yaml-syntax', '3:4 error yaml-syntax']);
  });
  test('with different codes', () => {
    expect(said('a: !x b\nc: {{d}}\n')).toEqual(['1:4 error yaml-tag', '2:4 error unquoted-braces']);
  });
});

describe('a quote that is not closed is reported at its place', () => {
  test.each([
    ['a double quote', 'a: "b\nc: d\n', '1:4 error yaml-syntax'],
    ['a single quote', "a: b\nc: 'd\n", '2:4 error yaml-syntax'],
    ['after a closed quote', 'a: "b"\nc: "d\n', '2:4 error yaml-syntax'],
    ['after an apostrophe', "# it's\na: don't\nb: 'c\n", '3:4 error yaml-syntax'],
    ['closed by the next quote by accident', 'a: "b\nc: "d"\n', '1:4 error yaml-syntax'],
    ['with an apostrophe in it', 'a: "it\'s\nb: c\n', '1:4 error yaml-syntax'],
    ['with an escaped quote in it', 'a: "b \\" c\nd: e\n', '1:4 error yaml-syntax'],
    ['with a doubled quote in it', "a: 'it''s\nb: c\n", '1:4 error yaml-syntax'],
  ])('%s', (_, text, line) => expect(said(text)).toEqual([line]));
});

describe('after an open quote or bracket, the rest of the file is not reported', () => {
  test.each([
    ['a quote', 'a: "b\nc: @d\ne: `f\n', '1:4 error yaml-syntax'],
    ['a bracket', 'a: [b\nc: @d\ne: `f\n', '2:1 error yaml-syntax'],
    ['a brace', 'a: { b: c\nd: @e\nf: `g\n', '2:1 error yaml-syntax'],
  ])('%s', (_, text, line) => expect(said(text)).toEqual([line]));

  test('but mistakes before it are', () => {
    expect(said('a: @b\nc: "d\ne: `f\n')).toEqual(['1:4 error yaml-syntax', '2:4 error yaml-syntax']);
  });
});

describe('a parameter inside of braces is reported with the whole value', () => {
  test.each([
    ['- { request: GET /b/{id} }', 'GET /b/{id}'],
    ['- {request: GET /b/{id}}', 'GET /b/{id}'],
    ['- { request: GET /b/{id}/c/{d}, expect: 200 }', 'GET /b/{id}/c/{d}'],
    ['- { expect: 200, request: GET /b?c={d}&e=f }', 'GET /b?c={d}&e=f'],
    ['- {\n  request: GET /b/{id}\n  }', 'GET /b/{id}'],
  ])('%s', (text, value) => {
    const { diagnostics } = parseText(text);
    expect(diagnostics.map(({ code }) => code)).toEqual(['unquoted-braces']);
    const { start, end } = diagnostics[0]?.range ?? {};
    expect(text.slice(start?.offset, end?.offset)).toBe(value);
    expect(diagnostics[0]?.hint).toContain(`"${value}"`);
  });
});

describe('the hint of a syntax error says what to do', () => {
  test.each([
    ['a tab in the indentation', 'a:\n\tb: 1\n', /spaces/],
    ['a character with a special meaning', 'a: @b', /quotes/],
    ['a colon in a value', 'a: b: c', /": ".*quotes/],
    ['an open quote', 'a: "b', /close the quote/],
    ['a key without a colon', 'a: 1\nb\n', /"key: value"/],
  ])('%s', (_, text, hint) => expect(parseText(text).diagnostics[0]?.hint).toMatch(hint));
});
