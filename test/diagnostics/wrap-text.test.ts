import { describe, expect, test } from 'vitest';
import { wrapText } from '../../src/diagnostics/wrap-text.ts';

describe('a text', () => {
  test.each<[string, string, number, number, string[]]>([
    ['that fits stays as it is', 'one  two', 0, 8, ['one  two']],
    [
      'is broken at spaces, and later lines are indented',
      'one two three four',
      0,
      9,
      ['one two', '    three', '    four'],
    ],
    ['has less room on the first line', 'one two three', 5, 14, ['one two', '    three']],
    ['keeps its first word on the first line', 'one two', 20, 10, ['one', '    two']],
    [
      'keeps words that are longer than a line',
      `a ${'b'.repeat(20)} c`,
      0,
      10,
      ['a', `    ${'b'.repeat(20)}`, '    c'],
    ],
    ['is not broken inside quotes', 'see "a b c d" now', 0, 10, ['see', '    "a b c d"', '    now']],
    ['keeps a colon with the quotes before it', 'no "a b": it', 0, 8, ['no', '    "a b":', '    it']],
    ['can have a quote that is not closed', 'a 5" and b', 0, 8, ['a 5" and', '    b']],
    ['keeps several spaces inside a line', 'one  two three', 0, 9, ['one  two', '    three']],
    ['keeps its own indentation', '  = hint: one two', 0, 12, ['  = hint:', '    one two']],
    ['can be empty', '', 90, 80, ['']],
  ])('%s', (_, text, used, width, lines) => expect(wrapText(text, used, width)).toEqual(lines));
});

test('all words are there, in their order', () => {
  const text = 'cannot read "a b.yaml": it is a folder, and not a file; "c" d';
  for (let width = 1; width < 80; width++) {
    const lines = wrapText(text, 10, width);
    expect(lines.join(' ').replace(/ +/g, ' ')).toBe(text);
    expect(lines[0]).toMatch(/^cannot/);
  }
});
