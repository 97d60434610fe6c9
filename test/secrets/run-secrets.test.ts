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
const valuesOf = (all: readonly Secret[]) => all.map((secret) => secret.value);
const basic = (text: string) => Buffer.from(text).toString('base64');

describe('what a run hides', () => {
  test('values of secret variables, and the Basic forms that are made of them', () => {
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

  test('those of every row of data, each once', () => {
    const { secrets: hidden } = secrets({ password: 'one' }, {}, { password: 'two' }, { password: 'one' });
    expect(valuesOf(hidden).filter((value) => value.length < 16)).toEqual(['one', 'two']);
  });

  test('a token that the environment still has', () => {
    const { secrets: hidden } = secrets({ dex_token: 'an-old-token', dex_token_refresh: 'refresh-1' });
    expect(valuesOf(hidden).filter((value) => value.length < 16)).toEqual(['an-old-token', 'refresh-1']);
  });

  test('nothing of what is empty', () => {
    expect(secrets({}).secrets).toEqual([]);
  });
});

describe('what cannot be hidden, because it stands in the list', () => {
  test.each([
    ['the name of the user', 'administrator'],
    ['a value of the list', 'crimson-red'],
    ['the address', 'https://shop.example'],
  ])('%s as a password: it is said', (_, value) => {
    const { secrets: hidden, diagnostics } = secrets({ password: value });
    expect(valuesOf(hidden)).not.toContain(value);
    expect(diagnostics.map((one) => [one.code, one.severity])).toEqual([['public-secret', 'warning']]);
    expect(diagnostics[0]?.message).toContain('password');
    expect(diagnostics[0]?.message).not.toContain(value);
  });

  test('once for each variable, whatever number of rows has it', () => {
    const rows = [{}, {}, {}];
    const { diagnostics } = secrets({ password: 'administrator', client_secret: 'crimson-red' }, ...rows);
    expect(diagnostics.map((one) => one.code)).toEqual(['public-secret', 'public-secret']);
  });
});

test.each([
  ['abc', ['short-secret']],
  ['abcd', []],
  ['', []],
])('a secret like %j, which is too short to be hidden, is told', (value, want) => {
  expect(secrets({ password: value }).diagnostics.map((one) => one.code)).toEqual(want);
});

test('what everybody can read: names, addresses with their variables, and plain values', () => {
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
  for (const one of texts) expect(known).toContain(one);
  expect(known).not.toContain('pass-word');
});
