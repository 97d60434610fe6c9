import { describe, expect, test } from 'vitest';
import { didYouMean, editDistance, suggest } from '../../src/diagnostics/did-you-mean.ts';

describe('editDistance', () => {
  test.each([
    ['', '', 0],
    ['get', 'get', 0],
    ['', 'get', 3],
    ['get', 'gett', 1],
    ['get', 'et', 1],
    ['get', 'gut', 1],
    ['get', 'gte', 1],
    ['kitten', 'sitting', 3],
    ['header', 'heders', 2],
  ])('"%s" to "%s" is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe('didYouMean', () => {
  const known = ['name', 'headers', 'query', 'form', 'GET'];
  test.each([
    ['a letter too many', 'naame', 'name'],
    ['a letter too few', 'quey', 'query'],
    ['two letters swapped', 'fomr', 'form'],
    ['capitals', 'Headers', 'headers'],
    ['two slips in a long word', 'haeder', 'headers'],
    ['a short word', 'gte', 'GET'],
  ])('%s', (_, word, wanted) => expect(didYouMean(word, known)).toBe(wanted));

  test.each(['colour', 'x', 'identities'])('"%s" is like none of them', (word) =>
    expect(didYouMean(word, known)).toBeUndefined(),
  );
  test('the nearest of several wins', () =>
    expect(didYouMean('reuest', ['quest', 'request', 'guest'])).toBe('request'));
});

describe('suggest', () => {
  test('names the near word', () => expect(suggest('qeury', ['name', 'query'])).toMatch(/"query"/));
  test('lists all when none is near', () => expect(suggest('x', ['name', 'query'])).toMatch(/name, query$/));
  test('lists no more than fit', () => {
    const many = Array.from({ length: 40 }, (_, index) => `word-${index}`);
    expect(suggest('x', many)).toMatch(/word-15, …$/);
  });
  test('says what to do when nothing is known', () => expect(suggest('x', [])).not.toBe(''));
});
