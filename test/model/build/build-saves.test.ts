import { describe, expect, test } from 'vitest';
import { apiOf, endpointOf, entryProblems, listWith } from '../../support/api-of.ts';

const savesOf = (save: string) =>
  endpointOf(`{ request: GET /a, save: ${save} }`).saves.map(({ origin: _, ...save }) => save);

describe('a save', () => {
  test.each<[string, unknown]>([
    ['{ x: "$.a[0]" }', { secret: false, from: { kind: 'body', path: '$.a[0]', steps: ['a', 0] } }],
    ['{ x: { path: $.a } }', { secret: false, from: { kind: 'body', path: '$.a', steps: ['a'] } }],
    ['{ x: { path: $, secret: true } }', { secret: true, from: { kind: 'body', path: '$', steps: [] } }],
    ['{ x: { header: Location } }', { secret: false, from: { kind: 'header', name: 'Location' } }],
    [
      '{ x: { header: Location, match: "[^/]+$", secret: true } }',
      { secret: true, from: { kind: 'header', name: 'Location', match: '[^/]+$' } },
    ],
    [
      '{ x: { header: Location, match: "[^/]+$", decode: false } }',
      { secret: false, from: { kind: 'header', name: 'Location', match: '[^/]+$', decode: false } },
    ],
  ])('%s', (save, want) => {
    expect(savesOf(save)).toEqual([{ variable: 'x', ...(want as object) }]);
  });

  test('declares its variable, which is empty at first, set during the run, and secret if marked as such', () => {
    const { variables, environments } = apiOf(
      listWith('{ request: GET /a, save: { x: $.a, key: { path: $.b, secret: true } } }'),
    );
    const made = variables.filter((variable) => ['x', 'key'].includes(variable.name));
    expect(made).toMatchObject([
      { name: 'x', produced: true, secret: false },
      { name: 'key', produced: true, secret: true },
    ]);
    expect(made.map((variable) => environments[0]?.values.get(variable.name))).toEqual(['', '']);
  });

  test.each<[string, string, string]>([
    ['one request', '[{ name: A, request: GET /a, save: { x: $.a } }]', 'Saved by "A", for later requests.'],
    ['a request without a name', '[{ request: GET /a, save: { x: $.a } }]', 'Saved by "GET /a", for later requests.'],
    [
      'two requests',
      '[{ name: A, request: GET /a, save: { x: $.a } }, { name: B, request: GET /b, save: { x: $.a } }]',
      'Saved by "A" and another request, for later requests.',
    ],
    [
      'two requests of one name',
      '[{ name: A, request: GET /a, save: { x: $.a } }, { folder: F, endpoints: [{ name: A, request: GET /b, save: { x: $.a } }] }]',
      'Saved by "A", for later requests.',
    ],
  ])('by %s describes its variable', (_, endpoints, want) => {
    const list = `name: T\nenvironments: { dev: { base_url: "http://localhost:1" } }\nendpoints: ${endpoints}\n`;
    expect(apiOf(list).variables.find(({ name }) => name === 'x')?.description).toBe(want);
  });

  test('keeps the description that the list has for its variable', () => {
    const list = `name: T
variables: { x: { value: "", description: Id of the order } }
environments: { dev: { base_url: "http://localhost:1" } }
endpoints: [{ request: GET /a, save: { x: $.a } }]
`;
    expect(apiOf(list).variables.find(({ name }) => name === 'x')?.description).toBe('Id of the order');
  });

  // The save starts in column 30.
  test.each<[string, string[]]>([
    ['{ "a b": $.a }', ['bad-variable-name 5:32']],
    ['{ toString: $.a }', ['bad-variable-name 5:32']],
    ['{ x: a.b }', ['bad-path 5:35']],
    ['{ x: $..a }', ['bad-path 5:35']],
    ['{ x: { path: "$[*]" } }', ['bad-path 5:43']],
    ['{ x: { header: "A B" } }', ['bad-header-name 5:45']],
    ['{ x: { header: A, match: "[" } }', ['bad-pattern 5:55']],
    ['{ x: { header: A, path: $.a } }', ['unknown-key 5:37']],
  ])('%s is reported: %j', (save, want) => {
    expect(entryProblems(`{ request: GET /a, save: ${save} }`)).toEqual(want);
  });
});

describe('a save may not set a variable on which later requests or the sign-in depend:', () => {
  test.each<[string, string, string[]]>([
    ['base_url', '', ['reserved-variable 5:32']],
    ['base_url', 'auth: pydio-cells-v1', ['reserved-variable 6:32']],
    ['dex_token', 'auth: pydio-cells-v1', ['reserved-variable 6:32']],
    ['dex_token_expires_at', 'auth: pydio-cells-v1', ['reserved-variable 6:32']],
    ['password', 'auth: pydio-cells-v1', ['reserved-variable 6:32']],
    ['password', '', []],
    ['own_token', 'auth: { template: pydio-cells-v1, token: { variable: own_token } }', ['reserved-variable 6:32']],
    ['dex_token', 'auth: { template: pydio-cells-v1, token: { variable: own_token } }', []],
  ])('%s, with %j: %j', (name, above, want) => {
    expect(entryProblems(`{ request: GET /a, save: { ${name}: $.a } }`, above)).toEqual(want);
  });
});

describe('a saved value', () => {
  const saves = '{ request: GET /a, save: { x: $.a } }';

  test('may be used by a later request', () => {
    expect(entryProblems([saves, 'GET /b/{{x}}'])).toEqual([]);
  });

  test('may not be used by an earlier request', () => {
    expect(entryProblems(['GET /b/{{x}}', saves])).toEqual(['save-comes-later 5:12']);
  });

  test('may not be used by the request that saves it', () => {
    expect(entryProblems('{ request: "GET /a/{{x}}", save: { x: $.a } }')).toEqual(['save-comes-later 5:24']);
  });
});
