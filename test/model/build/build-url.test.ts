import { describe, expect, test } from 'vitest';
import { toUrl } from '../../../src/postman/v2/to-url.ts';
import { endpointOf, entryProblems } from '../../support/api-of.ts';
import { urlForms } from '../../support/url-forms.ts';

describe('the collection keeps the spelling of a URL:', () => {
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

// A variable may hold a complete URL, so nothing is appended to it.
test.each<[string, string, string[] | undefined]>([
  ['GET {{other}}', '{{other}}', undefined],
  ['GET {{other}}?x=1', '{{other}}?x=1', undefined],
  ['GET {{other}}/', '{{other}}/', ['']],
  ['GET {{other}}/a', '{{other}}/a', ['a']],
  ['GET {{base_url}}', '{{base_url}}/', ['']],
  ['GET {{base_url}}?x=1', '{{base_url}}/?x=1', ['']],
  ['GET https://api.test', 'https://api.test/', ['']],
])('the raw URL of %s is %s, with no slash added after a variable', (entry, raw, path) => {
  const url = toUrl(endpointOf(JSON.stringify(entry)).url);
  expect([url.raw, url.path]).toEqual([raw, path]);
  expect('path' in url).toBe(path !== undefined);
});

test('a path parameter keeps its description, its value and its position in the path', () => {
  const { url } = endpointOf('{ request: "GET /a/{b}/{id}", path: { b: { value: x, description: Which } } }');
  expect(url.path).toEqual(['a', ':b', ':id']);
  expect(url.parameters).toEqual([
    { key: 'b', value: 'x', description: 'Which' },
    { key: 'id', value: '{{id}}' },
  ]);
});

test('a path parameter without a value uses the variable of that name', () => {
  expect([...endpointOf('GET /a/{fresh}').uses]).toEqual(['base_url', 'fresh']);
});

// The entry starts at 5:5, so the URL of a GET request starts at 5:9.
test.each<[string, string, string[]]>([
  ['a space', 'GET /a b', ['bad-url 5:11']],
  ['a space in the URL, after two spaces', 'GET  /a b', ['bad-url 5:12']],
  ['a space in the query', 'GET /a?x=a b', ['bad-url 5:15']],
  ['a space after a variable', '"GET /{{id}} b"', ['bad-url 5:17']],
  ['a space in the long form', '{ request: GET /a b }', ['bad-url 5:22']],
  ['a space in the URL, and one at the end', '"GET /a b "', ['bad-url 5:12']],
  ['a line break', '"GET /a\\nb"', ['bad-url 5:5']],
  ['a second method', 'GET POST /a', ['bad-url 5:13']],
  ['a backslash', 'GET /a\\b', ['bad-url 5:11']],
  ['a fragment', 'GET /a#b', ['bad-url 5:11']],
  ['a missing first slash', 'GET a/b', ['bad-url 5:9']],
  ['the scheme ftp', 'GET ftp://api.test/a', ['bad-url 5:9']],
  ['a user name before the host', 'GET https://jane@api.test/a', ['bad-url 5:9']],
  ['an invalid port', 'GET https://api.test:99999/a', ['bad-url 5:9']],
  ['an empty host', 'GET https:///a', ['bad-url 5:9']],
  ['an unclosed brace', '"GET /a/{id"', ['bad-url 5:13']],
  ['an unclosed brace before another segment', '"GET /a/{id/b"', ['bad-url 5:13']],
  ['an unclosed brace before a parameter', '"GET /a/{b{id}"', ['bad-url 5:13']],
  ['an unclosed brace after a host', '"GET https://api.test/{id"', ['bad-url 5:27']],
  ['an unopened brace', '"GET /a/id}"', ['bad-url 5:15']],
  ['spaces in a variable', '"GET /{{ id }}"', ['bad-reference 5:11']],
  ['an unclosed variable', '"GET /a/{{id}/b"', ['bad-reference 5:13']],
  ['three braces', '"GET /{{{id}}}"', ['bad-reference 5:11']],
  ['an undeclared variable', '"GET /x/{{nope}}"', ['undeclared-variable 5:13']],
  ['an unknown dynamic variable', '"GET /x/{{$guids}}"', ['unknown-dynamic-variable 5:13']],
  ['a parameter with an invalid name', '"GET /{a%}"', ['bad-url 5:11']],
  ['a repeated parameter', '"GET /{id}/{id}"', ['duplicate-parameter 5:16']],
  [
    'a value for a parameter that is not in the path',
    '{ request: GET /a, path: { id: 1 } }',
    ['path-without-parameter 5:32'],
  ],
  ['an empty parameter value', '{ request: "GET /{id}", path: { id: "" } }', ['bad-url 5:41']],
])('%s is reported at the exact position', (_, entry, want) => {
  expect(entryProblems(entry)).toEqual(want);
});

// Other tools write a path parameter as `:id`. Here it is plain text, so a warning is due.
test.each<[string, string[]]>([
  ['GET /c/:id', ['colon-segment 5:12']],
  ['GET /:id/c', ['colon-segment 5:10']],
  ['"GET {{other}}/:id"', ['colon-segment 5:20']],
  ['GET /:a/:b', ['colon-segment 5:10', 'colon-segment 5:13']],
  ['GET /c/:1', []],
  ['GET /c/a:id', []],
  ['"GET /c/:"', []],
  ['"GET /c/{id}:go"', []],
])('warnings about segments that begin with a colon: %s', (entry, want) => {
  expect(entryProblems(entry)).toEqual(want);
});
