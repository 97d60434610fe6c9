import { describe, expect, test } from 'vitest';
import { quoteText, showText } from '../../src/diagnostics/show-text.ts';

describe('showText', () => {
  test.each([
    ['a colour', '\u001b[31mred', '\\u001b[31mred'],
    ['a line break', 'a\n::error::b', 'a\\u000a::error::b'],
    ['a carriage return', 'a\rb', 'a\\u000db'],
    ['NUL', '\0', '\\u0000'],
    ['DEL and C1', '\u007f\u0085', '\\u007f\\u0085'],
    ['right-to-left override', 'a\u202eb', 'a\\u202eb'],
    ['isolates', '\u2066\u2069', '\\u2066\\u2069'],
    ['zero width', 'a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
    ['the line separator of JavaScript', '\u2028', '\\u2028'],
  ])('%s becomes visible', (_, text, shown) => expect(showText(text)).toBe(shown));

  test.each(['plain', 'a\tb', 'Zürich', '日本', '🎩', 'שלום', '"{}"\\'])('%s stays as it is', (text) =>
    expect(showText(text)).toBe(text),
  );
});

describe('quoteText', () => {
  test('adds quotes', () => expect(quoteText('a')).toBe('"a"'));
  test('keeps a text that fits', () => expect(quoteText('abcd', 4)).toBe('"abcd"'));
  test('shortens a longer text, with an ellipsis', () => expect(quoteText('abcde', 4)).toBe('"abc…"'));
  test('counts escapes as they are shown', () => expect(quoteText('\n\n', 7)).toBe('"\\u000a…"'));
});
