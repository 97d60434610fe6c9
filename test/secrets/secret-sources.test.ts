import { describe, expect, test } from 'vitest';
import { secretKeys } from '../../src/secrets/secret-keys.ts';
import { findSecret, type SecretSources } from '../../src/secrets/secret-sources.ts';
import { apiOf } from '../support/api-of.ts';

const list = (environments: string, slug = '') =>
  apiOf(`name: Pydio Cells\n${slug}auth: pydio-cells-v1\nenvironments: ${environments}\nendpoints: [GET /a]\n`);
const oneEnvironment = list('{ demo: { base_url: "https://a.example", username: u } }');
const two = list(
  '{ demo: { base_url: "https://a.example", username: u }, on-site: { base_url: "https://b.example", username: u } }',
);

describe('the environment variables that may hold a secret', () => {
  test.each([
    [
      'with one environment: a long and a short name',
      oneEnvironment,
      'demo',
      'password',
      ['PYDIO_CELLS_DEMO_PASSWORD', 'PYDIO_CELLS_PASSWORD'],
    ],
    ['with two environments: the long name only', two, 'demo', 'password', ['PYDIO_CELLS_DEMO_PASSWORD']],
    [
      'with other characters in the names: each becomes an underscore',
      two,
      'on-site',
      'api.key',
      ['PYDIO_CELLS_ON_SITE_API_KEY'],
    ],
  ])('%s', (_, api, environment, variable, keys) => {
    expect(secretKeys(api, environment, variable)).toEqual(keys);
  });

  test('never start with a digit, because a shell cannot export such a name', () => {
    const api = list('{ 1st: { base_url: "https://a.example", username: u } }', 'slug: 3d-shop\n');
    expect(secretKeys(api, '1st', 'password')).toEqual(['_3D_SHOP_1ST_PASSWORD', '_3D_SHOP_PASSWORD']);
  });

  test('begin with the slug of the list', () => {
    const api = list('{ demo: { base_url: "https://a.example", username: u } }', 'slug: cells-v1\n');
    expect(secretKeys(api, 'demo', 'password')).toEqual(['CELLS_V1_DEMO_PASSWORD', 'CELLS_V1_PASSWORD']);
  });
});

describe('a secret is taken from the first source that has it', () => {
  const everySource: Required<SecretSources> = {
    stdin: { name: 'password', value: 'from stdin' },
    envFile: { path: 'secrets.env', values: new Map([['PYDIO_CELLS_PASSWORD', 'from file']]) },
    environment: { PYDIO_CELLS_DEMO_PASSWORD: 'long', PYDIO_CELLS_PASSWORD: 'short' },
    environmentFile: { path: 'pydio-cells.demo.json', values: new Map([['password', 'typed']]) },
  };
  const without = (...names: (keyof SecretSources)[]) =>
    Object.fromEntries(Object.entries(everySource).filter(([name]) => !names.includes(name as keyof SecretSources)));

  test.each([
    ['standard input', everySource, 'from stdin', 'standard input'],
    ['the env file', without('stdin'), 'from file', 'PYDIO_CELLS_PASSWORD in secrets.env'],
    [
      'the environment variable with the long name',
      without('stdin', 'envFile'),
      'long',
      'environment variable PYDIO_CELLS_DEMO_PASSWORD',
    ],
    [
      'the Postman environment file',
      { ...without('stdin', 'envFile'), environment: {} },
      'typed',
      'pydio-cells.demo.json',
    ],
  ])('%s', (_, sources, value, source) => {
    expect(findSecret(oneEnvironment, 'demo', 'password', sources as SecretSources)).toEqual({
      name: 'password',
      value,
      source,
    });
  });

  test('an empty environment variable is ignored', () => {
    const sources = {
      ...without('stdin', 'envFile'),
      environment: { PYDIO_CELLS_DEMO_PASSWORD: '', PYDIO_CELLS_PASSWORD: 's' },
    };
    expect(findSecret(oneEnvironment, 'demo', 'password', sources as unknown as SecretSources)?.value).toBe('s');
  });

  test('standard input is used only for the variable that it is meant for', () => {
    const sources = { ...everySource, stdin: { name: 'client_secret', value: 'c' } };
    expect(findSecret(oneEnvironment, 'demo', 'password', sources)?.value).toBe('from file');
  });

  test('a list with several environments does not read the short name', () => {
    const sources: SecretSources = {
      environment: { PYDIO_CELLS_PASSWORD: 'short' },
      environmentFile: { path: 'f', values: new Map() },
    };
    expect(findSecret(two, 'demo', 'password', sources)).toBeUndefined();
  });
});

describe('one line break at the end of a secret is removed', () => {
  const sources = (value: string): [string, SecretSources][] => {
    const none = { environment: {}, environmentFile: { path: 'e.json', values: new Map<string, string>() } };
    return [
      ['standard input', { ...none, stdin: { name: 'password', value } }],
      ['the env file', { ...none, envFile: { path: 's.env', values: new Map([['PYDIO_CELLS_PASSWORD', value]]) } }],
      ['the process environment', { ...none, environment: { PYDIO_CELLS_PASSWORD: value } }],
      [
        'the environment file',
        { ...none, environmentFile: { path: 'e.json', values: new Map([['password', value]]) } },
      ],
    ];
  };
  test.each([
    ['LF', 'canary\n', 'canary'],
    ['CRLF', 'canary\r\n', 'canary'],
    ['only the last of two', 'canary\n\n', 'canary\n'],
    ['a line break inside, which is kept', 'can\nary\n', 'can\nary'],
    ['spaces, which are kept', 'canary ', 'canary '],
    ['a CR alone, which is kept', 'canary\r', 'canary\r'],
  ])('%s, from every source', (_, value, want) => {
    const found = sources(value).map(([name, source]) => [
      name,
      findSecret(oneEnvironment, 'demo', 'password', source)?.value,
    ]);
    expect(found).toEqual(sources(value).map(([name]) => [name, want]));
  });
});
