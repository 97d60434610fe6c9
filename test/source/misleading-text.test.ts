import { describe, expect, test } from 'vitest';
import { parse } from '../../src/source/parse.ts';
import { toSource } from '../../src/source/read.ts';
import { errorLines } from '../support/error-lines.ts';

const said = (text: string) => errorLines(parse(toSource('endpoints.yaml', text)).diagnostics);

describe('a value that a comment cuts off is reported', () => {
  test.each([
    ['by a colour', 'a: red #ff0000', '1:8 error value-cut'],
    ['by a fragment', '- GET /a #b', '1:10 error value-cut'],
    ['after several spaces', 'a: b   #c', '1:8 error value-cut'],
    ['inside of braces', 'a: { b: c #d\n  }', '1:11 error value-cut'],
  ])('%s', (_, text, line) => expect(said(text)).toEqual([line]));

  test.each([
    ['a comment', 'a: b # c'],
    ['a comment after quotes', 'a: "b" #c'],
    ['a comment on a separate line', 'a: b\n#c\n'],
    ['a hash inside a word', 'a: b#c'],
    ['a hash in quotes', 'a: "b #c"'],
    ['a comment of hashes', 'a: b ##'],
    ['no value at all', 'a: #b\n  c: d'],
  ])('%s is not reported', (_, text) => expect(said(text)).toEqual([]));
});

describe('an invisible character is reported', () => {
  test.each([
    ['NUL', '"a\\0"', '1:4'],
    ['escape', '"\\e[31m"', '1:4'],
    ['delete', '"\\x7f"', '1:4'],
    ['a C1 control', '"\\x85"', '1:4'],
    ['zero-width space', 'a\u200bb', '1:5'],
    ['left-to-right mark', 'a\u200eb', '1:5'],
    ['right-to-left override', 'ab\u202ec', '1:6'],
    ['Arabic letter mark', 'a\u061cb', '1:5'],
    ['an isolate', 'a\u2066b', '1:5'],
    ['word joiner', 'a\u2060b', '1:5'],
    ['a byte order mark inside', 'a\ufeffb', '1:5'],
  ])('%s', (_, text, place) => expect(said(`a: ${text}`)).toEqual([`${place} error control-character`]));

  test('with its code point', () => {
    const { diagnostics } = parse(toSource('a.yaml', 'a: b\u200bc'));
    expect(diagnostics[0]?.message).toContain('U+200B');
  });
  test.each([
    ['a key', '"a\u200bb": 1', '1:3'],
    ['a key in braces', 'a: { "\\e": 1 }', '1:6'],
  ])('in %s', (_, text, place) => expect(said(text)).toEqual([`${place} error control-character`]));

  test.each([
    ['a tab', '"a\\tb"'],
    ['line breaks', '"a\\nb"'],
    ['letters of any script', '日本 שלום ไทย'],
    ['an emoji that consists of several characters', '👩\u200d👩\u200d👧'],
    ['a non-breaking space', 'a\u00a0b'],
  ])('%s is not reported', (_, text) => expect(said(`a: ${text}`)).toEqual([]));
});
