import { describe, expect, test } from 'vitest';
import type { Variable } from '../../../src/model/api.ts';
import { apiOf, problemsOf } from '../../support/api-of.ts';

/** A list whose only request uses each variable in `uses`. */
const list = (variables: string, environments: string, uses: string[] = [], above = '') =>
  [
    'name: Test',
    `variables: ${variables}`,
    `environments: ${environments}`,
    ...(above ? [above] : []),
    `endpoints: [{ request: GET /a, query: { ${uses.map((name) => `${name}: "{{${name}}}"`).join(', ')} } }]`,
    '',
  ].join('\n');
const dev = '{ dev: { base_url: https://api.test } }';

function variable(name: string, variables: string, environments = dev): Variable | undefined {
  return apiOf(list(variables, environments, [name])).variables.find((variable) => variable.name === name);
}

describe('a variable has the type of its YAML value:', () => {
  test.each([
    ['x', 'string', 'x'],
    ['10', 'number', '10'],
    ['1.10', 'number', '1.10'],
    ['1e400', 'number', '1e400'],
    ['010', 'string', '010'],
    ['0x1F', 'string', '0x1F'],
    ['true', 'boolean', 'true'],
    ['no', 'string', 'no'],
    ['"10"', 'string', '10'],
    ['12:30:45', 'string', '12:30:45'],
    ['', 'string', ''],
    ['{ value: 10 }', 'number', '10'],
    ['{ description: Why }', 'string', ''],
  ])('%s is a %s, spelled %s', (written, type, value) => {
    expect(variable('x', `{ x: ${written} }`)).toMatchObject({ type, value });
  });

  test.each([
    ['one environment', '{}', '{ dev: { base_url: https://api.test, x: 10 } }', 'number'],
    ['two with values of one type', '{}', '{ dev: { base_url: https://a.test, x: 10 }, b: { x: 20 } }', 'number'],
    ['two with values of different types', '{}', '{ dev: { base_url: https://a.test, x: 10 }, b: { x: b } }', 'string'],
  ])('the type comes from %s', (_, variables, environments, type) => {
    expect(variable('x', variables, environments)?.type).toBe(type);
  });
});

test('a variable keeps its flags and its description', () => {
  expect(variable('x', '{ x: { secret: true, optional: true, description: Why } }')).toMatchObject({
    value: '',
    secret: true,
    optional: true,
    produced: false,
    description: 'Why',
  });
});

test('variables are ordered: base_url, template, list, environments, paths and saves, token', () => {
  const api = apiOf(
    [
      'name: Test',
      'auth: pydio-cells-v1',
      'variables: { second: 1 }',
      'environments: { dev: { third: 2, base_url: https://api.test } }',
      'unsafe: ask',
      'endpoints:',
      '  - { request: "GET /{fourth}/{{second}}/{{third}}", save: { fifth: $.a } }',
      '',
    ].join('\n'),
  );
  expect(api.variables.map((variable) => variable.name)).toEqual([
    'base_url',
    ...['client_id', 'client_secret', 'username', 'password', 'nonce'],
    'second',
    'third',
    'fourth',
    'fifth',
    'allow_unsafe',
    ...['dex_token', 'dex_token_expires_at', 'dex_token_for', 'dex_token_refresh'],
  ]);
  expect(api.variables.filter((variable) => variable.produced).map((variable) => variable.name)).toEqual([
    'nonce',
    'fifth',
    ...['dex_token', 'dex_token_expires_at', 'dex_token_for', 'dex_token_refresh'],
  ]);
});

describe('values of an environment', () => {
  const environments = `
  dev: { base_url: "https://dev.test//", x: own }
  long:
    variables: { base_url: https://long.test/api/ }
    ca_file: certs/ca.pem
    protected: true
`;
  const { environments: all } = apiOf(list('{ x: general, key: { secret: true } }', environments, ['x', 'key']));

  test('take precedence over general values, and the base URL loses its trailing slash', () => {
    expect(all.map(({ name, values }) => [name, ...values])).toEqual([
      ['dev', ['base_url', 'https://dev.test'], ['x', 'own'], ['key', '']],
      ['long', ['base_url', 'https://long.test/api'], ['x', 'general'], ['key', '']],
    ]);
  });

  test('in the long form come with a CA file and a protected flag', () => {
    expect(all[0]).toMatchObject({ protected: false });
    expect(all[0]).not.toHaveProperty('caFile');
    expect(all[1]).toMatchObject({ protected: true, caFile: 'certs/ca.pem' });
  });
});

