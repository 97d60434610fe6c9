import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { endpointsSchema } from '../../../src/library/editor-schema.ts';
import { type SyntaxNode, toPlain } from '../../../src/source/node.ts';
import { parse } from '../../../src/source/parse.ts';
import { readSource, toSource } from '../../../src/source/read.ts';
import { readAuthTemplates } from '../../../src/source/templates.ts';
import { projectRoot } from '../../support/cli.ts';
import { fixtures } from '../../support/error-lines.ts';
import { schemaCheck } from '../../support/json-schema.ts';

const check = schemaCheck(endpointsSchema());
const plainOf = (path: string) => {
  const source = readSource(path, { cwd: projectRoot }).value;
  return source && toPlain(parse(source).value as SyntaxNode);
};
const listsIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name));

describe('the schema accepts every valid list', () => {
  const lists = [
    ...listsIn(join(fixtures, 'ok')),
    join(projectRoot, 'collections', 'pydio-cells-v1', 'endpoints.yaml'),
  ];
  test.each(lists.map((path) => [path.slice(projectRoot.length + 1), path]))('%s', (_, path) => {
    expect(check(plainOf(path as string))).toEqual([]);
  });
});

describe('the schema rejects a list with a mistake in its shape', () => {
  const folder = join(fixtures, 'errors');
  // An auth template and an included file are other kinds of files, with other shapes.
  const shaped = /^(?:unknown-key|missing-key|wrong-type|wrong-value)(?!.*(?:template|--included|--whole-list))/;
  // A schema does not know which identities a list has, nor which variables a template has.
  const beyond = new Set([
    ...['wrong-value--auth.yaml', 'wrong-value--identity.yaml', 'wrong-value--sign-in.yaml'],
    ...['unknown-key--auth.yaml', 'unknown-key--identity.yaml', 'missing-key--token-url.yaml'],
  ]);
  const names = readdirSync(folder).filter((name) => shaped.test(name) && name.endsWith('.yaml') && !beyond.has(name));
  test.each(names)('%s', (name) => expect(check(plainOf(join(folder, name)))).not.toEqual([]));
});

/** The maps of a schema with their keys, each with the text that an editor shows when the mouse is over it. */
function helpOf(schema: JsonSchema, path = ''): [string, string | undefined][] {
  const properties = Object.entries(schema.properties ?? {});
  const own = properties.map(([key, value]): [string, string | undefined] => {
    const named = /^#\/definitions\/(.+)$/.exec(value.$ref ?? '')?.[1];
    return [`${path}/${key}`, (named === undefined ? value : whole.definitions?.[named])?.description];
  });
  const { anyOf = [], items, additionalProperties, definitions = {} } = schema;
  const parts = [...anyOf, items, additionalProperties].map((part): [string, unknown] => [path, part]);
  const named = Object.entries({ ...schema.properties, ...definitions });
  const below = [...parts, ...named.map(([key, value]): [string, unknown] => [`${path}/${key}`, value])];
  return [...own, ...below.flatMap(([at, part]) => (typeof part === 'object' ? helpOf(part as JsonSchema, at) : []))];
}

interface JsonSchema {
  readonly $ref?: string;
  readonly description?: string;
  readonly const?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: unknown;
}

const whole = endpointsSchema() as JsonSchema;

describe('an editor helps', () => {
  test('with a description of every key', () => {
    const help = helpOf(whole);
    expect(help.length).toBeGreaterThan(60);
    expect(help.filter(([, text]) => !/^[A-Z`].+\.$/s.test(text ?? ''))).toEqual([]);
  });
  test('with the names of the built-in templates, and what each signs in to', () => {
    const choices = whole.definitions?.template?.anyOf?.filter((choice) => choice.const !== undefined) ?? [];
    expect(choices.map((choice) => choice.const)).toEqual([...readAuthTemplates().keys()]);
    expect(choices.filter((choice) => (choice.description ?? '').length < 10)).toEqual([]);
  });
  test.each([
    ['a template beside the list', { auth: './my-auth.yaml' }],
    ['the same in the long form', { auth: { template: './my-auth.yaml' } }],
  ])('and takes %s', (_, more) => {
    expect(check({ name: 'a', environments: {}, endpoints: [], ...more })).toEqual([]);
  });
});

test('the schema has a title and names its draft', () => {
  expect(endpointsSchema()).toMatchObject({ title: expect.any(String), $schema: expect.stringContaining('draft-07') });
});

test('the schema in the package is this one', () => {
  const published = JSON.parse(readFileSync(join(projectRoot, 'dist', 'endpoints.schema.json'), 'utf8'));
  expect(published).toEqual(endpointsSchema());
  const smallest = toPlain(parse(toSource('a', 'name: a\nenvironments: {}\nendpoints: []\n')).value as SyntaxNode);
  expect(schemaCheck(published)(smallest)).toEqual([]);
});
