import { describe, expect, test } from 'vitest';
import type { Endpoint } from '../../../src/model/api.ts';
import { stableId } from '../../../src/model/ids.ts';
import { toItem, toItems } from '../../../src/postman/v2/to-item.ts';
import { apiOf, listWith } from '../../support/api-of.ts';

/** Scripts that show which one was taken and what filled it: the real ones are tested where they run. */
const scripts = new Map(
  Object.entries({
    header: '// of __LIST__',
    'allow-unsafe': 'unsafe',
    'need-saved': 'need __SAVED_BY__',
    'escape-json': 'escape __VARIABLES__',
    'expect-status': 'status __NAME__ __CODE__',
    'expect-status-class': 'class __NAME__ __FROM__ __TO__',
    'expect-status-codes': 'codes __NAME__ __CODES__',
    'expect-status-ranges': 'ranges __NAME__ __RANGES__ __EXPECTED__',
    'expect-header-present': 'present __NAME__ __HEADER__',
    'expect-header-absent': 'absent __NAME__ __HEADER__',
    'expect-header-contains': 'contains __NAME__ __HEADER__ __EXPECTED__\n//#if variables\nresolved\n//#endif',
    'expect-fields': 'fields __NAME__ __EXPECTED__',
    'expect-body': 'body __NAME__ __EXPECTED__',
    'expect-body-typed': 'typed __NAME__ __EXPECTED__ __TYPED__',
    'expect-text': 'text __NAME__ __EXPECTED__',
    'expect-schema': 'schema __NAME__ __SCHEMA__\n//#if variables\nresolved\n//#endif',
    'expect-time': 'time __NAME__ __LIMIT__',
    'save-body': 'save __NAME__ __VARIABLE__ __STEPS__ __PATH__\n//#if index\nwith an index\n//#endif',
    'save-header': 'save __NAME__ __VARIABLE__ __HEADER__',
    'save-header-part': 'part __NAME__ __VARIABLE__ __HEADER__ __PATTERN__',
  }),
);
const header = '// of endpoints.yaml';
const status = 'class "Status is 2xx" 200 299';

function item(entry: string, above = '') {
  const api = apiOf(listWith(entry, above));
  return toItem(api.items[0] as Endpoint, { api, scripts });
}

/** The lines of an item's script. */
const scriptOf = (entry: string, listen: 'prerequest' | 'test', above = '') =>
  item(entry, above).event?.find((one) => one.listen === listen)?.script.exec;

