import { describe, expect, test } from 'vitest';
import { endpointsOf } from '../../../src/model/api.ts';
import { apiOf, listWith } from '../../support/api-of.ts';

/** The variables that each request of a list needs, besides `base_url`. */
const usesOf = (entries: string | string[], above = '') =>
  endpointsOf(apiOf(listWith(entries, above)).items).map(({ uses }) => [...uses].filter((one) => one !== 'base_url'));

describe('a request needs what it is made of', () => {
  test.each<[string, string, string[]]>([
    ['nothing', 'GET /a', []],
    ['a variable in the path', 'GET /a/{{id}}', ['id']],
    ['a parameter without a value', 'GET /a/{id}', ['id']],
    ['a parameter with a value', '{ request: "GET /a/{id}", path: { id: "{{login}}" } }', ['login']],
    ['the query as it is written', 'GET /a?x={{id}}', ['id']],
    ['the query, in the long form', '{ request: GET /a, query: { x: ["{{id}}", "{{login}}"] } }', ['id', 'login']],
    ['a header', '{ request: GET /a, headers: { X-A: "{{id}}" } }', ['id']],
    ['a JSON body', '{ request: POST /a, json: { a: [{ b: "{{id}}" }] } }', ['id']],
    ['a form', '{ request: POST /a, form: { a: "{{id}}" } }', ['id']],
    ['a text', '{ request: POST /a, text: "{{id}}" }', ['id']],
    ['an expectation', '{ request: GET /a, expect: { body: { a: "{{id}}" } } }', ['id']],
    ['a base of its own', 'GET {{other}}/a', ['other']],
  ])('%s', (_, entry, want) => {
    expect(usesOf(entry)).toEqual([want]);
  });
});

describe('and nothing else', () => {
  test.each<[string, string]>([
    [
      'a saved example',
      '{ request: GET /a, examples: [{ name: E, headers: { A: "{{id}}" }, body: { a: "{{login}}" } }] }',
    ],
    ['a query that is switched off', '{ request: GET /a, query: { x: { value: "{{id}}", disabled: true } } }'],
    ['a header that is switched off', '{ request: GET /a, headers: { X-A: { value: "{{id}}", disabled: true } } }'],
    ['a field that is switched off', '{ request: POST /a, form: { x: { value: "{{id}}", disabled: true } } }'],
    ['a dynamic variable', 'GET /a/{{$guid}}'],
    ['what it saves', '{ request: GET /a, save: { fresh: $.a } }'],
  ])('%s', (_, entry) => {
    expect(usesOf(entry)).toEqual([[]]);
  });

  test('a place that is switched off takes nothing from one that is not', () => {
    const query = '{ x: "{{id}}", y: { value: "{{id}}", disabled: true }, z: { value: "{{login}}", disabled: true } }';
    expect(usesOf(`{ request: GET /a, query: ${query} }`)).toEqual([['id']]);
  });
});

describe('headers that come from above', () => {
  test('are needed by the requests inside, and not by the one before', () => {
    const folder = '{ folder: F, headers: { X-A: "{{id}}" }, endpoints: [GET /b, GET /c] }';
    expect(usesOf(['GET /a', folder, 'GET /d'])).toEqual([[], ['id'], ['id'], []]);
  });

  test('of the list are needed by all', () => {
    expect(usesOf(['GET /a', '{ folder: F, endpoints: [GET /b] }'], 'headers: { X-A: "{{id}}" }')).toEqual([
      ['id'],
      ['id'],
    ]);
  });

  test.each(['"{{login}}"', '{ value: "{{id}}", disabled: true }'])(
    'count no more when the request writes %s',
    (value) => {
      const folder = `{ folder: F, headers: { X-A: "{{id}}" }, endpoints: [{ request: GET /b, headers: { x-a: ${value} } }] }`;
      expect(usesOf(folder)).toEqual([value.includes('login') ? ['login'] : []]);
    },
  );
});
