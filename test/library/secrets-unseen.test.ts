import { describe, expect, test } from 'vitest';
import { formatDiagnostics, sortDiagnostics } from '../../src/diagnostics/format.ts';
import { formatAnnotation } from '../../src/report/annotations.ts';
import { type Files, load } from '../support/api-of.ts';

const secret = 'canary-hunter2';

/** The codes of a list's diagnostics, and all their printed forms as one text. */
function printed(text: string, files: Files = {}): { codes: string[]; text: string } {
  const diagnostics = sortDiagnostics(load(text, files).diagnostics);
  const outputs = [formatDiagnostics(diagnostics), JSON.stringify(diagnostics), ...diagnostics.map(formatAnnotation)];
  return { codes: diagnostics.map((diagnostic) => diagnostic.code), text: outputs.join('\n') };
}

const tail = `environments: { dev: { base_url: https://shop.example } }
endpoints: [{ request: GET /a, headers: { X-Key: "{{api_key}}" } }]
`;

describe('a diagnostic for a place near a secret does not print the secret', () => {
  test.each<[string, string, string[]]>([
    [
      'an unknown key on the next line',
      `name: Shop\nvariables:\n  api_key: { secret: true, value: ${secret} }\n  note: { quer: 1 }\n${tail}`,
      ['secret-in-list', 'unknown-key'],
    ],
    [
      'an unknown key on the same line',
      `name: Shop\nvariables: { api_key: { secret: true, quer: 1, value: ${secret} } }\n${tail}`,
      ['unknown-key', 'secret-in-list'],
    ],
    [
      'a secret on several lines',
      `name: Shop\nvariables:\n  api_key:\n    secret: true\n    value: |\n      ${secret}\n      ${secret}\n  "a b": 1\n${tail}`,
      ['secret-in-list', 'bad-variable-name'],
    ],
    [
      'a secret in quotes, repeated in a comment',
      `name: Shop\nvariables:\n  api_key: { secret: true, value: "${secret}" }\n  note: { quer: 1 } # ${secret}\n${tail}`,
      ['secret-in-list', 'unknown-key'],
    ],
    [
      'the value of a variable that is declared secret in another place',
      `name: Shop\nvariables:\n  own: ${secret}\n  note: { quer: 1 }\nenvironments: { dev: { base_url: https://shop.example, own: { secret: true } } }\nendpoints: [{ request: GET /a, headers: { X-Key: "{{own}}" } }]\n`,
      ['secret-in-list', 'unknown-key'],
    ],
    [
      'invalid YAML, where the declarations of the list are unknown',
      `name: Shop\nvariables:\n  api_key: ${secret}\n  note: [1\n${tail}`,
      ['yaml-syntax'],
    ],
    ['a secret with an unclosed quote', `name: Shop\nvariables:\n  api_key: "${secret}\n${tail}`, ['yaml-syntax']],
    [
      'a secret under a duplicate key',
      `name: Shop\nvariables: { api_key: { secret: true } }\n${tail.replace('shop.example', `shop.example, api_key: k, api_key: ${secret}`)}`,
      ['secret-in-list', 'duplicate-key'],
    ],
    [
      'a password that the template does not use',
      `name: Shop\nauth: { template: api-key, password: ${secret} }\n${tail}`,
      ['unknown-key'],
    ],
    [
      'an unknown key in another identity',
      `name: Shop\nauth: api-key\nidentities:\n  jane: { template: api-key, api_key: ${secret} }\n  john: { template: api-key, apikey: 1 }\n${tail}`,
      ['secret-in-list', 'unknown-key'],
    ],
    ...['pasword', 'passwrod', 'clientsecret', 'client_secrt', 'apikey', 'secretkey'].map(
      (key): [string, string, string[]] => [
        `a misspelt key of a sign-in: ${key}`,
        `name: Shop\nauth: api-key\nidentities:\n  jane: { template: basic, ${key}: ${secret} }\n${tail}`,
        ['unknown-key'],
      ],
    ),
    ...['valeu', 'val', 'vlaue', 'default'].map((key): [string, string, string[]] => [
      `a misspelt key of a secret variable: ${key}`,
      `name: Shop\nvariables:\n  api_key: { secret: true, ${key}: ${secret} }\n${tail}`,
      ['unknown-key'],
    ]),
    ...['secrt', 'sercet', 'secrets'].map((key): [string, string, string[]] => [
      `a variable whose key "secret" is misspelt: ${key}`,
      `name: Shop\nvariables:\n  pin:\n    value: ${secret}\n    ${key}: true\n${tail.replace('api_key', 'pin')}`,
      ['unknown-key'],
    ]),
    [
      'a header marked as secret',
      `name: Shop\n${tail.replace('X-Key: "{{api_key}}"', `X-Key: { secret: true, value: ${secret} }`)}`,
      ['unknown-key'],
    ],
  ])('%s', (_, text, codes) => {
    const shown = printed(text);
    expect(shown.text).not.toContain('canary');
    expect(shown.codes).toEqual(codes);
  });
});

