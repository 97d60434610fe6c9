import { describe, expect, test } from 'vitest';
import { endpointsOf } from '../../../src/model/api.ts';
import { apiOf, entryProblems, listWith, problemsOf } from '../../support/api-of.ts';

const signIn = 'auth: pydio-cells-v1';
const identities = `${signIn}\nidentities: { jane: pydio-cells-v1, partner: api-key }`;

/** A property of the first endpoint inside nested folders. The outermost folder comes first. */
function inside<T>(
  folders: string[],
  entry: string,
  pick: (endpoint: ReturnType<typeof endpointsOf>[0]) => T,
  above = signIn,
) {
  const nested = folders.reduceRight(
    (inner, keys, depth) => `{ folder: F${depth}, ${keys ? `${keys}, ` : ''}endpoints: [${inner}] }`,
    entry,
  );
  const [endpoint] = endpointsOf(apiOf(listWith(nested, above)).items);
  return endpoint && pick(endpoint);
}

describe('the innermost `auth` takes precedence', () => {
  test.each([
    [[], 'GET /a', 'inherit'],
    [[], '{ request: GET /a, auth: none }', 'none'],
    [['auth: none'], 'GET /a', 'none'],
    [['auth: none', ''], 'GET /a', 'none'],
    [['auth: none', 'auth: inherit'], 'GET /a', 'inherit'],
    [['auth: none'], '{ request: GET /a, auth: inherit }', 'inherit'],
    // A token is sent to the base URL only, unless the list asks for it elsewhere.
    [[], 'GET https://other.test/a', 'none'],
    [[], '"GET {{other}}/a"', 'none'],
    [[], '{ request: GET https://other.test/a, auth: inherit }', 'inherit'],
  ] as [string[], string, string][])('%j, %s: %s', (folders, entry, want) => {
    expect(inside(folders, entry, (endpoint) => endpoint.auth)).toBe(want);
  });

  test('in a list without `auth`, no request signs in', () => {
    const list = listWith('GET /a');
    expect(endpointsOf(apiOf(list).items)[0]?.auth).toBe('none');
  });

  test.each([
    [[], '{ request: GET /a, auth: jane }', 'jane'],
    [['auth: jane'], 'GET /a', 'jane'],
    [['auth: jane'], '{ request: GET /a, auth: partner }', 'partner'],
    [['auth: jane'], '{ request: GET /a, auth: inherit }', 'inherit'],
    [['auth: jane'], '{ request: GET /a, auth: none }', 'none'],
    [['auth: none'], '{ request: GET /a, auth: jane }', 'jane'],
    // The folder asks for it.
    [['auth: jane'], 'GET https://other.test/a', 'jane'],
  ] as [string[], string, string][])('with identities: %j, %s: %s', (folders, entry, want) => {
    expect(inside(folders, entry, (endpoint) => endpoint.auth, identities)).toBe(want);
  });

  test('an identity may be the only sign-in of a list', () => {
    const list = listWith(['{ request: GET /a, auth: jane }', 'GET /b'], 'identities: { jane: basic }');
    expect(endpointsOf(apiOf(list).items).map((endpoint) => endpoint.auth)).toEqual(['jane', 'none']);
  });

  test.each<[string, string, string[]]>([
    ['an unknown identity', '{ request: GET /a, auth: joe }', ['wrong-value 7:30']],
    ['an identity with wrong capitals', '{ request: GET /a, auth: Jane }', ['wrong-value 7:30']],
    [
      'an identity together with an Authorization header',
      '{ request: GET /a, auth: jane, headers: { Authorization: x } }',
      ['auth-header-lost 7:16'],
    ],
  ])('in a list with identities, %s is reported', (_, entry, want) => {
    expect(entryProblems(entry, identities)).toEqual(want);
  });

  test.each<[string, string, string[]]>([
    ['an unknown identity', 'auth: jane', ['wrong-value 5:30']],
    ['a sign-in that the list does not have', 'auth: inherit', ['no-sign-in 5:30']],
  ])('in a list without identities, %s is refused', (_, keys, want) => {
    expect(entryProblems(`{ request: GET /a, ${keys} }`)).toEqual(want);
  });

  test('a header that the sign-in would replace is reported', () => {
    const entry = '{ request: GET /a, headers: { authorization: x } }';
    expect(entryProblems(entry, signIn)).toContain('auth-header-lost 6:16');
    expect(entryProblems(entry)).toEqual([]);
  });
});

test('headers of all levels are merged, and the innermost takes precedence', () => {
  const headers = inside(
    ['headers: { X-A: 1, X-B: 1 }', 'headers: { x-b: 2, X-C: 2 }'],
    '{ request: GET /a, headers: { X-C: 3, X-D: 3 } }',
    (endpoint) => endpoint.headers.map(({ key, value }) => `${key}: ${value}`),
  );
  expect(headers).toEqual(['X-A: 1', 'x-b: 2', 'X-C: 3', 'X-D: 3']);
});

test('headers of the list are sent with every request', () => {
  const api = apiOf(listWith('GET /a', 'headers: { X-A: "{{login}}" }'));
  expect(endpointsOf(api.items)[0]?.headers).toEqual([{ key: 'X-A', value: '{{login}}', disabled: false }]);
  expect(endpointsOf(api.items)[0]?.uses).toContain('login');
});

test('tags of all levels are merged without duplicates', () => {
  const tags = inside(
    ['tags: [a, b]', 'tags: [b, c]'],
    '{ request: GET /a, tags: [a, d] }',
    (endpoint) => endpoint.tags,
  );
  expect(tags).toEqual(['a', 'b', 'c', 'd']);
});

describe('whether a request is safe, given its folders:', () => {
  test.each([
    [[], 'GET /a', true],
    [[], 'HEAD /a', true],
    [[], 'OPTIONS /a', true],
    [[], 'POST /a', false],
    [[], 'PROPFIND /a', false],
    [[], '{ request: POST /a, safe: true }', true],
    [['safe: true'], 'DELETE /a', true],
    [['safe: true'], '{ request: DELETE /a, safe: false }', false],
    [['safe: false'], 'GET /a', false],
  ] as [string[], string, boolean][])('%j, %s: %s', (folders, entry, want) => {
    expect(inside(folders, entry, (endpoint) => endpoint.safe)).toBe(want);
  });
});

describe('scripts', () => {
  test('of a folder are not copied to its requests', () => {
    const api = apiOf(
      listWith(`{ folder: F, before: "one();", endpoints: [{ request: GET /a, after: { $file: s.js } }] }`),
      { 's.js': 'two();\n' },
    );
    const [folder] = api.items;
    expect(folder).toMatchObject({ kind: 'folder', before: 'one();' });
    expect(endpointsOf(api.items)[0]).toMatchObject({ after: 'two();\n' });
    expect(endpointsOf(api.items)[0]).not.toHaveProperty('before');
  });

  test('that do not compile are reported at their position', () => {
    expect(problemsOf(listWith('{ request: GET /a, before: "one(" }'))).toContain('script-syntax 5:32');
  });
});
