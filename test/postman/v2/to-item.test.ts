import { describe, expect, test } from 'vitest';
import type { Endpoint } from '../../../src/model/api.ts';
import { stableId } from '../../../src/model/ids.ts';
import { toItem, toItems } from '../../../src/postman/v2/to-item.ts';
import { apiOf, listWith } from '../../support/api-of.ts';

/** Scripts that show which one was taken and what filled it: the real ones are tested where they run. */
const scripts = new Map(
  Object.entries({
    'allow-unsafe': 'unsafe',
    'need-saved': 'need __VARIABLES__',
    'escape-json': 'escape __VARIABLES__',
    'expect-status': 'status __NAME__ __RANGES__ __EXPECTED__',
    'expect-header': 'header __NAME__ __HEADER__ __EXPECTED__',
    'expect-body': 'body __NAME__ __EXPECTED__ __TYPED__',
    'expect-text': 'text __NAME__ __EXPECTED__',
    'expect-schema': 'schema __NAME__ __SCHEMA__',
    'expect-time': 'time __NAME__ __LIMIT__',
    'save-body': 'save __NAME__ __VARIABLE__ __STEPS__ __PATH__',
    'save-header': 'save __NAME__ __VARIABLE__ __HEADER__ __PATTERN__',
  }),
);
const status = 'status "status is 2xx" [[200,299]] "2xx"';

function item(entry: string, above = '') {
  const api = apiOf(listWith(entry, above));
  return toItem(api.items[0] as Endpoint, api, scripts);
}

/** The lines of an item's script. */
const scriptOf = (entry: string, listen: 'prerequest' | 'test', above = '') =>
  item(entry, above).event?.find((one) => one.listen === listen)?.script.exec;

test('an endpoint is a request with its status test, and no more', () => {
  expect(item('GET /a')).toEqual({
    name: 'GET /a',
    id: stableId('test', 'item', 'GET /a'),
    event: [{ listen: 'test', script: { type: 'text/javascript', exec: [status] } }],
    request: {
      method: 'GET',
      header: [],
      url: { raw: '{{base_url}}/a', host: ['{{base_url}}'], path: ['a'] },
    },
    response: [],
  });
});

describe('tests stand in the order of the list, saves after them, the own script last', () => {
  test.each<[string, string[]]>([
    ['expect: [200, 3xx]', ['status "status is 200 or 3xx" [[200,200],[300,399]] "200 or 3xx"']],
    [
      'expect: { headers: { A: b, C: true } }',
      [status, 'header "header A contains \\"b\\"" "A" "b"', 'header "header C is present" "C" true'],
    ],
    [
      'expect: { body: { n: "{{id}}", s: "{{login}}" } }',
      [status, 'body "body holds what is expected" {"n":"{{id}}","s":"{{login}}"} ["id"]'],
    ],
    ['expect: { body: "{{on}} {{id}}" }', [status, 'body "body holds what is expected" "{{on}} {{id}}" []']],
    ['expect: { text: </script> }', [status, 'text "body contains the text" "\\u003c/script>"']],
    ['expect: { schema: { type: object } }', [status, 'schema "body matches the schema" {"type":"object"}']],
    ['expect: { time: 2s }', [status, 'time "answer takes at most 2000 ms" 2000']],
    ['save: { x: "$.a[0]" }', [status, 'save "saves x" "x" ["a",0] "$.a[0]"']],
    ['save: { x: { header: L } }', [status, 'save "saves x" "x" "L" null']],
    ['save: { x: { header: L, match: "[^/]+$" } }', [status, 'save "saves x" "x" "L" "[^/]+$"']],
    [
      'after: "own();\\n", expect: { time: 2s }, save: { x: $.a }',
      [status, 'time "answer takes at most 2000 ms" 2000', 'save "saves x" "x" ["a"] "$.a"', 'own();'],
    ],
  ])('%s', (keys, want) => {
    expect(scriptOf(`{ request: GET /a, ${keys} }`, 'test')).toEqual(want);
  });
});

