/** One way to write a request's path and query, its form in the collection, and the target that is sent. */
export interface UrlForm {
  readonly about: string;
  /** The entry in the list. */
  readonly entry: string;
  /** `url.raw` after `{{base_url}}`. */
  readonly raw: string;
  /** The target in the HTTP request line. */
  readonly wire: string;
}

const form = (about: string, entry: string, raw: string, wire = raw): UrlForm => ({ about, entry, raw, wire });
const query = (about: string, map: string, raw: string, wire = raw): UrlForm =>
  form(about, `{ request: GET /q, query: ${map} }`, `/q${raw}`, `/q${wire}`);
const path = (about: string, value: string, wire: string): UrlForm =>
  form(about, `{ request: "GET /p/{key}", path: { key: ${value} } }`, '/p/:key', `/p/${wire}`);

/**
 * The golden table of URLs. `{{id}}` is 7. The path and query in `request` are sent unchanged where possible. Values
 * under `path` and `query` are encoded, so that a value cannot become another part of the URL.
 */
export const urlForms: readonly UrlForm[] = [
  form('a path', 'GET /a/b', '/a/b'),
  form('the root', 'GET /', '/'),
  form('a slash at the end', 'GET /a/', '/a/'),
  form('two slashes', 'GET /a//b', '/a//b'),
  form('a colon inside a segment', 'GET /a:go', '/a:go'),
  form('a colon at the start of a segment, which Postman would read as a parameter', 'GET /a/:go', '/a/%3Ago'),
  form('a URL in the path', 'GET /p/https://a.test', '/p/https%3A//a.test'),
  form('encoded characters', 'GET /a%20b/%C3%A9', '/a%20b/%C3%A9'),
  form('a non-ASCII letter', 'GET /é', '/é', '/%C3%A9'),
  form('a variable as a segment', 'GET /v/{{id}}', '/v/{{id}}', '/v/7'),
  form('a parameter named like a variable', 'GET /v/{id}', '/v/:id', '/v/7'),
  form('a parameter before other text', 'GET /v/{id}:stop', '/v/{{id}}:stop', '/v/7:stop'),
  form('two parameters in one segment', '{ request: "GET /{n}.{e}", path: { n: a, e: txt } }', '/a.txt'),
  path('a number keeps its spelling', '01.10', '01.10'),
  form(
    'a slash is kept in {+name}, for paths of files',
    '{ request: "GET /p/{+key}", path: { key: a/b } }',
    '/p/:key',
    '/p/a/b',
  ),
  form('a variable in {+name}', 'GET /v/{+id}', '/v/:id', '/v/7'),
  path('characters that would end the path', '"a?b#c"', 'a%3Fb%23c'),
  path('a percent sign', '100%', '100%25'),
  path('a backslash', '"a\\\\b"', 'a%5Cb'),
  path('spaces and non-ASCII letters', 'a b é', 'a%20b%20%C3%A9'),
  path('a variable', '"x-{{id}}"', 'x-7'),
  form('a query', 'GET /q?x=1&y=2', '/q?x=1&y=2'),
  form('a bare key', 'GET /q?x', '/q?x'),
  form('an empty value', 'GET /q?x=', '/q?x='),
  form('a second "="', 'GET /q?x=a=b', '/q?x=a=b'),
  form('a query in the request is sent unchanged', 'GET /q?x=a%20b+c&z=%zz', '/q?x=a%20b+c&z=%zz'),
  form('a query without a path', 'GET {{base_url}}?x=1', '/?x=1'),
  form('neither path nor query', 'GET {{base_url}}', '/'),
  form('a query in the request and under "query"', '{ request: GET /q?a=1, query: { b: 2 } }', '/q?a=1&b=2'),
  query('a list repeats the key', '{ x: [1, two, null] }', '?x=1&x=two&x'),
  query('null is a bare key', '{ x: null, y: ~ }', '?x&y'),
  query('empty text is an empty value', '{ x: "" }', '?x='),
  query('numbers keep their spelling', '{ x: 1.10, y: 007, z: true }', '?x=1.10&y=007&z=true'),
  query('an ampersand', '{ x: a&b }', '?x=a%26b'),
  query('an equals sign in a value, and in a key', '{ x: a=b, "c=d": 1 }', '?x=a=b&c%3Dd=1'),
  query('a number sign', '{ x: a#b }', '?x=a%23b'),
  query('a plus, which many servers read as a space', '{ x: a+b c }', '?x=a%2Bb c', '?x=a%2Bb%20c'),
  query('a percent sign', '{ x: 50%, y: "%zz" }', '?x=50%25&y=%25zz'),
  query('non-ASCII characters', '{ é: ☃ }', '?é=☃', '?%C3%A9=%E2%98%83'),
  query('brackets', '{ "x[]": 1 }', '?x[]=1'),
  query('a question mark and a slash', '{ x: a?b/c }', '?x=a?b/c'),
  query('a variable beside literal text', '{ x: "{{id}}&y" }', '?x={{id}}%26y', '?x=7%26y'),
  query('a disabled parameter', '{ x: 1, y: { value: 2, disabled: true }, z: 3 }', '?x=1&z=3'),
];
