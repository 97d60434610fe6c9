import { describe, expect, test } from 'vitest';
import type { Endpoint } from '../../../src/model/api.ts';
import { stableId } from '../../../src/model/ids.ts';
import { toItem, toItems } from '../../../src/postman/v2/to-item.ts';
import { apiOf, listWith } from '../../support/api-of.ts';

/** Scripts that consist of their name and placeholders. The real scripts are tested in test/templates. */
const scripts = new Map(
  Object.entries({
    header: '// of __LIST__',
    'allow-unsafe': 'unsafe',
    'need-saved': 'need __SAVED_BY__',
    'escape-json': 'escape __VARIABLES__',
    'escape-xml': 'escape XML __VARIABLES__',
    'encode-url':
      'encode\n//#if query\nquery\n//#endif\n//#if raw\nraw __RAW__\n//#endif\n//#if parameters\nparameters\n//#endif\n//#if segments\nsegments\n//#endif',
    'check-path': 'path __PATH_VALUES__ __SAVED__',
    'omit-empty': 'omit __QUERY__ __HEADERS__ __FORM__ __JSON__',
    'expect-status': 'status __NAME__ __CODE__',
    'expect-status-class': 'class __NAME__ __FROM__ __TO__',
    'expect-status-codes': 'codes __NAME__ __CODES__',
    'expect-status-ranges': 'ranges __NAME__ __RANGES__ __EXPECTED__',
    'expect-header-present': 'present __NAME__ __HEADER__',
    'expect-header-absent': 'absent __NAME__ __HEADER__',
    'expect-header-contains': 'contains __NAME__ __HEADER__ __EXPECTED__\n//#if variables\nresolved\n//#endif',
    'expect-header-any': 'contains __NAME__ __HEADER__ __EXPECTED__\n//#if variables\nresolved\n//#endif',
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

/** The lines of an item's script for one event. */
const scriptOf = (entry: string, listen: 'prerequest' | 'test', above = '') =>
  item(entry, above).event?.find((event) => event.listen === listen)?.script.exec;

test('a minimal endpoint becomes a request with a status test', () => {
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

describe("the test script has the expectations in order, then saves, then the list's own script", () => {
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

describe('the pre-request script has', () => {
  test.each<[string, string, string, string[] | undefined]>([
    ['nothing', 'GET /a', '', undefined],
    ["the list's own script", '{ request: POST /a, before: "own();" }', '', ['own();']],
    ['only escaping', '{ request: POST /a, json: "{{login}}" }', '', [header, 'escape ["login"]']],
    [
      'a check of allow_unsafe first, if the request is unsafe',
      '{ request: POST /a, before: "own();" }',
      'unsafe: ask',
      [header, 'unsafe', 'own();'],
    ],
    ['no check of allow_unsafe, if the request is safe', '{ request: POST /a, safe: true }', 'unsafe: ask', undefined],
    ['no check of allow_unsafe, if the list has `unsafe: plain`', 'POST /a', 'unsafe: plain', undefined],
  ])('%s', (_, entry, above, want) => {
    expect(scriptOf(entry, 'prerequest', above)).toEqual(want);
  });
});

describe("after the list's own script, values are put into the request as a literal would be", () => {
  const valuesOf = (entry: string, above = '') =>
    item(entry, above)
      .event?.filter(({ listen }) => listen === 'prerequest')
      .map(({ script }) => script.exec);

  test.each<[string, string, string[][]]>([
    ['a variable in the query', 'GET /a?x={{login}}', [[header, 'encode', 'query']]],
    ['a variable in a key of the query', 'GET /a?{{login}}=1', [[header, 'encode', 'query']]],
    ['a variable in the path', 'GET /a/{login}', [[header, 'encode', 'parameters']]],
    ['a variable in a segment', 'GET /a/x-{{login}}', [[header, 'encode', 'segments']]],
    ['a number needs no encoding', 'GET /a/{id}?x={{id}}', []],
    ['a generated UUID needs no encoding', 'GET /a?x={{$guid}}', []],
    ['a generated text may need it', 'GET /a?x={{$randomPhrase}}', [[header, 'encode', 'query']]],
    ['a value that the list encodes', '{ request: GET /a, query: { x: { value: "{{login}}", encode: false } } }', []],
    [
      'a value that the list encodes, beside one that it does not',
      '{ request: GET /a, query: { x: { value: "{{login}}", encode: false }, y: "{{login}}" } }',
      [[header, 'encode', 'query', 'raw ["x"]']],
    ],
    ['a form is encoded by Postman', '{ request: POST /a, form: { x: "{{login}}" } }', []],
    ['XML', '{ request: POST /a, xml: "<a>{{login}}</a>" }', [[header, 'escape XML ["login"]']]],
    ['a CDATA section', '{ request: POST /a, xml: "<a><![CDATA[{{login}}]]></a>" }', [[header, 'escape XML []']]],
    ['a number in a CDATA section', '{ request: POST /a, xml: "<a><![CDATA[{{id}}]]></a>" }', []],
    [
      "an event of its own after the list's script, which may set variables later",
      '{ request: POST /a, before: "own();", json: "{{login}}" }',
      [['own();'], [header, 'escape ["login"]']],
    ],
  ])('%s', (_, entry, want) => expect(valuesOf(entry) ?? []).toEqual(want));

  test.each<[string, string, string[][]]>([
    [
      'a query',
      '{ request: GET /a, query: { x: "{{o}}", y: "{{o}}-" } }',
      [[header, 'omit ["x={{o}}"] [] [] []', 'encode', 'query']],
    ],
    ['a header', '{ request: GET /a, headers: { X: "{{o}}" } }', [[header, 'omit [] ["X: {{o}}"] [] []']]],
    ['a form field', '{ request: POST /a, form: { x: "{{o}}" } }', [[header, 'omit [] [] ["x={{o}}"] []']]],
    [
      'a JSON member',
      '{ request: POST /a, json: { x: "{{o}}" } }',
      [[header, 'omit [] [] [] ["{{o}}"]', 'escape ["o"]']],
    ],
    ['a JSON item', '{ request: POST /a, json: ["{{o}}", 1] }', [[header, 'omit [] [] [] ["{{o}}"]', 'escape ["o"]']]],
    ['a field that is kept', '{ request: POST /a, form: { x: { value: "{{o}}", keep_empty: true } } }', []],
  ])('an optional variable without a value is omitted: %s', (_, entry, want) => {
    const api = apiOf(`name: T
variables: { o: { optional: true } }
environments: { dev: { base_url: https://a.test } }
endpoints: [${entry}]
`);
    const { event } = toItem(api.items[0] as Endpoint, { api, scripts });
    const found = event?.filter(({ listen }) => listen === 'prerequest').map(({ script }) => script.exec);
    expect(found ?? []).toEqual(want);
  });
});

describe('a request that uses saved values checks them first', () => {
  const saving = '{ name: Saver, request: GET /s, save: { kept: $.a, other_kept: $.b } }';
  const kept = 'need { kept: "Saver" }';
  const path = 'path ["{{kept}}"] ["{{kept}}"]';

  test.each<[string, string, string, string[] | undefined]>([
    ['no saved value', 'GET /a?x={{id}}', '', undefined],
    ['a variable in the path', 'GET /a/{{kept}}', '', [header, kept, path, 'encode', 'segments']],
    ['a path parameter', 'GET /a/{kept}', '', [header, kept, path, 'encode', 'parameters']],
    [
      'two saved values and a declared variable',
      '"GET /a?w={{kept}}&x={{other_kept}}&y={{login}}"',
      '',
      [header, 'need { kept: "Saver", other_kept: "Saver" }', 'encode', 'query'],
    ],
    [
      "the check comes before the list's own script",
      '{ request: POST /a, before: "own();", json: "{{kept}}" }',
      '',
      [header, kept, 'own();'],
    ],
    [
      'the check comes after that of allow_unsafe',
      '{ request: "POST /a/{{kept}}", before: "own();" }',
      'unsafe: ask',
      [header, 'unsafe', kept, 'own();'],
    ],
  ])('%s', (_, entry, above, want) => {
    const api = apiOf(listWith([saving, entry], above));
    const { event } = toItem(api.items[1] as Endpoint, { api, scripts });
    expect(event?.find(({ listen }) => listen === 'prerequest')?.script.exec).toEqual(want);
  });

  test('the check names each request that saves the value', () => {
    const others = ['{ name: Other, request: GET /o, save: { kept: $.c } }', 'GET /a?x={{kept}}'];
    const api = apiOf(listWith([saving, ...others]));
    const { event } = toItem(api.items[2] as Endpoint, { api, scripts });
    expect(event?.[0]?.script.exec).toEqual([header, 'need { kept: "Saver\\" or \\"Other" }', 'encode', 'query']);
  });

  test('the request that saves the values does not check them', () => {
    expect(scriptOf(saving, 'prerequest')).toBeUndefined();
  });
});

describe('saved examples', () => {
  const response = (example: string) => item(`{ request: GET /a, description: D, examples: [${example}] }`).response[0];

  test('include the request that they answer', () => {
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

test('a folder has items and scripts, and never an `auth` key', () => {
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