describe('a diagnostic for a secret does not quote the secret', () => {
  test.each<[string, string, string[]]>([
    [
      'a secret that YAML cuts off at a comment',
      `auth: { template: pydio-cells-v1 }\nvariables:\n  password: ${secret} #canary\n`,
      ['value-cut'],
    ],
    ['a number as a secret', 'auth: { template: pydio-cells-v1, client_secret: 314159265 }\n', ['wrong-type']],
    ['a secret in place of the flag "secret"', `variables: { api_key: { secret: ${secret} } }\n`, ['wrong-type']],
    [
      'a secret with an unclosed reference',
      `variables: { api_key: { secret: true, value: "${secret}{{x" } }\n`,
      ['bad-reference', 'secret-in-list'],
    ],
  ])('%s', (_, lines, codes) => {
    const shown = printed(`name: Shop\n${lines}${tail}`);
    expect(shown.text).not.toMatch(/canary|314159265/);
    expect(shown.codes).toEqual(expect.arrayContaining(codes));
  });
});

describe('a diagnostic for a template file does not print a secret near it', () => {
  const list = `name: Shop\nauth: ./own.yaml\n${tail}`;

  test.each<[string, string, string]>([
    ['an unknown key on the next line', `client_secret: ${secret}\nscoop: read\n`, 'unknown-key'],
    ['an unknown key on the line before', `scoop: read\nclient_secret: ${secret}\n`, 'unknown-key'],
    ['a password on the line before', `password: ${secret}\nscoop: read\n`, 'unknown-key'],
    [
      'a secret variable',
      `variables:\n  pin: { secret: true, value: ${secret} }\n  note: { quer: 1 }\n`,
      'unknown-key',
    ],
    ['a secret parameter', `parameters:\n  refresh_token: ${secret}\n  a: [1]\n`, 'wrong-type'],
    ['invalid YAML', `client_secret: ${secret}\nscope: [read\n`, 'yaml-syntax'],
  ])('%s', (_, template, code) => {
    const shown = printed(list, { './own.yaml': template });
    expect(shown.text).not.toContain('canary');
    expect(shown.codes).toContain(code);
  });
});

test('text that only looks like a secret is shown', () => {
  const text = `name: Shop\nenvironments:\n  dev:\n    token_url: https://sso.example\nendpoints: [{ request: GET /a, hedders: { X-Key: "{{api_key}}" } }]\n`;
  const shown = printed(text);
  expect(shown.text).toContain('token_url: https://sso.example');
  expect(shown.text).toContain('hedders: { X-Key: "{{api_key}}" }');

  const flag = `name: Shop\nvariables: { pin: { secret: yes, description: For the door } }\n${tail}`;
  expect(printed(flag).text).toContain('pin: { secret: yes, description: For the door }');

  const header = `name: Shop\nauth: { template: api-key, api_key_header: X-Own, scoop: 1 }\n${tail}`;
  expect(printed(header).text).toContain('auth: { template: api-key, api_key_header: X-Own, scoop: 1 }');
});
