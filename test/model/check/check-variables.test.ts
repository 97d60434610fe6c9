import { describe, expect, test } from 'vitest';
import { problemsOf } from '../../support/api-of.ts';

const list = (variables: string, environments: string, entries: string) =>
  problemsOf(`name: Test\nvariables: ${variables}\nenvironments: ${environments}\nendpoints: [${entries}]\n`).filter(
    (one) => !one.startsWith('unused-variable'),
  );
const dev = '{ dev: { base_url: https://api.test } }';

describe('a path parameter that nearly has the name of a variable', () => {
  // The first entry starts in column 13, a URL of its own in column 18.
  test.each<[string, string, string, string[]]>([
    ['a slip', '{ order_id: 7 }', '"GET /a/{oder_id}"', ['implied-variable 4:21']],
    ['the name itself', '{ order_id: 7 }', '"GET /a/{order_id}"', []],
    ['another name', '{ order_id: 7 }', '"GET /a/{colour}"', []],
    ['a value of its own', '{ order_id: 7 }', '{ request: "GET /a/{oder_id}", path: { oder_id: 1 } }', []],
    [
      'a variable that is saved',
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
      'beside one that has it',
      '{}',
      '{ dev: { base_url: https://a.test }, b: { x: 1 } }',
      'GET /a',
      ['no-base-url 3:52'],
    ],
    ['the list has it', '{ base_url: https://a.test }', '{ dev: { x: 1 } }', 'GET /a', []],
    ['nothing needs it', '{}', '{ dev: { base_url: https://a.test }, b: { x: 1 } }', 'GET https://b.test/a', []],
    ['no environment has it', '{}', '{ dev: { x: 1 } }', 'GET /a', ['undeclared-variable 4:17']],
  ])('%s', (_, variables, environments, entries, want) => {
    expect(list(variables, environments, entries)).toEqual(want);
  });
});