describe('before a request', () => {
  test.each<[string, string, string, string[] | undefined]>([
    ['nothing', 'GET /a', '', undefined],
    ['the own script', '{ request: POST /a, before: "own();" }', '', ['own();']],
    [
      'values are escaped after the own script has set them',
      '{ request: POST /a, before: "own();", json: "{{login}}" }',
      '',
      ['(function () {', 'own();', '})();', 'escape ["login"]'],
    ],
    [
      'an own script without an end, and with a comment at its end',
      '{ request: POST /a, before: "return // now\\n", json: "{{login}}" }',
      '',
      ['(function () {', 'return // now', '})();', 'escape ["login"]'],
    ],
    ['only escaping', '{ request: POST /a, json: "{{login}}" }', '', ['escape ["login"]']],
    ['an unsafe one asks first', '{ request: POST /a, before: "own();" }', 'unsafe: ask', ['unsafe', 'own();']],
    ['a safe one does not ask', '{ request: POST /a, safe: true }', 'unsafe: ask', undefined],
    ['plain lists do not ask', 'POST /a', 'unsafe: plain', undefined],
  ])('%s', (_, entry, above, want) => {
    expect(scriptOf(entry, 'prerequest', above)).toEqual(want);
  });
});

describe('a request that is made of saved values asks for them first', () => {
  const saving = '{ request: GET /s, save: { kept: $.a, other_kept: $.b } }';

  test.each<[string, string, string, string[] | undefined]>([
    ['none of them', 'GET /a/{{login}}', '', undefined],
    ['in the path', 'GET /a/{{kept}}', '', ['need ["kept"]']],
    ['as a parameter', 'GET /a/{kept}', '', ['need ["kept"]']],
    [
      'two, and one that is declared',
      '"GET /a/{{kept}}?x={{other_kept}}&y={{login}}"',
      '',
      ['need ["kept","other_kept"]'],
    ],
    [
      'before the own script and what is escaped',
      '{ request: POST /a, before: "own();", json: "{{kept}}" }',
      '',
      ['need ["kept"]', '(function () {', 'own();', '})();', 'escape ["kept"]'],
    ],
    [
      'after asking for permission',
      '{ request: "POST /a/{{kept}}", before: "own();" }',
      'unsafe: ask',
      ['unsafe', 'need ["kept"]', 'own();'],
    ],
  ])('%s', (_, entry, above, want) => {
    const api = apiOf(listWith([saving, entry], above));
    const { event } = toItem(api.items[1] as Endpoint, api, scripts);
    expect(event?.find((one) => one.listen === 'prerequest')?.script.exec).toEqual(want);
  });

  test('the one that saves them does not', () => {
    expect(scriptOf(saving, 'prerequest')).toBeUndefined();
  });
});

describe('saved examples', () => {
  const response = (example: string) => item(`{ request: GET /a, description: D, examples: [${example}] }`).response[0];

  test('stand beside the request that they answer', () => {
    expect(response('{ name: Found, body: { a: 1 } }')).toEqual({
      name: 'Found',
      originalRequest: {
        method: 'GET',
        header: [],
        url: { raw: '{{base_url}}/a', host: ['{{base_url}}'], path: ['a'] },
      },
      status: 'OK',
      code: 200,
      _postman_previewlanguage: 'json',
      header: [{ key: 'Content-Type', value: 'application/json' }],
      cookie: [],
      body: '{\n  "a": 1\n}',
    });
  });

  test.each<[string, unknown]>([
    ['{ name: A, status: 404, body: gone }', { status: 'Not Found', code: 404, body: 'gone', header: [] }],
    ['{ name: A, status: 299 }', { status: '', code: 299, body: '', header: [] }],
    [
      '{ name: A, headers: { content-type: application/problem+json, X-N: 1 }, body: [] }',
      {
        header: [
          { key: 'content-type', value: 'application/problem+json' },
          { key: 'X-N', value: '1' },
        ],
        body: '[]',
      },
    ],
  ])('%s', (example, want) => {
    expect(response(example)).toMatchObject(want as object);
  });
});

test('a folder has its items and scripts, and never an `auth` key', () => {
  const api = apiOf(
    listWith(
      '{ folder: F, description: D, auth: none, before: "one();", after: "two();", endpoints: [GET /a] }',
      'auth: pydio-cells-v1',
    ),
  );
  const [folder] = toItems(api.items, api, scripts);
  expect(folder).toMatchObject({
    name: 'F',
    id: stableId('test', 'item', 'F'),
    description: 'D',
    item: [{ name: 'GET /a', request: { auth: { type: 'noauth' } } }],
    event: [
      { listen: 'prerequest', script: { exec: ['one();'] } },
      { listen: 'test', script: { exec: ['two();'] } },
    ],
  });
  expect(folder).not.toHaveProperty('auth');
});
