import { describe, expect, test } from 'vitest';
import { didYouMean, editDistance, suggest, suggestOr } from '../../src/diagnostics/did-you-mean.ts';

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
    ['one letter too many', 'naame', 'name'],
    ['one letter is missing', 'quey', 'query'],
    ['two letters are swapped', 'fomr', 'form'],
    ['another case', 'Headers', 'headers'],
    ['two mistakes in a long word', 'haeder', 'headers'],
    ['a short word', 'gte', 'GET'],
  ])('%s', (_, word, wanted) => expect(didYouMean(word, known)).toBe(wanted));

  test.each(['colour', 'x', 'identities'])('"%s" is not similar to any known word', (word) =>
    expect(didYouMean(word, known)).toBeUndefined(),
  );
  test('prefers the nearest of several similar words', () =>
    expect(didYouMean('reuest', ['quest', 'request', 'guest'])).toBe('request'));
});

describe('suggest', () => {
  test('names a similar word', () => expect(suggest('qeury', ['name', 'query'])).toMatch(/"query"/));
  test('lists the known words when none is similar', () =>
    expect(suggest('x', ['name', 'query'])).toMatch(/name, query$/));
  test('lists at most sixteen words', () => {
    const many = Array.from({ length: 40 }, (_, index) => `word-${index}`);
    expect(suggest('x', many)).toMatch(/word-15, …$/);
  });
  test('has another hint when there are no known words', () => expect(suggest('x', [])).toBe('remove it'));
});

test.each([
  ['a question stays a question', ['GET'], 'did you mean "GET"? Or declare it'],
  ['a list is followed by the other way out', ['POST'], 'use one of: POST; or declare it'],
])('suggestOr: %s', (_, known, hint) => expect(suggestOr('GETT', known, 'or declare it')).toBe(hint));
