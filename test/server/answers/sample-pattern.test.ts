import { describe, expect, test } from 'vitest';
import { samplePattern } from '../../../src/server/answers/sample-pattern.ts';

describe('a text that a pattern matches, with the value to save in it', () => {
  test.each([
    ['the value alone, if there is no group', '[^/]+$', 'v1'],
    ['the value in the first group', 'name="csrf" value="([^"]+)"', 'name="csrf" value="v1"'],
    ['the value in a group with a name', 'token=(?<token>[^&]+)&', 'token=v1&'],
    ['digits, where the value does not fit', '<Number>(\\d+)</Number>', '<Number>0</Number>'],
    ['a repeated part as often as needed', 'id-([0-9a-f]{8})', 'id-aaaaaaaa'],
    ['the first alternative', '(?:new|old)-(.+)', 'new-v1'],
    ['the same text for a back reference', '<(b|i)>(x)</\\1>', '<b>x</b>'],
    ['nothing for the edges of the text', '^/items/(.+)$', '/items/v1'],
    ['an optional part', 'https?://a/(.+)', 'https://a/v1'],
  ])('%s', (_, pattern, text) => {
    expect(samplePattern(pattern, 'v1')).toBe(text);
    expect(text).toMatch(new RegExp(pattern));
  });

  test.each([
    ['is not a regular expression', '[^'],
    ['matches nothing', 'a(?!b)bc(?=d)e'],
    ['saves only empty texts', '()'],
  ])('is not found for a pattern that %s', (_, pattern) => {
    expect(samplePattern(pattern, 'v1')).toBeUndefined();
  });
});
