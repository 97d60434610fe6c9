import { expect, test } from 'vitest';
import { savedPart } from '../../../src/server/answers/saved-part.ts';

test.each<[string, string, string | undefined]>([
  ['[^/]+$', '/users/42', '42'],
  ['users/(\\d)(\\d)', '/users/42', '4'],
  ['users/(\\d)?', '/users/', undefined],
  ['users/(\\d*)', '/users/', ''],
  ['^users', '/users/', undefined],
])('%s in %s saves %j', (pattern, text, want) => {
  expect(savedPart(pattern, text)).toBe(want);
});
