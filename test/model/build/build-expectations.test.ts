import { describe, expect, test } from 'vitest';
import { assertionName } from '../../../src/model/expectation.ts';
import { endpointOf, entryProblems } from '../../support/api-of.ts';

const namesOf = (expectation: string) =>
  endpointOf(`{ request: GET /a, expect: ${expectation} }`).expectations.map(assertionName);

describe('every request expects a status:', () => {
  test.each<[string, string[]]>([
    ['{}', ['Status is 2xx']],
    ['422', ['Status is 422']],
    ['2xx', ['Status is 2xx']],
    ['4XX', ['Status is 4xx']],
    ['[200, 304]', ['Status is 200 or 304']],
    ['[2xx, 404]', ['Status is 2xx or 404']],
    ['{ status: 201 }', ['Status is 201']],
    ['{ status: [200, 3xx] }', ['Status is 200 or 3xx']],
  ])('%s', (expectation, want) => {
    expect(namesOf(expectation)).toEqual(want);
  });

  test('without `expect`, any 2xx', () => {
    expect(endpointOf('GET /a').expectations).toMatchObject([{ kind: 'status', ranges: [{ from: 200, to: 299 }] }]);
  });
});

describe('assertions are named after the expectations, and in the same order:', () => {
  test.each<[string, string[]]>([
    [
      '{ headers: { Content-Type: json, ETag: true, Set-Cookie: false, X-Count: 1.10 } }',
      ['Content-Type contains json', 'ETag is present', 'Set-Cookie is absent', 'X-Count contains 1.10'],
    ],
    ['{ body: { a: 1 } }', ['Body has the expected values']],
    ['{ body: null }', ['Body has the expected values']],
    ['{ text: a }', ['Body has the text']],
    ['{ text: [a, b] }', ['Body has the text', 'Body has the text (2)']],
    ['{ schema: { type: object } }', ['Body matches the schema']],
    ['{ time: 500ms }', ['Response time is at most 500 ms']],
    [
      '{ time: 2s, text: a, status: 200, body: [] }',
      ['Status is 200', 'Body has the expected values', 'Body has the text', 'Response time is at most 2000 ms'],
    ],
  ])('%s', (expectation, want) => {
    expect(namesOf(expectation).filter((name, index) => name !== 'Status is 2xx' || index > 0)).toEqual(want);
  });
});

test('the origin of each expectation is its line in the list', () => {
  const { expectations } = endpointOf('request: GET /a\nexpect:\n  headers:\n    ETag: true\n  body: { a: 1 }');
  const lines = expectations.map(({ origin }) => origin.source.text.slice(0, origin.start).split('\n').length);
  expect(expectations.map((expectation) => expectation.kind)).toEqual(['status', 'header', 'body']);
  expect(lines).toEqual([5, 8, 9]);
});

// The expectation starts in column 32.
test.each<[string, string[]]>([
  ['99', ['bad-expectation 5:32']],
  ['600', ['bad-expectation 5:32']],
  ['20x', ['bad-expectation 5:32']],
  ['OK', ['bad-expectation 5:32']],
  ['2.0e2', ['bad-expectation 5:32']],
  ['[200, 999]', ['bad-expectation 5:38']],
  ['{ time: 500 ms }', ['bad-expectation 5:40']],
  ['{ time: 0s }', ['bad-expectation 5:40']],
  ['{ time: 0ms }', ['bad-expectation 5:40']],
  ['{ time: soon }', ['bad-expectation 5:40']],
  ['{ headers: { "a b": 1 } }', ['bad-header-name 5:45']],
  ['{ body: { a: 1.0 } }', ['number-changes 5:45']],
  ['{ text: "{{nope}}" }', ['undeclared-variable 5:41']],
  ['{ stauts: 200 }', ['unknown-key 5:34']],
])('expect: %s is reported: %j', (expectation, want) => {
  expect(entryProblems(`{ request: GET /a, expect: ${expectation} }`)).toEqual(want);
});
