import { describe, expect, test } from 'vitest';
import { checkDepth, MAX_DEPTH } from '../../src/source/nesting.ts';
import { toSource } from '../../src/source/read.ts';

const placeOf = (text: string) => {
  const found = checkDepth(toSource('a.yaml', text));
  expect(found?.code ?? 'yaml-depth').toBe('yaml-depth');
  return found?.range?.start.offset;
};

describe('what is nested too deep is found before it is parsed', () => {
  test.each([
    ['brackets', '['.repeat(MAX_DEPTH + 1), MAX_DEPTH],
    ['braces', '{'.repeat(MAX_DEPTH + 1), MAX_DEPTH],
    ['both', '[{'.repeat(MAX_DEPTH), MAX_DEPTH],
    ['dashes', '- '.repeat(MAX_DEPTH + 1), MAX_DEPTH * 2],
    ['behind other lines', `a: b\n# é\nc: ${'['.repeat(MAX_DEPTH + 1)}`, 12 + MAX_DEPTH],
    ['a hundred thousand', '['.repeat(100_000), MAX_DEPTH],
  ])('%s', (_, text, offset) => expect(placeOf(text)).toBe(offset));
});

describe('what only looks deep is left alone', () => {
  test.each([
    ['just as deep as allowed', `${'['.repeat(MAX_DEPTH)}${']'.repeat(MAX_DEPTH)}`],
    ['brackets in quotes', `a: "${'['.repeat(200)}"`],
    ['brackets in plain text', `a: b${'['.repeat(200)}`],
    ['brackets in a block of text', `a: |\n  ${'{'.repeat(200)}`],
    ['brackets in a comment', `a: b # ${'['.repeat(200)}`],
    ['one after the other', `a: [${'[], '.repeat(200)}]`],
    ['a rule of dashes', `a: b ${'- '.repeat(200)}`],
    ['a long list', '- a\n'.repeat(200)],
  ])('%s', (_, text) => expect(placeOf(text)).toBeUndefined());
});
