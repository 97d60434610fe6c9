import { describe, expect, test } from 'vitest';
import { runSecrets } from '../../src/secrets/run-secrets.ts';
import type { Secret } from '../../src/secrets/secret.ts';
import { apiOf } from '../support/api-of.ts';

const api = apiOf(`name: Shop
auth: pydio-cells-v1
identities:
  clerk: { template: basic, username: ann }
  partner: api-key
variables: { color: crimson-red }
environments: { dev: { base_url: "https://shop.example", username: administrator } }
endpoints:
  - { folder: Orders, endpoints: [{ name: List them, request: "GET /orders?c={{color}}" }] }
  - { name: Ann, request: GET /a, auth: clerk }
  - { name: Key, request: GET /b, auth: partner }
`);
const base = new Map(api.environments[0]?.values ?? []);
const secrets = (values: Record<string, string>, ...rows: Record<string, string>[]) =>
  runSecrets({
    api,
    secrets: Object.entries(values).map(([name, value]) => ({ name, value, source: 'a test' })),
    iterations: (rows.length > 0 ? rows : [{}]).map(
      (row) => new Map([...base, ...Object.entries({ ...values, ...row })]),
    ),
  });
const valuesOf = (found: readonly Secret[]) => found.map((secret) => secret.value);
const basic = (text: string) => Buffer.from(text).toString('base64');

describe('a run hides', () => {
  test('values of secret variables, and Basic credentials that contain them', () => {
    const { secrets: hidden, diagnostics } = secrets({
      password: 'pass-word',
      client_secret: 's:e c',
      clerk_password: 'anns',
      partner_api_key: 'key-1',
    });
    expect(new Set(valuesOf(hidden))).toEqual(
      new Set([
        ...['pass-word', 's:e c', 'anns', 'key-1'],
        ...[basic('cells-front:s:e c'), basic('cells-front:s%3Ae%20c')],
        basic('ann:anns'),
      ]),
    );
    expect(diagnostics).toEqual([]);
  });

  test('the secrets of every data row, each once', () => {
    const { secrets: hidden } = secrets({ password: 'one' }, {}, { password: 'two' }, { password: 'one' });
    expect(valuesOf(hidden).filter((value) => value.length < 16)).toEqual(['one', 'two']);
  });

  test('a token that is still in the environment', () => {
    const { secrets: hidden } = secrets({ dex_token: 'an-old-token', dex_token_refresh: 'refresh-1' });
    expect(valuesOf(hidden).filter((value) => value.length < 16)).toEqual(['an-old-token', 'refresh-1']);
  });

  test('nothing when all values are empty', () => {
    expect(secrets({}).secrets).toEqual([]);
  });
});

describe('a secret that is also public in the list cannot be hidden', () => {
  test.each([
    ['the user name', 'administrator'],
    ['a variable value', 'crimson-red'],
    ['the base URL', 'https://shop.example'],
  ])('%s as the password: a warning is reported, and the value is not hidden', (_, value) => {
    const { secrets: hidden, diagnostics } = secrets({ password: value });
    expect(valuesOf(hidden)).not.toContain(value);
    expect(diagnostics.map((diagnostic) => [diagnostic.code, diagnostic.severity])).toEqual([
      ['public-secret', 'warning'],
    ]);
    expect(diagnostics[0]?.message).toContain('password');
    expect(diagnostics[0]?.message).not.toContain(value);
  });

  test('and the warning is reported once for each variable, not for each data row', () => {
    const rows = [{}, {}, {}];
    const { diagnostics } = secrets({ password: 'administrator', client_secret: 'crimson-red' }, ...rows);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['public-secret', 'public-secret']);
  });
});

test.each([
  ['abc', ['short-secret']],
  ['abcd', []],
  ['', []],
])('a password of %j is reported if it is too short to be hidden: %j', (value, want) => {
  expect(secrets({ password: value }).diagnostics.map((diagnostic) => diagnostic.code)).toEqual(want);
});

test('known public texts are names, URLs with their variables, and plain values, but no secrets', () => {
  const [known = ''] = secrets({ password: 'pass-word' }).known;
  const texts = [
    'Shop',
    'dev',
    'Orders',
    'List them',
    '{{base_url}}/orders',
    'client_secret',
    'Get token',
    'administrator',
  ];
  for (const text of texts) expect(known).toContain(text);
  expect(known).not.toContain('pass-word');
});
