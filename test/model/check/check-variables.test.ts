import { describe, expect, test } from 'vitest';
import { problemsOf } from '../../support/api-of.ts';

const list = (variables: string, environments: string, entries: string) =>
  problemsOf(`name: Test\nvariables: ${variables}\nenvironments: ${environments}\nendpoints: [${entries}]\n`).filter(
    (problem) => !problem.startsWith('unused-variable'),
  );
const dev = '{ dev: { base_url: https://api.test } }';

describe('a path parameter whose name resembles a variable', () => {
  // The first entry starts in column 13, and its URL in column 18.
  test.each<[string, string, string, string[]]>([
    ['a misspelled name', '{ order_id: 7 }', '"GET /a/{oder_id}"', ['implied-variable 4:21']],
    ['the exact name', '{ order_id: 7 }', '"GET /a/{order_id}"', []],
    ['an unrelated name', '{ order_id: 7 }', '"GET /a/{colour}"', []],
    [
      'a misspelled name with an explicit value',
      '{ order_id: 7 }',
      '{ request: "GET /a/{oder_id}", path: { oder_id: 1 } }',
      [],
    ],
    [
      'the name of a saved variable',
      '{ order_id: 7 }',
      '{ request: GET /a, save: { oder_id: $.a } }, "GET /a/{oder_id}"',
      [],
    ],
  ])('%s', (_, variables, entries, want) => {
    expect(list(variables, dev, entries)).toEqual(want);
  });
});

describe('an environment without a base URL', () => {
  test.each<[string, string, string, string, string[]]>([
    [
      'is reported if another environment has one',
      '{}',
      '{ dev: { base_url: https://a.test }, b: { x: 1 } }',
      'GET /a',
      ['no-base-url 3:52'],
    ],
    ['is fine if the list has one', '{ base_url: https://a.test }', '{ dev: { x: 1 } }', 'GET /a', []],
    [
      'is fine if no request uses it',
      '{}',
      '{ dev: { base_url: https://a.test }, b: { x: 1 } }',
      'GET https://b.test/a',
      [],
    ],
    [
      'is reported at the request if no environment has one',
      '{}',
      '{ dev: { x: 1 } }',
      'GET /a',
      ['undeclared-variable 4:17'],
    ],
  ])('%s', (_, variables, environments, entries, want) => {
    expect(list(variables, environments, entries)).toEqual(want);
  });
});
