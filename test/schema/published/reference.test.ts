import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadList, toSource } from '../../../src/index.ts';
import { formatReference, sections } from '../../../src/schema/published/reference.ts';
import { docsOf, keysOf } from '../../../src/schema/shape.ts';
import { projectRoot } from '../../support/cli.ts';

type Keys = Readonly<Record<string, unknown>>;

/** A list that declares what the examples name. */
const list = (more: Keys) => ({
  name: 'Book shop',
  auth: 'pydio-cells-v1',
  variables: { limit: 10, login: 'x', new_login: 'y', title: 'z' },
  environments: { demo: { base_url: 'https://shop.example.com', username: 'admin' } },
  endpoints: ['GET /users'],
  ...more,
});
const skips = 'pm.execution.skipRequest();';
const withRequest = (more: Keys) => list({ endpoints: [{ request: 'GET /users/{login}', before: skips, ...more }] });
const ofClient = { client_id: 'shop', client_secret: { secret: true }, password: { secret: true } };
const withAuth = (more: Keys) =>
  list({ variables: ofClient, auth: { template: 'keycloak', keycloak_url: 'https://a.test', realm: 'a', ...more } });

/** A template that each key can be added to. */
const template = ({ variables = {}, ...more }: Keys) => ({
  grant: 'password',
  token_url: '{{base_url}}/token',
  client_id: '{{client_id}}',
  client_secret: '{{client_secret}}',
  token,
  variables: { ...ofClient, client_id: {}, username: {}, nonce: { made: '{{$guid}}' }, ...(variables as Keys) },
  ...more,
});
const token = { variable: 'access_token', field: 'access_token', format: 'opaque', default_life: 60 };
const refused = { status: 400 };

/** Files beside the list that examples name. */
const files: Readonly<Record<string, string>> = {
  'scripts/before.js': 'pm.variables.set("x", 1);',
  'scripts/after.js': '',
  'more/users.yaml': 'endpoints: [GET /b]',
};

interface Frame {
  /** The list around some keys of a section. */
  readonly list: (keys: Keys) => unknown;
  /** The template around them, which the list names. */
  readonly template?: (keys: Keys) => unknown;
  /** The included file around them, which the list names. */
  readonly included?: (keys: Keys) => unknown;
}
const ownTemplate = (around: (keys: Keys) => Keys): Frame => ({
  list: () => list({ auth: './my-auth.yaml' }),
  template: (keys) => template(around(keys)),
});

/** Where the keys of each section are written. */
const frames: Readonly<Record<string, Frame>> = {
  'The list': { list },
  'A request': { list: withRequest },
  'A folder': { list: (keys) => list({ endpoints: [{ folder: 'Users', endpoints: ['GET /users'], ...keys }] }) },
  'An include': {
    list: (keys) => list({ endpoints: [{ include: 'more/*.yaml', ...keys }] }),
    included: () => ({ endpoints: ['GET /included'] }),
  },
  'An included file': {
    list: () => list({ variables: { login: 'x' }, endpoints: [{ include: 'more/users.yaml' }] }),
    included: (keys) => ({ folder: 'Users', endpoints: ['GET /users'], ...keys }),
  },
  'A field of a multipart body': {
    list: ({ file, ...keys }) =>
      withRequest({ request: 'POST /users', multipart: { title: file ? { file, ...keys } : { value: 'x', ...keys } } }),
  },
  'A GraphQL body': {
    list: (keys) => withRequest({ request: 'POST /graphql', graphql: { query: 'query User { me }', ...keys } }),
  },
  'Trying again': {
    list: (keys) => withRequest({ request: 'PUT /users', retry: { times: 2, idempotent: true, ...keys } }),
  },
  'How a request is sent': { list: (keys) => withRequest({ auth: 'none', settings: keys }) },
  'Saving from text': { list: (keys) => withRequest({ save: { session: { match: 'a', ...keys } } }) },
  'A parameter or header': { list: (keys) => withRequest({ query: { limit: { value: 1, ...keys } } }) },
  'A path parameter': { list: (keys) => withRequest({ path: { login: { value: 'x', ...keys } } }) },
  Expectations: { list: (keys) => withRequest({ expect: keys }) },
  'Saving from the body': { list: (keys) => withRequest({ save: { session: { path: '$.id', ...keys } } }) },
  'Saving from a header': { list: (keys) => withRequest({ save: { session: { header: 'Location', ...keys } } }) },
  'An example': { list: (keys) => withRequest({ examples: [{ name: 'Found', ...keys }] }) },
  'Text from a file': { list: (keys) => withRequest({ before: keys }) },
  'A variable': { list: (keys) => list({ variables: { color: keys } }) },
  'An environment': {
    list: (keys) => list({ environments: { demo: { variables: { base_url: 'https://a.test' }, ...keys } } }),
  },
  'A sign-in with changes': { list: withAuth },
  'Changes to the token': { list: (keys) => withAuth({ token: keys }) },
  'An auth template': ownTemplate((keys) => keys),
  'The token of a template': ownTemplate((keys) => ({ token: { ...token, ...keys } })),
  Renewal: ownTemplate((keys) => ({ refresh: keys })),
  'A variable of a template': ownTemplate((keys) => ({ variables: { extra: keys } })),
  Refusals: ownTemplate((keys) => ({ refusals: keys })),
  'One refusal': ownTemplate((keys) => ({ refusals: { user: { ...refused, ...keys } } })),
};

/** What loading a list with these keys in it reports as an error. */
function errorsOf(
  { list: around, template: inside, included = () => ({ endpoints: [] }) }: Frame,
  keys: Keys,
): string[] {
  const texts: Readonly<Record<string, string>> = {
    ...files,
    './my-auth.yaml': stringify(inside?.(keys) ?? {}),
    'more/users.yaml': stringify(included(keys)),
  };
  const find = () => ['more/users.yaml'];
  const read = Object.assign((path: string) => ({ value: toSource(path, texts[path] ?? ''), diagnostics: [] }), {
    find,
  });
  const { diagnostics } = loadList(toSource('endpoints.yaml', stringify(around(keys))), read);
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code}: ${message}`);
}

const keys = sections.flatMap(({ title, shape }) => keysOf(shape).map((entry) => ({ title, ...entry })));

describe('every key has an example, and the example can be loaded', () => {
  test.each(keys.map(({ title, key, shape }) => [`${title}: ${key}`, title, key, shape] as const))(
    '%s',
    (_, title, key, shape) => {
      const { description, examples = [] } = docsOf(shape);
      expect(description).toMatch(/^[\s\S]{15,}\.$/);
      expect(examples).not.toEqual([]);
      for (const value of examples) expect(errorsOf(frames[title] as Frame, { [key]: value })).toEqual([]);
    },
  );

  test('a wrong example would be noticed in every section', () => {
    const silent = sections.filter(({ title }) => errorsOf(frames[title] as Frame, { no_such_key: [[]] }).length === 0);
    expect(silent.map(({ title }) => title)).toEqual([]);
  });
});

test('docs/reference.md is what the shapes make of it (npm run docs)', () => {
  expect(readFileSync(join(projectRoot, 'docs', 'reference.md'), 'utf8')).toBe(formatReference(stringify));
});
