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

describe('suggest finds words by their parts before similar ones', () => {
  const templates = [
    'auth0',
    'basic',
    'none',
    'oauth2-password',
    'oauth2-client-credentials',
    'pydio-cells',
    'pydio-v1',
  ];
  test.each([
    ['a prefix', 'oauth2', 'did you mean "oauth2-password" or "oauth2-client-credentials"?'],
    ['a word inside', 'Password', 'did you mean "oauth2-password"?'],
    ['several words', 'pydio', 'did you mean "pydio-cells" or "pydio-v1"?'],
    ['a typing error', 'bassic', 'did you mean "basic"?'],
    ['one letter at the start', 'uth0', 'did you mean "auth0"?'],
  ])('%s', (_, word, hint) => expect(suggest(word, templates)).toBe(hint));

  test('but not another word with a negation', () => {
    expect(suggest('oauth1', ['bearer', 'noauth'])).toBe('use one of: bearer, noauth');
  });
  test('many such words come first in a list that is cut', () => {
    const many = [...Array.from({ length: 20 }, (_, index) => `a${index}`), ...[1, 2, 3, 4, 5].map((n) => `shop-${n}`)];
    expect(suggest('shop', many)).toBe(
      'use one of: shop-1, shop-2, shop-3, shop-4, shop-5, a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, …',
    );
  });
  test('a word of one or two letters is not a part', () => expect(suggest('sh', ['shop-1'])).toMatch(/^use one of/));
});

test.each([
  ['a question stays a question', ['GET'], 'did you mean "GET"? Or declare it'],
  ['a list is followed by the other way out', ['POST'], 'use one of: POST; or declare it'],
])('suggestOr: %s', (_, known, hint) => expect(suggestOr('GETT', known, 'or declare it')).toBe(hint));