test('an endpoint is a request with its status test, and no more', () => {
  expect(item('GET /a')).toEqual({
    name: 'GET /a',
    id: stableId('test', 'item', 'GET /a'),
    event: [{ listen: 'test', script: { type: 'text/javascript', exec: [header, status] } }],
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
    ['expect: 204', ['status "Status is 204" 204']],
    ['expect: [200, 304]', ['codes "Status is 200 or 304" [200, 304]']],
    ['expect: [200, 3xx]', ['ranges "Status is 200 or 3xx" [[200, 200], [300, 399]] "200 or 3xx"']],
    [
      'expect: { headers: { A: B, C: true, D: false } }',
      [status, 'contains "A contains B" "A" "b"', 'present "C is present" "C"', 'absent "D is absent" "D"'],
    ],
    [
      'expect: { headers: { A: "Of {{login}}" } }',
      [status, 'contains "A contains Of {{login}}" "A" "Of {{login}}"', 'resolved'],
    ],
    [
      'expect: { body: { n: "{{id}}", s: "{{login}}" } }',
      [status, 'typed "Body has the expected values" { n: "{{id}}", s: "{{login}}" } ["{{id}}"]'],
    ],
    ['expect: { body: "{{on}} {{id}}" }', [status, 'body "Body has the expected values" "{{on}} {{id}}"']],
    [
      'expect: { body: { a: 1, b: { c: "{{login}}" } } }',
      [status, 'fields "Body has the expected values" { "$.a": 1, "$.b.c": "{{login}}" }'],
    ],
    ['expect: { body: { a: [] } }', [status, 'body "Body has the expected values" { a: [] }']],
    ['expect: { body: { "a b": 1 } }', [status, 'body "Body has the expected values" { "a b": 1 }']],
    ['expect: { body: { length: 1 } }', [status, 'body "Body has the expected values" { length: 1 }']],
    ['expect: { text: </script> }', [status, 'text "Body has the text" "\\u003c/script>"']],
    ['expect: { schema: { type: object } }', [status, 'schema "Body matches the schema" { type: "object" }']],
    [
      'expect: { schema: { const: "{{id}}" } }',
      [status, 'schema "Body matches the schema" { const: "{{id}}" }', 'resolved'],
    ],
    ['expect: { time: 2s }', [status, 'time "Response time is at most 2000 ms" 2000']],
    ['save: { x: "$.a.b" }', [status, 'save "Saves x" "x" ["a", "b"] "$.a.b"']],
    ['save: { x: "$.a[0]" }', [status, 'save "Saves x" "x" ["a", 0] "$.a[0]"', 'with an index']],
    ['save: { x: { header: L } }', [status, 'save "Saves x" "x" "L"']],
    ['save: { x: { header: L, match: "[^/]+$" } }', [status, 'part "Saves x" "x" "L" "[^/]+$"']],
    [
      'after: "own();\\n", expect: { time: 2s }, save: { x: $.a }',
      [status, 'time "Response time is at most 2000 ms" 2000', 'save "Saves x" "x" ["a"] "$.a"', 'own();'],
    ],
  ])('%s', (keys, want) => {
    expect(scriptOf(`{ request: GET /a, ${keys} }`, 'test')).toEqual([header, ...want]);
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
      [header, '(() => {', 'own();', '})();', 'escape ["login"]'],
    ],
    [
      'an own script without an end, and with a comment at its end',
      '{ request: POST /a, before: "return // now\\n", json: "{{login}}" }',
      '',
      [header, '(() => {', 'return // now', '})();', 'escape ["login"]'],
    ],
    ['only escaping', '{ request: POST /a, json: "{{login}}" }', '', [header, 'escape ["login"]']],
    ['an unsafe one asks first', '{ request: POST /a, before: "own();" }', 'unsafe: ask', [header, 'unsafe', 'own();']],
    ['a safe one does not ask', '{ request: POST /a, safe: true }', 'unsafe: ask', undefined],
    ['plain lists do not ask', 'POST /a', 'unsafe: plain', undefined],
  ])('%s', (_, entry, above, want) => {
    expect(scriptOf(entry, 'prerequest', above)).toEqual(want);
  });
});

describe('a request that is made of saved values asks for them first', () => {
  const saving = '{ name: Saver, request: GET /s, save: { kept: $.a, other_kept: $.b } }';
  const kept = 'need { kept: "\\"Saver\\"" }';

  test.each<[string, string, string, string[] | undefined]>([
    ['none of them', 'GET /a/{{login}}', '', undefined],
    ['in the path', 'GET /a/{{kept}}', '', [header, kept]],
    ['as a parameter', 'GET /a/{kept}', '', [header, kept]],
    [
      'two, and one that is declared',
      '"GET /a/{{kept}}?x={{other_kept}}&y={{login}}"',
      '',
      [header, 'need { kept: "\\"Saver\\"", other_kept: "\\"Saver\\"" }'],
    ],
    [
      'before the own script and what is escaped',
      '{ request: POST /a, before: "own();", json: "{{kept}}" }',
      '',
      [header, kept, '(() => {', 'own();', '})();', 'escape ["kept"]'],
    ],
    [
      'after asking for permission',
      '{ request: "POST /a/{{kept}}", before: "own();" }',
      'unsafe: ask',
      [header, 'unsafe', kept, 'own();'],
    ],
  ])('%s', (_, entry, above, want) => {
    const api = apiOf(listWith([saving, entry], above));
    const { event } = toItem(api.items[1] as Endpoint, { api, scripts });
    expect(event?.find((one) => one.listen === 'prerequest')?.script.exec).toEqual(want);
  });

  test('and each request that saves one is named', () => {
    const others = ['{ name: Other, request: GET /o, save: { kept: $.c } }', 'GET /a/{{kept}}'];
    const api = apiOf(listWith([saving, ...others]));
    const { event } = toItem(api.items[2] as Endpoint, { api, scripts });
    expect(event?.[0]?.script.exec).toEqual([header, 'need { kept: "\\"Saver\\" or \\"Other\\"" }']);
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
  const [folder] = toItems(api.items, { api, scripts });
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
