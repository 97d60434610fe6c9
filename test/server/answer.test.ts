import { expect, test } from 'vitest';
import { endpointsOf } from '../../src/model/api.ts';
import { type Answer, answerTo } from '../../src/server/answer.ts';
import { resolveJson } from '../../src/server/resolve-json.ts';
import { apiOf } from '../support/api-of.ts';

const values = { login: 'jane', size: '5', quoted: 'a "b" \\ c' };

/** What is answered to the one endpoint of a list, whose further keys are given. */
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
  ['nothing is expected: an empty object', '', 200, {}],
  ['a status', 'expect: 201', 201, {}],
  ['the first of several', 'expect: [404, 200]', 404, {}],
  ['a class of statuses', 'expect: 4xx', 400, {}],
  ['1xx, which is no answer', 'expect: 1xx', 200, {}],
  [
    'a body',
    'expect: { body: { Login: "{{login}}", n: [1, { deep: null }] } }',
    200,
    { Login: 'jane', n: [1, { deep: null }] },
  ],
  ['a typed variable is a number', 'expect: { body: { n: "{{size}}", t: "{{size}} x" } }', 200, { n: 5, t: '5 x' }],
  [
    'what the schema asks for',
    'expect: { schema: { required: [a], properties: { a: { type: integer } } } }',
    200,
    { a: 0 },
  ],
  [
    'the body says more than the schema',
    'expect: { schema: { required: [a, b] }, body: { a: 9 } }',
    200,
    { a: 9, b: 'value' },
  ],
  ['a value to save', 'save: { id: "$.data.items[0].id" }', 200, { data: { items: [{ id: 'saved-id' }] } }],
  ['a value to save from the end', 'save: { id: "$.items[-1]" }', 200, { items: ['saved-id'] }],
  ['a value to save that is expected already', 'expect: { body: { id: 5 } }\nsave: { id: $.id }', 200, { id: 5 }],
  [
    'a save beside what is expected',
    'expect: { body: { a: { b: 1 } } }\nsave: { id: $.a.id }',
    200,
    { a: { b: 1, id: 'saved-id' } },
  ],
  ['an example', 'examples: [{ name: Found, body: { Login: "{{login}}" } }]', 200, { Login: 'jane' }],
  [
    'the example whose status is expected',
    'expect: 404\nexamples: [{ name: A, body: { a: 1 } }, { name: B, status: 404, body: { b: 1 } }]',
    404,
    { b: 1 },
  ],
  ['no example when none has the status', 'expect: 404\nexamples: [{ name: A, body: { a: 1 } }]', 404, {}],
])('%s', (_, keys, status, json) => {
  const given = answer(keys);
  expect(given.answer.status).toBe(status);
  expect(given.json).toEqual(json);
});

test('an example is JSON whatever the values are', () => {
  expect(answer('examples: [{ name: Found, body: { q: "{{quoted}}" } }]').json).toEqual({ q: values.quoted });
});

test.each([
  ['204', 'expect: 204'],
  ['304', 'expect: 304'],
])('%s has no body', (_, keys) => {
  expect(answer(keys).answer.body).toBe('');
});

test('text that is expected is answered as text, all of it', () => {
  const { answer: given, type } = answer('expect: { text: [Hello, "{{login}}"] }');
  expect([given.body, type]).toEqual(['Hello\njane', 'text/plain; charset=utf-8']);
});

test('an example that is text is text', () => {
  const { answer: given, type } = answer('examples: [{ name: Found, body: "Hello {{login}}" }]');
  expect([given.body, type]).toEqual(['Hello jane', 'text/plain; charset=utf-8']);
});

test.each<[string, string, [string, string][]]>([
  ['a header with a value', 'expect: { headers: { X-A: "for {{login}}" } }', [['X-A', 'for jane']]],
  ['a header that is to be there', 'expect: { headers: { ETag: true } }', [['ETag', 'present']]],
  ['a header that is not', 'expect: { headers: { ETag: false } }', []],
  [
    'a content type takes the place of ours',
    'expect: { headers: { content-type: application/problem+json } }',
    [['content-type', 'application/problem+json']],
  ],
  [
    'the headers of an example come before what is expected',
    'expect: { headers: { X-A: b } }\nexamples: [{ name: F, headers: { x-a: abc }, body: {} }]',
    [['x-a', 'abc']],
  ],
])('%s', (_, keys, headers) => {
  const own = answer(keys).answer.headers.filter(([key]) => key !== 'Content-Type');
  expect(own).toEqual(headers);
});

test('values that are saved are known to later answers', () => {
  const { answer: given, values: after } = answer(
    'save: { id: { header: Location, match: "[^/]+$" }, tag: { header: ETag } }',
  );
  expect(given.headers.slice(0, 2)).toEqual([
    ['Location', '/saved/saved-id'],
    ['ETag', 'saved-tag'],
  ]);
  expect([after.get('id'), after.get('tag')]).toEqual(['saved-id', 'saved-tag']);
});

test.each<[string, unknown, unknown]>([
  ['text', 'x {{login}}', 'x jane'],
  ['one typed variable', '{{size}}', 5],
  ['one variable of text', '{{login}}', 'jane'],
  ['an unknown one stays', '{{nobody}}', '{{nobody}}'],
  ['everything below', [{ a: ['{{size}}', null, true, 1] }], [{ a: [5, null, true, 1] }]],
])('JSON with variables: %s', (_, json, want) => {
  expect(resolveJson(json as never, new Map(Object.entries(values)), new Set(['size']))).toEqual(want);
});
