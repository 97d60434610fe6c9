import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/postman/v2/judge.ts';
import { toCollection } from '../../../src/postman/v2/to-collection.ts';
import type { Collection } from '../../../src/postman/v2/types.ts';
import { readScripts } from '../../../src/source/templates.ts';
import { apiOf, listWith } from '../../support/api-of.ts';
import { urlForms } from '../../support/url-forms.ts';

const api = apiOf(`
name: Test
auth: pydio-cells-v1
environments: { dev: { base_url: https://api.test } }
endpoints:
  - { name: One, request: "GET /one/{id}?x=1", headers: { X-A: a }, save: { kept: $.k } }
  - { name: Two, request: POST /two, auth: none, json: { a: 1 }, expect: 201, before: "own();" }
  - GET /three/{{kept}}
`);
type Items = Collection['item'];
const generated = () => toCollection(api, readScripts());
const differs = expect.objectContaining({ code: 'judge-differs', severity: 'error' });
const differsIn = (what: string) =>
  expect.objectContaining({
    code: 'judge-differs',
    severity: 'error',
    message: expect.stringContaining(`Postman reads ${what} as `),
  });

test('a generated collection does not differ from the model', async () => {
  expect(await judge(generated(), api)).toEqual([]);
});

test.each([
  'form: { a: 1, b: null, c: { value: 2, disabled: true } }',
  'text: ""',
  'json: "{{login}}"',
  'before: "\\n"',
  'expect: { headers: { A: </script> }, text: [a, b] }',
])('nor does one without a sign-in and with %s', async (keys) => {
  const other = apiOf(listWith(`{ request: POST /a, ${keys} }`));
  expect(await judge(toCollection(other, readScripts()), other)).toEqual([]);
});

test.each(['GET {{other}}', 'GET {{other}}?x=1', 'GET {{base_url}}', 'GET https://other.test'])(
  'a URL without a path does not differ: %s',
  async (entry) => {
    const other = apiOf(listWith(JSON.stringify(entry)));
    expect(await judge(toCollection(other, readScripts()), other)).toEqual([]);
  },
);

test('no URL of the golden table differs', async () => {
  const folders = urlForms.map(({ entry }, index) => {
    return `  - { folder: F${index}, endpoints: [${entry.startsWith('{') ? entry : JSON.stringify(entry)}] }`;
  });
  const list = `name: Test\nvariables: { id: 7 }\nenvironments: { dev: { base_url: https://a.test } }\nendpoints:\n`;
  const golden = apiOf(`${list}${folders.join('\n')}\n`);
  expect(await judge(toCollection(golden, readScripts()), golden)).toEqual([]);
});

