import { describe, expect, test } from 'vitest';
import { isZero, numberChange, parseExact, stringifyExact } from '../../../src/notation/json/json-number.ts';

describe('JSON that is parsed and written again keeps its numbers', () => {
  test.each([
    '{"id":9007199254740993123,"max":1.10,"low":-1e400}',
    '[0,-0.0,1E+2]',
    '{"a":"1.10","b":"-5, 6","c":"\\"7"}',
    '"12"',
    '12.0',
    '{"1":2}',
  ])('%s', (text) => expect(stringifyExact(parseExact(text))).toBe(text));

  test('what is not JSON is an error', () => expect(() => parseExact('{"a":01}')).toThrow(SyntaxError));
});

test.each([
  ['0', true],
  ['-0.0', true],
  ['0e5', true],
  ['1', false],
  ['"0"', false],
  ['null', false],
])('isZero(%s) is %s', (text, want) => expect(isZero(parseExact(text))).toBe(want));

test.each([
  [1, '1', undefined],
  [1.1, '1.10', { text: '1.10', becomes: '1.1', safe: true }],
  [
    Number('9007199254740993'),
    '9007199254740993',
    { text: '9007199254740993', becomes: '9007199254740992', safe: false },
  ],
  [9007199254740992, '9007199254740992', { text: '9007199254740992', becomes: '9007199254740992', safe: false }],
])('JavaScript would write %d of a file, spelled %s, as %j', (value, text, want) => {
  expect(numberChange(value, text)).toEqual(want);
});
