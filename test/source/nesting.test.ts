import { describe, expect, test } from 'vitest';
import { checkDepth, MAX_DEPTH } from '../../src/source/nesting.ts';
import { toSource } from '../../src/source/read.ts';

const placeOf = (text: string) => {
  const found = checkDepth(toSource('a.yaml', text));
  expect(found?.code ?? 'yaml-depth').toBe('yaml-depth');
  return found?.range?.start.offset;
};

describe('text that is nested too deep is reported before it is parsed', () => {
  test.each([
    ['brackets', '['.repeat(MAX_DEPTH + 1), MAX_DEPTH],
    ['braces', '{'.repeat(MAX_DEPTH + 1), MAX_DEPTH],
    ['brackets and braces', '[{'.repeat(MAX_DEPTH), MAX_DEPTH],
    ['dashes', '- '.repeat(MAX_DEPTH + 1), MAX_DEPTH * 2],
    ['after other lines', `a: b\n# é\nc: ${'['.repeat(MAX_DEPTH + 1)}`, 12 + MAX_DEPTH],
    ['a hundred thousand brackets', '['.repeat(100_000), MAX_DEPTH],
  ])('%s', (_, text, offset) => expect(placeOf(text)).toBe(offset));
});

describe('text that only looks deep is accepted', () => {
  test.each([
    ['exactly as deep as the limit', `${'['.repeat(MAX_DEPTH)}${']'.repeat(MAX_DEPTH)}`],
    ['brackets in quotes', `a: "${'['.repeat(200)}"`],
    ['brackets in plain text', `a: b${'['.repeat(200)}`],
    ['brackets in a block of text', `a: |\n  ${'{'.repeat(200)}`],
    ['brackets in a comment', `a: b # ${'['.repeat(200)}`],
    ['many brackets, each of them closed', `a: [${'[], '.repeat(200)}]`],
    ['many dashes on one line', `a: b ${'- '.repeat(200)}`],
    ['a long list', '- a\n'.repeat(200)],
  ])('%s', (_, text) => expect(placeOf(text)).toBeUndefined());
});
