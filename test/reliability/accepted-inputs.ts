import { type Api, type Endpoint, endpointsOf } from '../../src/model/api.ts';
import { assertionName } from '../../src/model/expectation.ts';
import { toEnvironment } from '../../src/postman/v2/to-environment.ts';
import { toRequest } from '../../src/postman/v2/to-request.ts';

/** The first endpoint of a list. */
const first = (api: Api) => endpointsOf(api.items)[0] as Endpoint;
const request = (api: Api) => toRequest(first(api), api);
const raw = (api: Api) => request(api).url.raw;
const body = (api: Api) => {
  const { body } = request(api);
  if (body?.mode === 'raw') return body.raw;
  const fields = body?.mode === 'urlencoded' ? body.urlencoded : [];
  return fields.map(({ key, value }) => `${key}=${value}`).join('&');
};
const header = (api: Api) => request(api).header.map(({ key, value }) => `${key}: ${value}`);
const values = (api: Api) =>
  api.environments.map((environment) => toEnvironment(environment, api).values.map(({ key, value }) => [key, value]));

const base = 'https://shop.example';
const inEnvironment = (more: string, entry = 'GET /a') =>
  `name: Shop\nenvironments: { dev: { base_url: ${base}, ${more} } }\nendpoints:\n  - ${entry}\n`;
const withBase = (url: string) => `name: Shop\nenvironments: { dev: { base_url: "${url}" } }\nendpoints: [GET /a]\n`;

/** An endpoint in nested folders. */
function foldersOf(depth: number): string {
  let entry = 'GET /a';
  for (let level = depth; level > 0; level--) entry = `{ folder: "${level}", endpoints: [ ${entry} ] }`;
  return entry;
}

/**
 * Inputs that must be accepted: row of the fault table, name, an entry or (if it has a line break) a list, a function
 * that picks a part of the result, and the expected part.
 */
