import { describe, expect, test } from 'vitest';
import { lineText, positionAt, rangeOf, type SourceFile } from '../../src/diagnostics/origin.ts';

const source: SourceFile = { path: 'a.yaml', text: 'one\n\n🎩 two\nthree' };

describe('positionAt', () => {
  test.each([
    ['the first character', 0, 1, 1],
    ['a line end belongs to its line', 3, 1, 4],
    ['an empty line', 4, 2, 1],
    ['a character above U+FFFF counts as two columns', 8, 3, 4],
    ['the last line', 12, 4, 1],
    ['the end of the text', 17, 4, 6],
    ['an offset after the end counts as the end', 99, 4, 6],
    ['an offset before the start counts as the start', -1, 1, 1],
  ])('%s', (_, offset, line, column) => {
    expect(positionAt(source, offset)).toMatchObject({ line, column });
  });

  test('an empty text has one position', () => {
    expect(positionAt({ path: '', text: '' }, 0)).toEqual({ line: 1, column: 1, offset: 0 });
  });

  test('finds the same line and column as counting does', () => {
    for (let offset = 0; offset <= source.text.length; offset++) {
      const before = source.text.slice(0, offset).split('\n');
      const position = { line: before.length, column: (before.at(-1) as string).length + 1, offset };
      expect(positionAt(source, offset)).toEqual(position);
    }
  });
});

test('rangeOf returns the start and the end', () => {
  const { start, end } = rangeOf({ source, start: 1, end: 5 });
  expect([start.line, start.column, end.line, end.column]).toEqual([1, 2, 3, 1]);
});

describe('lineText', () => {
  test.each([
    [1, 'one'],
    [2, ''],
    [3, '🎩 two'],
    [4, 'three'],
    [5, ''],
  ])('line %i is "%s"', (line, text) => expect(lineText(source, line)).toBe(text));
});
