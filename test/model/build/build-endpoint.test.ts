import { describe, expect, test } from 'vitest';
import { endpointsOf } from '../../../src/model/api.ts';
import { apiOf, listWith } from '../../support/api-of.ts';

/** The variables used by each request of a list, except `base_url`. */
const usesOf = (entries: string | string[], above = '') =>
  endpointsOf(apiOf(listWith(entries, above)).items).map(({ uses }) =>
    [...uses].filter((variable) => variable !== 'base_url'),
  );

describe('a request uses the variables in', () => {
  test.each<[string, string, string[]]>([
    ['a plain path, which has none', 'GET /a', []],
    ['its path', 'GET /a/{{id}}', ['id']],
    ['a path parameter without a value, which is read from the variable of that name', 'GET /a/{id}', ['id']],
    ['the value of a path parameter', '{ request: "GET /a/{id}", path: { id: "{{login}}" } }', ['login']],
    ['a query in the URL', 'GET /a?x={{id}}', ['id']],
    ['a query in the long form', '{ request: GET /a, query: { x: ["{{id}}", "{{login}}"] } }', ['id', 'login']],
    ['a header', '{ request: GET /a, headers: { X-A: "{{id}}" } }', ['id']],
    ['a JSON body', '{ request: POST /a, json: { a: [{ b: "{{id}}" }] } }', ['id']],
    ['a form', '{ request: POST /a, form: { a: "{{id}}" } }', ['id']],
    ['a text body', '{ request: POST /a, text: "{{id}}" }', ['id']],
    ['an expectation', '{ request: GET /a, expect: { body: { a: "{{id}}" } } }', ['id']],
    ['a different base URL', 'GET {{other}}/a', ['other']],
  ])('%s', (_, entry, want) => {
    expect(usesOf(entry)).toEqual([want]);
  });
});

describe('a request does not use the variables in', () => {
  test.each<[string, string]>([
    [
      'a saved example',
      '{ request: GET /a, examples: [{ name: E, headers: { A: "{{id}}" }, body: { a: "{{login}}" } }] }',
    ],
    ['a disabled query parameter', '{ request: GET /a, query: { x: { value: "{{id}}", disabled: true } } }'],
    ['a disabled header', '{ request: GET /a, headers: { X-A: { value: "{{id}}", disabled: true } } }'],
    ['a disabled form field', '{ request: POST /a, form: { x: { value: "{{id}}", disabled: true } } }'],
    ['a dynamic variable, such as {{$guid}}', 'GET /a/{{$guid}}'],
    ['its own save', '{ request: GET /a, save: { fresh: $.a } }'],
  ])('%s', (_, entry) => {
    expect(usesOf(entry)).toEqual([[]]);
  });

  test('a disabled parameter, unless an enabled one has them too', () => {
    const query = '{ x: "{{id}}", y: { value: "{{id}}", disabled: true }, z: { value: "{{login}}", disabled: true } }';
    expect(usesOf(`{ request: GET /a, query: ${query} }`)).toEqual([['id']]);
  });
});

describe('variables in inherited headers', () => {
  test('of a folder are used by the requests inside it only', () => {
    const folder = '{ folder: F, headers: { X-A: "{{id}}" }, endpoints: [GET /b, GET /c] }';
    expect(usesOf(['GET /a', folder, 'GET /d'])).toEqual([[], ['id'], ['id'], []]);
  });

  test('of the list are used by all requests', () => {
    expect(usesOf(['GET /a', '{ folder: F, endpoints: [GET /b] }'], 'headers: { X-A: "{{id}}" }')).toEqual([
      ['id'],
      ['id'],
    ]);
  });

  test.each(['"{{login}}"', '{ value: "{{id}}", disabled: true }'])(
    'are not used by a request that replaces the header with %s',
    (value) => {
      const folder = `{ folder: F, headers: { X-A: "{{id}}" }, endpoints: [{ request: GET /b, headers: { x-a: ${value} } }] }`;
      expect(usesOf(folder)).toEqual([value.includes('login') ? ['login'] : []]);
    },
  );
});
