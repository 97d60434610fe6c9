import { describe, expect, test } from 'vitest';
import { endpointsOf } from '../../../src/model/api.ts';
import { MAX_ENDPOINTS } from '../../../src/model/build/build-api.ts';
import { stableId } from '../../../src/model/ids.ts';
import { apiOf, entryProblems, listWith } from '../../support/api-of.ts';

test('folders and requests are in the order of the list, and requests have the names of their folders', () => {
  const { items } = apiOf(
    listWith([
      '{ folder: A, endpoints: [GET /1, { folder: B, sequential: true, endpoints: [{ name: Two, request: GET /2 }] }] }',
      'GET /3',
    ]),
  );
  const endpoints = endpointsOf(items).map(({ name, folders, id }) => ({ name, folders, id }));
  expect(endpoints).toEqual([
    { name: 'GET /1', folders: ['A'], id: stableId('test', 'item', 'A', 'GET /1') },
    { name: 'Two', folders: ['A', 'B'], id: stableId('test', 'item', 'A', 'B', 'Two') },
    { name: 'GET /3', folders: [], id: stableId('test', 'item', 'GET /3') },
  ]);
  expect(items.map((item) => item.kind)).toEqual(['folder', 'endpoint']);
});

describe('names of folders and requests:', () => {
  test.each<[string, string, string[]]>([
    ['two equal short entries', 'GET /a\nGET /a', ['duplicate-entry 6:5']],
    [
      'a short and a long entry with the same name',
      'GET /a\n{ name: GET /a, request: GET /b }',
      ['duplicate-name 6:13'],
    ],
    [
      'two long entries with the same name',
      '{ name: A, request: GET /a }\n{ name: A, request: GET /b }',
      ['duplicate-name 6:13'],
    ],
    [
      'a folder and a request with the same name',
      '{ folder: A, endpoints: [GET /b] }\n{ name: A, request: GET /a }',
      ['duplicate-name 6:13'],
    ],
    ['the same name in two folders', '{ folder: A, endpoints: [GET /a] }\n{ folder: B, endpoints: [GET /a] }', []],
    ['the same request under two names', '{ name: A, request: GET /a }\n{ name: B, request: GET /a }', []],
    ['an empty name', '{ name: "", request: GET /a }', ['bad-name 5:13']],
    ['a name of spaces', '{ name: "  ", request: GET /a }', ['bad-name 5:13']],
    ['a name on two lines', '{ name: "a\\nb", request: GET /a }', ['bad-name 5:13']],
    ['a name with a tab', '{ name: "a\\tb", request: GET /a }', ['bad-name 5:13']],
    ['a name of 251 characters', `{ name: ${'a'.repeat(251)}, request: GET /a }`, ['bad-name 5:13']],
    ['a name of 250 characters', `{ name: ${'a'.repeat(250)}, request: GET /a }`, []],
    ['a name with a terminal escape sequence', '{ name: "a\\e[31m", request: GET /a }', ['control-character 5:13']],
    ['a name with a right-to-left override', '{ name: "a\u202eb", request: GET /a }', ['control-character 5:15']],
    [
      'a name with HTML, quotes and a workflow command',
      `{ name: "</script>\`\${x}'\\"::error::", request: GET /a }`,
      [],
    ],
    ['the name of the token request in a list without sign-in', '{ name: Get token, request: GET /a }', []],
  ])('%s', (_, list, want) => {
    expect(entryProblems(list.split('\n'))).toEqual(want);
  });

  test('no request may have the name of the token request', () => {
    const problems = entryProblems('{ name: Get token, request: GET /a }', 'auth: pydio-cells-v1');
    expect(problems).toContain('duplicate-name 6:13');
  });
});

describe('limits of folders and lists', () => {
  const nested = (depth: number): string =>
    depth === 0 ? 'GET /a' : `{ folder: F, endpoints: [${nested(depth - 1)}] }`;

  test('folders may be nested 16 levels deep', () => {
    expect(entryProblems(nested(16))).toEqual([]);
    expect(entryProblems(nested(17))).toEqual([expect.stringMatching(/^folder-depth /)]);
  });

  test('an empty folder is refused', () => {
    expect(entryProblems('{ folder: F, endpoints: [] }')).toEqual(['empty-list 5:7']);
  });

  test('a list with too many endpoints is refused', () => {
    const many = Array.from({ length: MAX_ENDPOINTS + 1 }, (_, index) => `GET /${index}`);
    expect(entryProblems(many)).toEqual(['too-many-endpoints 4:1']);
  });
});

// The entry starts in column 5.
test.each<[string, string[]]>([
  ['get /a', ['method-raised 5:5']],
  ['purge /a', ['method-raised 5:5']],
  ['CONNECT /a', ['bad-method 5:5']],
  ['GE(T /a', ['bad-method 5:5']],
  ['GTE /a', ['unknown-method 5:5']],
  ['SEARCH /a', ['unknown-method 5:5']],
  ['/a', ['bad-entry 5:5']],
  ['GET', ['bad-entry 5:5']],
  ['GET /a b', ['bad-url 5:11']],
  ['FOO BAR /a', ['bad-url 5:12']],
  ['GET  /a', []],
  ['"GET /a "', []],
])('problems in the method of %j: %j', (entry, want) => {
  expect(entryProblems(entry)).toEqual(want);
});

test('a list may declare more methods', () => {
  const list = listWith('SEARCH /a', 'methods: [search]');
  expect(endpointsOf(apiOf(list).items)[0]).toMatchObject({ method: 'SEARCH', safe: false });
});

test.each(['a b', 'GET:', '', 'É'])('a declared method must be a token as in RFC 9110, so %j is refused', (method) => {
  expect(entryProblems('GET /a', `methods: [${JSON.stringify(method)}]`)).toEqual(['bad-method 4:11']);
});
