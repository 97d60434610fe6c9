import { expect, test } from 'vitest';
import { endpointsOf } from '../../src/model/api.ts';
import { type Answer, answerTo } from '../../src/server/answer.ts';
import { resolveJson } from '../../src/server/resolve-json.ts';
import { apiOf } from '../support/api-of.ts';

const values = { login: 'jane', size: '5', quoted: 'a "b" \\ c' };

/** The answer for the only endpoint of a list. `keys` are more YAML keys of that endpoint. */
function answer(keys: string): {
  answer: Answer;
  values: Map<string, string>;
  json: unknown;
  type: string | undefined;
} {
  const api = apiOf(`name: One
variables: { login: jane, size: 5, quoted: x }
environments: { dev: { base_url: "http://localhost:1" } }
endpoints:
  - name: One
    request: GET /{login}/{size}/{quoted}
    ${keys.replaceAll('\n', '\n    ')}
`);
  const [endpoint] = endpointsOf(api.items);
  if (!endpoint) throw new Error('the list has an endpoint');
  const context = { values: new Map(Object.entries(values)), typed: new Set(['size']) };
  const given = answerTo(endpoint, context);
  const type = given.headers.find(([key]) => key.toLowerCase() === 'content-type')?.[1];
  const json = type === 'application/json' ? JSON.parse(given.body) : undefined;
  return { answer: given, values: context.values, json, type };
}

test.each<[string, string, number, unknown]>([
  ['no expectation: an empty object', '', 200, {}],
  ['a status: the status', 'expect: 201', 201, {}],
  ['several statuses: the first', 'expect: [404, 200]', 404, {}],
  ['a class of statuses: the lowest', 'expect: 4xx', 400, {}],
  ['1xx, which is not a final answer: 200', 'expect: 1xx', 200, {}],
  [
    'a body: the body with variables filled in',
    'expect: { body: { Login: "{{login}}", n: [1, { deep: null }] } }',
    200,
    { Login: 'jane', n: [1, { deep: null }] },
  ],
  [
    'a body with a number variable: a number',
    'expect: { body: { n: "{{size}}", t: "{{size}} x" } }',
    200,
    { n: 5, t: '5 x' },
  ],
  [
    'a schema: a sample of the schema',
    'expect: { schema: { required: [a], properties: { a: { type: integer } } } }',
    200,
    { a: 0 },
  ],
  [
    'a schema and a body: the sample with the values of the body',
    'expect: { schema: { required: [a, b] }, body: { a: 9 } }',
    200,
    { a: 9, b: 'value' },
  ],
  ['a save: a value at its path', 'save: { id: "$.data.items[0].id" }', 200, { data: { items: [{ id: 'saved-id' }] } }],
  ['a save from the last item: a list with the value', 'save: { id: "$.items[-1]" }', 200, { items: ['saved-id'] }],
  [
    'a save of an expected value: the expected value',
    'expect: { body: { id: 5 } }\nsave: { id: $.id }',
    200,
    { id: 5 },
  ],
  [
    'a save and a body: the body with the saved value added',
    'expect: { body: { a: { b: 1 } } }\nsave: { id: $.a.id }',
    200,
    { a: { b: 1, id: 'saved-id' } },
  ],
  ['an example: its body', 'examples: [{ name: Found, body: { Login: "{{login}}" } }]', 200, { Login: 'jane' }],
  [
    'several examples: the body of the example with the expected status',
    'expect: 404\nexamples: [{ name: A, body: { a: 1 } }, { name: B, status: 404, body: { b: 1 } }]',
    404,
    { b: 1 },
  ],
  ['an example with another status: an empty object', 'expect: 404\nexamples: [{ name: A, body: { a: 1 } }]', 404, {}],
])('the answer for %s', (_, keys, status, json) => {
  const given = answer(keys);
  expect(given.answer.status).toBe(status);
  expect(given.json).toEqual(json);
});

test('values in the JSON of an example are escaped', () => {
  expect(answer('examples: [{ name: Found, body: { q: "{{quoted}}" } }]').json).toEqual({ q: values.quoted });
});

test.each([
  ['204', 'expect: 204'],
  ['304', 'expect: 304'],
])('an answer with status %s has no body', (_, keys) => {
  expect(answer(keys).answer.body).toBe('');
});

test('if several texts are expected, the answer is plain text with all of them', () => {
  const { answer: given, type } = answer('expect: { text: [Hello, "{{login}}"] }');
  expect([given.body, type]).toEqual(['Hello\njane', 'text/plain; charset=utf-8']);
});

test('the answer for a text example is plain text', () => {
  const { answer: given, type } = answer('examples: [{ name: Found, body: "Hello {{login}}" }]');
  expect([given.body, type]).toEqual(['Hello jane', 'text/plain; charset=utf-8']);
});

test.each<[string, string, [string, string][]]>([
  ['an expected value', 'expect: { headers: { X-A: "for {{login}}" } }', [['X-A', 'for jane']]],
  ['an expected header without a value', 'expect: { headers: { ETag: true } }', [['ETag', 'present']]],
  ['a header expected to be absent', 'expect: { headers: { ETag: false } }', []],
  [
    'an expected content type, which replaces the default',
    'expect: { headers: { content-type: application/problem+json } }',
    [['content-type', 'application/problem+json']],
  ],
  [
    'a header in an example, which takes precedence over the expected value',
    'expect: { headers: { X-A: b } }\nexamples: [{ name: F, headers: { x-a: abc }, body: {} }]',
    [['x-a', 'abc']],
  ],
])('headers of the answer for %s', (_, keys, headers) => {
  const own = answer(keys).answer.headers.filter(([key]) => key !== 'Content-Type');
  expect(own).toEqual(headers);
});

test('saved values are set for later answers', () => {
  const { answer: given, values: after } = answer(
    'save: { id: { header: Location, match: "[^/]+$" }, tag: { header: ETag } }',
  );
  expect(given.headers.slice(0, 2)).toEqual([
    ['Location', '/saved/saved-id'],
    ['ETag', 'saved-tag'],
  ]);
  expect([after.get('id'), after.get('tag')]).toEqual(['saved-id', 'saved-tag']);
});

test('a header has a value for a group that may be left out, because scripts save only the group', () => {
  const { values: after } = answer(
    'expect: { headers: { Location: "/items/" } }\nsave: { id: { header: Location, match: "/items/(x)?" } }',
  );
  expect(after.get('id')).toBe('x');
});

test.each<[string, unknown, unknown]>([
  ['text', 'x {{login}}', 'x jane'],
  ['a number variable', '{{size}}', 5],
  ['a text variable', '{{login}}', 'jane'],
  ['an unknown variable, which is kept', '{{nobody}}', '{{nobody}}'],
  ['nested values', [{ a: ['{{size}}', null, true, 1] }], [{ a: [5, null, true, 1] }]],
])('resolveJson fills in %s', (_, json, want) => {
  expect(resolveJson(json as never, new Map(Object.entries(values)), new Set(['size']))).toEqual(want);
});
