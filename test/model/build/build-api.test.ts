import { describe, expect, test } from 'vitest';
import { apiOf, problemsOf } from '../../support/api-of.ts';

describe('the number of variable values is limited:', () => {
  const list = (inVariables: number, inEach: number, environments: number) => {
    const map = (count: number) => Array.from({ length: count }, (_, at) => `  a${at}: ""`);
    const values = Array.from({ length: environments }, (_, at) => [
      `  e${at}:`,
      ...map(inEach - 1).map((line) => `  ${line}`),
      '    base_url: https://api.test',
    ]);
    const variables = inVariables > 0 ? ['variables:', ...map(inVariables)] : [];
    return ['name: Test', ...variables, 'environments:', ...values.flat(), 'endpoints: [GET /a]', ''].join('\n');
  };
  const errors = (text: string) => problemsOf(text).filter((problem) => !problem.startsWith('unused-variable'));

  test.each([
    ['2,000 values in variables and environments', list(1000, 500, 2), []],
    ['2,001 values, the last in variables', list(1001, 500, 2), ['too-many-variables 2:1']],
    ['2,000 values in environments only', list(0, 100, 20), []],
    ['2,100 values in environments only', list(0, 100, 21), ['too-many-variables 2:1']],
  ])('%s', (_, text, wanted) => expect(errors(text)).toEqual(wanted));
});

describe('token URL, issuer and token variable of a sign-in', () => {
  const list = (auth: string) =>
    `name: Test\nauth: ${auth}\nenvironments: { dev: { base_url: https://api.test } }\nendpoints: [GET /a]\n`;
  const pydio = (more: string) => list(`{ template: pydio-cells-v1, ${more} }`);

  test('a token URL that is only a path is appended to the base URL', () => {
    const tokenUrl = (url: string) => apiOf(pydio(`token_url: ${url}`)).identities[0]?.signIn?.tokenUrl;
    expect(tokenUrl('/token')).toBe('{{base_url}}/token');
    expect(tokenUrl('https://sign-in.test/token')).toBe('https://sign-in.test/token');
  });
  test('a token URL may have a query (RFC 6749, section 3.2)', () => {
    expect(problemsOf(pydio('token_url: "/token?p=B2C_1&client=a"'))).toEqual([]);
  });
  test.each([
    ['a token URL with the scheme ftp', 'token_url: "ftp://api.test/token"', 'bad-url 2:7'],
    ['a token URL without a scheme', 'token_url: api.test/token', 'bad-url 2:7'],
    ['a token URL with a fragment', 'token_url: "/token#a"', 'bad-url 2:7'],
    ['a token URL with a space', 'token_url: /to ken', 'bad-url 2:7'],
    ['a token URL with a user name', 'token_url: "https://a:b@api.test/token"', 'bad-url 2:7'],
    ['an empty token URL', 'token_url: ""', 'missing-key 2:7'],
    ['an issuer with a query', 'issuer: "https://id.test/?a=b"', 'bad-url 2:7'],
    ['an issuer without a scheme', 'issuer: id.test', 'bad-url 2:7'],
    ['an issuer with an undeclared variable', 'issuer: "{{idp}}"', 'undeclared-variable 2:7'],
    ['a token URL with an undeclared variable', 'token_url: "{{sign_in}}/token"', 'undeclared-variable 2:7'],
    ['a token URL with a path parameter', 'token_url: "/{realm}/token"', 'bad-url 2:7'],
    ['a token variable with a space in its name', 'token: { variable: my token }', 'bad-variable-name 2:7'],
    ['a token variable named like an object property', 'token: { variable: toString }', 'bad-variable-name 2:7'],
    [
      'a token variable that is also a variable of the template',
      'token: { variable: client_secret }',
      'bad-variable-name 2:7',
    ],
  ])('%s is refused', (_, more, wanted) => expect(problemsOf(pydio(more))).toEqual([wanted]));
});