describe('a changed collection is reported', () => {
  const noauth = { type: 'noauth' };
  const otherToken = { type: 'bearer', bearer: [{ key: 'token', value: '{{other}}', type: 'string' }] };

  // Title, what differs, place in the collection (item 0 is the token request), and new value. Undefined removes it.
  test.each<[string, string, string, unknown]>([
    ['the collection has no auth', 'the auth of "One"', 'auth', undefined],
    ['the collection uses another token', 'the auth of "One"', 'auth', otherToken],
    ['a request that inherits becomes public', 'the auth of "One"', 'item.1.request.auth', noauth],
    ['a public request inherits', 'the auth of "Two"', 'item.2.request.auth', undefined],
    ['another host', 'the URL of "One"', 'item.1.request.url.host', ['{{other}}']],
    ['another path', 'the address of "One"', 'item.1.request.url.path', ['1', ':id']],
    ['another value of a path variable', 'the address of "One"', 'item.1.request.url.variable.0.value', '1'],
    ['another query', 'the URL of "One"', 'item.1.request.url.query.0.value', '2'],
    ['another method', 'the method of "Two"', 'item.2.request.method', 'PUT'],
    ['another value of a header', 'the headers of "One"', 'item.1.request.header.0.value', 'b'],
    ['a missing header', 'the headers of "One"', 'item.1.request.header', []],
    ['a disabled header', 'the headers of "One"', 'item.1.request.header.0.disabled', true],
    ['an additional header', 'the headers of "Two"', 'item.2.request.header', [{ key: 'X-A', value: 'a' }]],
    ['another id', 'the id of "Two"', 'item.2.id', 'x'],
    [
      'a raw URL that differs from its parts',
      'the raw URL of "One"',
      'item.1.request.url.raw',
      '{{base_url}}/one/:id?x=1&y=2',
    ],
    [
      'another test',
      'the assertions of "Two"',
      'item.2.event.1.script.exec',
      ['pm.test("Status is 200", function () {});'],
    ],
    ['no scripts', 'the prerequest script of "Two"', 'item.2.event', undefined],
    ['another body', 'the body of "Two"', 'item.2.request.body.raw', '{}'],
    [
      'a request that no longer checks its saved value',
      'the prerequest script of "GET /three/{{kept}}"',
      'item.3.event.0.script.exec',
      [],
    ],
    [
      'a missing save',
      'the assertions of "One"',
      'item.1.event.1.script.exec',
      ['pm.test("Status is 2xx", function () {});'],
    ],
  ])('%s: %s', async (_, what, place, value) => {
    expect(await judge(withValue(generated(), place, value), api)).toContainEqual(differsIn(what));
  });

  const several = apiOf(
    listWith(
      ['{ name: Hers, request: GET /a, auth: jane }', '{ name: Key, request: GET /b, auth: key }'],
      'auth: pydio-cells-v1\nidentities: { jane: pydio-cells-v1, key: api-key }',
    ),
  );

  test('a generated collection with several identities does not differ', async () => {
    expect(await judge(toCollection(several, readScripts()), several)).toEqual([]);
  });

  test.each<[string, string, string, unknown]>([
    ['a request of an identity inherits', 'the auth of "Hers"', 'item.2.request.auth', undefined],
    ['a request of an identity is public', 'the auth of "Hers"', 'item.2.request.auth', noauth],
    [
      'a request of an identity has the token of another',
      'the auth of "Hers"',
      'item.2.request.auth.bearer.0.value',
      '{{dex_token}}',
    ],
    ['an API key in the query instead of a header', 'the auth of "Key"', 'item.3.request.auth.apikey.2.value', 'query'],
    ['another token URL', 'the URL of token request 1', 'item.0.request.url.host', ['{{other}}']],
    ['another token URL of an identity', 'the URL of token request 2', 'item.1.request.url.path', ['token']],
    ['another token request', 'token request 2', 'item.1.id', 'x'],
    ['no guard', 'the number of guards', 'event', undefined],
    [
      'a second guard',
      'the number of guards',
      'event.1',
      { listen: 'prerequest', script: { type: 'text/javascript', exec: ['own();'] } },
    ],
  ])('%s: %s', async (_, what, place, value) => {
    const changed = withValue(toCollection(several, readScripts()), place, value);
    expect(await judge(changed, several)).toContainEqual(differsIn(what));
  });

  test.each<[string, (items: Items) => unknown[]]>([
    ['reversed', (items) => items.toReversed()],
    ['two of them swapped', ([token, one, two, ...rest]) => [token, two, one, ...rest]],
    ['the last one missing', (items) => items.slice(0, -1)],
    ['the last one twice', (items) => [...items, items.at(-1)]],
    ['no token request', (items) => items.slice(1)],
    ['moved into a public folder', ([token, ...items]) => [token, { name: 'F', id: 'f', auth: noauth, item: items }]],
  ])('the requests: %s', async (_, change) => {
    const collection = generated();
    expect(await judge(withValue(collection, 'item', change(collection.item)), api)).toContainEqual(differs);
  });
});

/** A copy of the collection with the value at one place replaced, or removed if undefined. */
function withValue(collection: Collection, place: string, value: unknown): Collection {
  const copy = structuredClone(collection);
  const steps = place.split('.');
  const last = steps.pop() as string;
  const parent = steps.reduce<unknown>((tree, step) => (tree as Record<string, unknown>)[step], copy);
  const holder = parent as Record<string, unknown>;
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}