export const accepted: readonly (readonly [number, string, string, (api: Api) => unknown, unknown])[] = [
  [
    103,
    'an alias',
    '{ request: POST /a, json: { a: &a [1], b: *a } }',
    (api) => JSON.parse(body(api)),
    { a: [1], b: [1] },
  ],
  [107, '16 folders', foldersOf(16), (api) => first(api).folders.length, 16],
  [
    110,
    'lone carriage returns',
    `name: Shop\renvironments: { dev: { base_url: ${base} } }\rendpoints: [GET /a]\r`,
    raw,
    '{{base_url}}/a',
  ],
  [114, 'constructor in a form', '{ request: POST /a, form: { constructor: b } }', body, 'constructor=b'],
  [
    114,
    'constructor and prototype in JSON',
    '{ request: POST /a, json: { constructor: { prototype: 1 } } }',
    (api) => JSON.parse(body(api)),
    { constructor: { prototype: 1 } },
  ],
  [114, 'constructor as a header', '{ request: GET /a, headers: { constructor: b } }', header, ['constructor: b']],
  [
    115,
    'a variable called prototype',
    inEnvironment('prototype: b', 'GET /{prototype}'),
    values,
    [
      [
        ['base_url', base],
        ['prototype', 'b'],
      ],
    ],
  ],
  [
    117,
    'numbers in headers',
    '{ request: GET /a, headers: { A: 1.10, B: 01234, C: 0x1F } }',
    header,
    ['A: 1.10', 'B: 01234', 'C: 0x1F'],
  ],
  [
    117,
    'numbers in a query',
    '{ request: GET /a, query: { a: 010, b: 1_000, c: 12:30:45, d: no } }',
    raw,
    '{{base_url}}/a?a=010&b=1_000&c=12:30:45&d=no',
  ],
  [
    117,
    'a number in a path',
    '{ request: "GET /a/{b}", path: { b: 007 } }',
    (api) => first(api).url.parameters,
    [{ key: 'b', value: '007' }],
  ],
  [117, 'a number in a form', '{ request: POST /a, form: { a: 1.0 } }', body, 'a=1.0'],
  [
    117,
    'numbers in an environment',
    inEnvironment('a: 1.50', 'GET /{a}'),
    values,
    [
      [
        ['base_url', base],
        ['a', '1.50'],
      ],
    ],
  ],
  [
    117,
    'a variable with a leading zero in JSON, which stays text',
    `name: Shop\nvariables: { a: 010, b: 10 }\nenvironments: { dev: { base_url: ${base} } }\nendpoints: [{ request: POST /a, json: ["{{a}}", "{{b}}"] }]\n`,
    body,
    '[\n  "{{a}}",\n  {{b}}\n]',
  ],
  [118, 'the largest safe integer', '{ request: POST /a, json: 9007199254740991 }', body, '9007199254740991'],
  [120, 'keys that are numbers', '{ request: POST /a, json: { 10: a, 9: b } }', body, '{\n  "10": "a",\n  "9": "b"\n}'],
  [
    120,
    'environments whose names are numbers',
    `name: Shop\nenvironments: { 10: { base_url: "${base}" }, 9: { base_url: "${base}" } }\nendpoints: [GET /a]`,
    (api) => api.environments.map((environment) => environment.name),
    ['10', '9'],
  ],
  [124, 'a comment', 'GET /a # all of them', raw, '{{base_url}}/a'],
  [124, 'a hash in quotes', '{ request: GET /a, headers: { A: "b #c" } }', header, ['A: b #c']],
  [
    128,
    'one request under two names',
    `name: Shop\nenvironments: { dev: { base_url: ${base} } }\nendpoints: [{ name: a, request: GET /a }, { name: b, request: GET /a }]`,
    (api) => new Set(endpointsOf(api.items).map((endpoint) => endpoint.id)).size,
    2,
  ],
  [
    128,
    'several assertions, whose names are unique',
    '{ request: GET /a, expect: { headers: { A: true, B: true }, text: [a, b, c] } }',
    (api) => new Set(first(api).expectations.map(assertionName)).size,
    6,
  ],
  [132, 'HTML in a name', '{ name: "<b>a</b>", request: GET /a }', (api) => first(api).name, '<b>a</b>'],
  [
    134,
    'Latin-1 in a header of an example',
    '{ request: GET /a, examples: [{ name: E, headers: { A: Zürich } }] }',
    (api) => first(api).examples[0]?.headers[0]?.value,
    'Zürich',
  ],
  [135, 'spaces around a header value', '{ request: GET /a, headers: { A: "  b\t" } }', header, ['A: b']],
  [138, 'a method in lower case', 'get /a', (api) => first(api).method, 'GET'],
  [138, 'PURGE', 'PURGE /a', (api) => first(api).method, 'PURGE'],
  [138, 'QUERY', 'QUERY /a', (api) => first(api).method, 'QUERY'],
  [140, 'a colon at the start of a segment', 'GET /a/:b', raw, '{{base_url}}/a/%3Ab'],
  [140, 'a colon inside a segment', 'GET /a:b', raw, '{{base_url}}/a:b'],
  [
    141,
    'a path value with a query and a fragment',
    '{ request: "GET /{a}", path: { a: "b?c#d" } }',
    (api) => first(api).url.parameters[0]?.value,
    'b%3Fc%23d',
  ],
  [142, 'an array in a query', '{ request: GET /a, query: { b: [1, 2] } }', raw, '{{base_url}}/a?b=1&b=2'],
  [
    142,
    'null and an empty text in a query',
    '{ request: GET /a, query: { b: null, c: "" } }',
    raw,
    '{{base_url}}/a?b&c=',
  ],
  [
    142,
    'a query value with special characters',
    '{ request: GET /a, query: { b: "c&d=e#f%zz" } }',
    raw,
    '{{base_url}}/a?b=c%26d=e%23f%25zz',
  ],
  [
    143,
    'a URL with path and query, which is split into parts',
    'GET /a/b?c=d',
    (api) => ({ ...request(api).url, raw: '' }),
    { raw: '', host: ['{{base_url}}'], path: ['a', 'b'], query: [{ key: 'c', value: 'd' }] },
  ],
  [145, 'an IPv6 host', 'GET http://[::1]:80/a', (api) => request(api).url.host, ['[::1]']],
  [145, 'repeated slashes in a path', 'GET /a//b', raw, '{{base_url}}/a//b'],
  [146, 'a base URL with a trailing slash', withBase(`${base}/`), values, [[['base_url', base]]]],
  [146, 'a path in a base URL', withBase(`${base}/api//`), values, [[['base_url', `${base}/api`]]]],
  [
    154,
    'numbers and booleans in an environment, which become text',
    inEnvironment('a: 7, b: true', 'GET /{a}/{b}'),
    values,
    [
      [
        ['base_url', base],
        ['a', '7'],
        ['b', 'true'],
      ],
    ],
  ],
  [
    154,
    'a missing value in an environment, which becomes an empty text',
    inEnvironment('a: ', 'GET /{a}'),
    values,
    [
      [
        ['a', ''],
        ['base_url', base],
      ],
    ],
  ],
];