describe('mistakes in variables and environments', () => {
  test.each<[string, string, string, string[]]>([
    ['no environment', '{}', '{}', ['no-environments 3:1', 'undeclared-variable 4:28']],
    ['a name with a space', '{ "a b": 1 }', dev, ['bad-variable-name 2:14']],
    ['a name that is a property of every JavaScript object', '{ toString: 1 }', dev, ['bad-variable-name 2:14']],
    [
      'an environment that cannot be a file name',
      '{}',
      '{ a/b: { base_url: https://a.test } }',
      ['bad-environment-name 3:17'],
    ],
    ['a value of a secret', '{ x: { secret: true, value: abc } }', dev, ['secret-in-list 2:40', 'secret-in-url 4:24']],
    [
      'a value of a secret in an environment',
      '{ x: { secret: true } }',
      '{ dev: { base_url: https://a.test, x: abc } }',
      ['secret-in-list 3:53', 'secret-in-url 4:24'],
    ],
    [
      'a value of another type in an environment',
      '{ x: 1 }',
      '{ dev: { base_url: https://a.test, x: abc } }',
      ['variable-type 3:53'],
    ],
    ['a variable that refers to itself', '{ x: "{{x}}" }', dev, ['variable-cycle 2:14']],
    ['two variables that refer to each other', '{ x: "{{y}}", y: "a{{x}}" }', dev, ['variable-cycle 2:14']],
    [
      'a cycle in one environment only',
      '{ x: "{{y}}", y: 1 }',
      '{ dev: { base_url: https://a.test, y: "{{x}}" } }',
      ['variable-type 3:53', 'variable-cycle 3:53'],
    ],
    ['an unused variable', '{ x: 1, other: 2 }', dev, ['unused-variable 2:20']],
    ['a reference to an undeclared variable', '{ x: "{{nope}}" }', dev, ['undeclared-variable 2:18']],
  ])('%s is reported', (_, variables, environments, want) => {
    const uses = variables.includes('x:') ? ['x'] : [];
    expect(problemsOf(list(variables, environments, uses))).toEqual(want);
  });

  test.each<[string, string, string[]]>([
    ['no scheme', 'api.test', ['bad-base-url']],
    ['the scheme ftp', 'ftp://api.test', ['bad-base-url']],
    ['a trailing space', '"https://api.test "', ['bad-base-url']],
    ['a line break', '"https://api.test\\n"', ['bad-base-url']],
    ['a backslash', '"https://api.test\\\\a"', ['bad-base-url']],
    ['a user name', 'https://jane@api.test', ['bad-base-url']],
    ['a query', 'https://api.test/?a=1', ['bad-base-url']],
    ['a fragment', '"https://api.test/#a"', ['bad-base-url']],
    ['an invalid port', 'https://api.test:99999', ['bad-base-url']],
    ['a path', 'https://api.test/v1', []],
    ['an IPv6 address', '"http://[::1]:8080"', []],
    ['an empty value', '', []],
  ])('a base URL with %s', (_, value, want) => {
    const found = problemsOf(list('{}', `{ dev: { base_url: ${value} } }`)).map((problem) => problem.split(' ')[0]);
    expect(found).toEqual(want);
  });

  test('a secret in a URL gives a warning, a secret in a header does not', () => {
    const secret = '{ x: { secret: true } }';
    expect(problemsOf(list(secret, dev, ['x']))).toEqual(['secret-in-url 4:24']);
    expect(problemsOf(list(secret, dev, [], 'headers: { X-Key: "{{x}}" }'))).toEqual([]);
  });

  // Each variable is declared secret in one place and has its value in another.
  // Line 2 has the variables, line 3 the environments.
  test.each<[string, string, string, string, string[]]>([
    [
      'a later environment',
      '{}',
      '{ dev: { base_url: https://a.test, x: abc }, prod: { base_url: https://a.test, x: { secret: true } } }',
      '',
      ['secret-in-list 3:53'],
    ],
    [
      'an earlier environment',
      '{}',
      '{ dev: { base_url: https://a.test, x: { secret: true } }, prod: { base_url: https://a.test, x: abc } }',
      '',
      ['secret-in-list 3:110'],
    ],
    [
      'an environment, with the value under "variables"',
      '{ x: abc }',
      '{ dev: { base_url: https://a.test, x: { secret: true } } }',
      '',
      ['secret-in-list 2:17'],
    ],
    [
      'a later environment, with the value in the long form',
      '{}',
      '{ dev: { variables: { base_url: https://a.test, x: { value: abc } } }, prod: { base_url: https://a.test, x: { secret: true } } }',
      '',
      ['secret-in-list 3:75'],
    ],
    [
      'the last environment, with two values before it',
      '{ x: abc }',
      '{ dev: { base_url: https://a.test, x: abd }, prod: { base_url: https://a.test, x: { secret: true } } }',
      '',
      ['secret-in-list 2:17', 'secret-in-list 3:53'],
    ],
    ['a save', '{ x: abc }', dev, ', save: { x: { path: $.x, secret: true } }', ['secret-in-list 2:17']],
    [
      'a later environment, with a number as the value',
      '{}',
      '{ dev: { base_url: https://a.test, x: 1234 }, prod: { base_url: https://a.test, x: { secret: true } } }',
      '',
      ['secret-in-list 3:53'],
    ],
    [
      'an environment, with empty values only',
      '{ x: "" }',
      '{ dev: { base_url: https://a.test, x: null }, prod: { base_url: https://a.test, x: { secret: true } } }',
      '',
      [],
    ],
  ])('a value is reported if its variable is declared secret by %s', (_, variables, environments, keys, want) => {
    const text = list(variables, environments, [], 'headers: { X-Key: "{{x}}" }');
    expect(problemsOf(text.replace('request: GET /a', `request: GET /a${keys}`))).toEqual(want);
  });

  test('values that would grow exponentially are refused without being resolved', () => {
    const doubled = Array.from({ length: 40 }, (_, n) => `x${n + 1}: "{{x${n}}}{{x${n}}}"`).join(', ');
    const text = list(`{ x0: abcd, ${doubled} }`, dev, ['x40']);
    expect(problemsOf(text).map((problem) => problem.split(' ')[0])).toEqual(['variable-too-long']);
  });

  test('a variable is used if a script mentions its name', () => {
    const text = list('{ x: 1 }', dev).replace('request: GET /a', 'request: GET /a, before: "pm.variables.get(`x`)"');
    expect(problemsOf(text)).toEqual([]);
  });
});

test('an environment has the client certificate that the list names', () => {
  const [environment] = apiOf(
    list('{}', '{ dev: { variables: { base_url: https://api.test }, client_cert: ci.pem } }'),
  ).environments;
  expect(environment?.client).toMatchObject({ cert: { path: 'ci.pem' } });
});
