import { expect, test } from 'vitest';
import { isToken } from '../../src/notation/http-token.ts';
import { knownMethods, prunedMethods, safeMethods } from '../../src/notation/methods.ts';

test.each([
  ['GET', true],
  ['X-Rate.Limit', true],
  ["!#$%&'*+.^_`|~-", true],
  ['', false],
  ['A B', false],
  ['A:B', false],
  ['A\r\n', false],
  ['É', false],
  ['(A)', false],
])('isToken(%j) is %j', (text, want) => {
  expect(isToken(text)).toBe(want);
});

test('the known methods and the safe methods are exactly these', () => {
  const promised = 'GET HEAD OPTIONS POST PUT PATCH DELETE QUERY PROPFIND MKCOL COPY MOVE LOCK UNLOCK PURGE';
  expect(knownMethods).toEqual(promised.split(' '));
  expect([...safeMethods]).toEqual(['GET', 'HEAD', 'OPTIONS']);
});

test('the methods whose body Postman does not send are known methods', () => {
  expect(knownMethods).toEqual(expect.arrayContaining([...prunedMethods]));
});
