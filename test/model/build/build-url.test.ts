import { describe, expect, test } from 'vitest';
import { toUrl } from '../../../src/postman/v2/to-url.ts';
import { endpointOf, entryProblems } from '../../support/api-of.ts';
import { urlForms } from '../../support/url-forms.ts';

describe('the golden table: what the collection keeps', () => {
  test.each(urlForms)('$about: $entry', ({ entry, raw }) => {
    expect(toUrl(endpointOf(entry).url).raw).toBe(`{{base_url}}${raw}`);
  });
});

test.each([
  ['GET /a', '{{base_url}}'],
  ['GET {{other}}/a', '{{other}}'],
  ['GET https://api.test/a', 'https://api.test'],
  ['GET http://[::1]:8080/a', 'http://[::1]:8080'],
  ['GET https://{{login}}.api.test/a', 'https://{{login}}.api.test'],
  ['GET https://{{login}}.api.test:{{id}}/a', 'https://{{login}}.api.test:{{id}}'],
])('the base of %s is %s', (entry, want) => {
  expect(endpointOf(entry).url.base).toBe(want);
});

// A variable may hold a whole address, with a path and a query of its own.
test.each<[string, string, string[] | undefined]>([
  ['GET {{other}}', '{{other}}', undefined],
  ['GET {{other}}?x=1', '{{other}}?x=1', undefined],
  ['GET {{other}}/', '{{other}}/', ['']],
  ['GET {{other}}/a', '{{other}}/a', ['a']],
  ['GET {{base_url}}', '{{base_url}}/', ['']],
  ['GET {{base_url}}?x=1', '{{base_url}}/?x=1', ['']],
  ['GET https://api.test', 'https://api.test/', ['']],
])('nothing is put behind a variable that is not written: %s is %s', (entry, raw, path) => {
  const url = toUrl(endpointOf(JSON.stringify(entry)).url);
  expect([url.raw, url.path]).toEqual([raw, path]);
  expect('path' in url).toBe(path !== undefined);
});

test('a parameter keeps its description, its value and its place in the path', () => {
  const { url } = endpointOf('{ request: "GET /a/{b}/{id}", path: { b: { value: x, description: Which } } }');
  expect(url.path).toEqual(['a', ':b', ':id']);
  expect(url.parameters).toEqual([
    { key: 'b', value: 'x', description: 'Which' },
    { key: 'id', value: '{{id}}' },
  ]);
});

test('a path parameter without a value declares the variable of its name', () => {
  expect([...endpointOf('GET /a/{fresh}').uses]).toEqual(['base_url', 'fresh']);
});

// The entry starts at 5:5, so that the URL of a GET starts at 5:9.
test.each<[string, string, string[]]>([
  ['a blank', 'GET /a b', ['bad-url 5:11']],
  ['a blank after two', 'GET  /a b', ['bad-url 5:12']],
  ['a blank in the query', 'GET /a?x=a b', ['bad-url 5:15']],
  ['a blank behind a variable', '"GET /{{id}} b"', ['bad-url 5:17']],
  ['a blank in the long form', '{ request: GET /a b }', ['bad-url 5:22']],
  ['a blank before one at the end', '"GET /a b "', ['bad-url 5:12']],
  ['a line break', '"GET /a\\nb"', ['bad-url 5:5']],
  ['a second method', 'GET POST /a', ['bad-url 5:13']],
  ['a backslash', 'GET /a\\b', ['bad-url 5:11']],
  ['a fragment', 'GET /a#b', ['bad-url 5:11']],
  ['no slash', 'GET a/b', ['bad-url 5:9']],
  ['another scheme', 'GET ftp://api.test/a', ['bad-url 5:9']],
  ['a user in the host', 'GET https://jane@api.test/a', ['bad-url 5:9']],
  ['a port that is none', 'GET https://api.test:99999/a', ['bad-url 5:9']],
  ['a host that is none', 'GET https:///a', ['bad-url 5:9']],
  ['an open brace', '"GET /a/{id"', ['bad-url 5:13']],
  ['an open brace before another segment', '"GET /a/{id/b"', ['bad-url 5:13']],
  ['an open brace before a parameter', '"GET /a/{b{id}"', ['bad-url 5:13']],
  ['an open brace behind a host', '"GET https://api.test/{id"', ['bad-url 5:27']],
  ['a closing brace', '"GET /a/id}"', ['bad-url 5:15']],
  ['blanks in a variable', '"GET /{{ id }}"', ['bad-reference 5:11']],
  ['an open variable', '"GET /a/{{id}/b"', ['bad-reference 5:13']],
  ['three braces', '"GET /{{{id}}}"', ['bad-reference 5:11']],
  ['an unknown variable', '"GET /x/{{nope}}"', ['undeclared-variable 5:13']],
  ['an unknown dynamic variable', '"GET /x/{{$guids}}"', ['unknown-dynamic-variable 5:13']],
  ['a parameter with a blank', '"GET /{a%}"', ['bad-url 5:11']],
  ['a parameter twice', '"GET /{id}/{id}"', ['duplicate-parameter 5:16']],
  ['a parameter that the path has not', '{ request: GET /a, path: { id: 1 } }', ['path-without-parameter 5:32']],
  ['an empty parameter', '{ request: "GET /{id}", path: { id: "" } }', ['bad-url 5:41']],
])('%s is refused where it stands', (_, entry, want) => {
  expect(entryProblems(entry)).toEqual(want);
});

// What other tools write for a parameter is text here, which is worth a word.
test.each<[string, string[]]>([
  ['GET /c/:id', ['colon-segment 5:12']],
  ['GET /:id/c', ['colon-segment 5:10']],
  ['"GET {{other}}/:id"', ['colon-segment 5:20']],
  ['GET /:a/:b', ['colon-segment 5:10', 'colon-segment 5:13']],
  ['GET /c/:1', []],
  ['GET /c/a:id', []],
  ['"GET /c/:"', []],
  ['"GET /c/{id}:go"', []],
])('a segment that begins with a colon: %s', (entry, want) => {
  expect(entryProblems(entry)).toEqual(want);
});
