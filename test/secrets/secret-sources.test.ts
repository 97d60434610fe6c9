import { describe, expect, test } from 'vitest';
import { secretKeys } from '../../src/secrets/secret-keys.ts';
import { findSecret, type SecretSources } from '../../src/secrets/secret-sources.ts';
import { apiOf } from '../support/api-of.ts';

const list = (environments: string, slug = '') =>
  apiOf(`name: Pydio Cells\n${slug}auth: pydio-cells-v1\nenvironments: ${environments}\nendpoints: [GET /a]\n`);
const one = list('{ demo: { base_url: "https://a.example", username: u } }');
const two = list(
  '{ demo: { base_url: "https://a.example", username: u }, on-site: { base_url: "https://b.example", username: u } }',
);

describe('the names of a secret outside', () => {
  test.each([
    [
      'one environment: the short name too',
      one,
      'demo',
      'password',
      ['PYDIO_CELLS_DEMO_PASSWORD', 'PYDIO_CELLS_PASSWORD'],
    ],
    ['two environments: only the long one', two, 'demo', 'password', ['PYDIO_CELLS_DEMO_PASSWORD']],
    ['other characters become one _', two, 'on-site', 'api.key', ['PYDIO_CELLS_ON_SITE_API_KEY']],
  ])('%s', (_, api, environment, variable, keys) => {
    expect(secretKeys(api, environment, variable)).toEqual(keys);
  });

  test('do not start with a digit, which no shell can export', () => {
    const api = list('{ 1st: { base_url: "https://a.example", username: u } }', 'slug: 3d-shop\n');
    expect(secretKeys(api, '1st', 'password')).toEqual(['_3D_SHOP_1ST_PASSWORD', '_3D_SHOP_PASSWORD']);
  });

  test('follow the slug of the list', () => {
    const api = list('{ demo: { base_url: "https://a.example", username: u } }', 'slug: cells-v1\n');
    expect(secretKeys(api, 'demo', 'password')).toEqual(['CELLS_V1_DEMO_PASSWORD', 'CELLS_V1_PASSWORD']);
  });
});

describe('the first source that has a secret wins', () => {
  const all: Required<SecretSources> = {
    stdin: { name: 'password', value: 'from stdin' },
    envFile: { path: 'secrets.env', values: new Map([['PYDIO_CELLS_PASSWORD', 'from file']]) },
    environment: { PYDIO_CELLS_DEMO_PASSWORD: 'long', PYDIO_CELLS_PASSWORD: 'short' },
    environmentFile: { path: 'pydio-cells.demo.json', values: new Map([['password', 'typed']]) },
  };
  const without = (...names: (keyof SecretSources)[]) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name as keyof SecretSources)));

  test.each([
    ['standard input', all, 'from stdin', 'standard input'],
    ['the env file', without('stdin'), 'from file', 'PYDIO_CELLS_PASSWORD in secrets.env'],
    ['the long name', without('stdin', 'envFile'), 'long', 'environment variable PYDIO_CELLS_DEMO_PASSWORD'],
    ['the environment file', { ...without('stdin', 'envFile'), environment: {} }, 'typed', 'pydio-cells.demo.json'],
  ])('%s', (_, sources, value, source) => {
    expect(findSecret(one, 'demo', 'password', sources as SecretSources)).toEqual({ name: 'password', value, source });
  });

  test('an empty value is none', () => {
    const sources = {
      ...without('stdin', 'envFile'),
      environment: { PYDIO_CELLS_DEMO_PASSWORD: '', PYDIO_CELLS_PASSWORD: 's' },
    };
    expect(findSecret(one, 'demo', 'password', sources as unknown as SecretSources)?.value).toBe('s');
  });

  test('standard input is for the variable that it was given for', () => {
    const sources = { ...all, stdin: { name: 'client_secret', value: 'c' } };
    expect(findSecret(one, 'demo', 'password', sources)?.value).toBe('from file');
  });

  test('a list with several environments does not take the short name', () => {
    const sources: SecretSources = {
      environment: { PYDIO_CELLS_PASSWORD: 'short' },
      environmentFile: { path: 'f', values: new Map() },
    };
    expect(findSecret(two, 'demo', 'password', sources)).toBeUndefined();
  });
});
