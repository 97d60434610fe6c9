import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesIn } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { collectionFile, environmentFile, makeWorkspace, typeInto } from '../../support/workspace.ts';

// Formatters, editors and Postman save our files again. What the files say counts, not how they are written.

type Json = Record<string, unknown>;
type Variable = { key: string; value: string; type?: string; enabled?: boolean; description?: string };
type Environment = Json & { values: Variable[] };

/** The same JSON with the keys of all objects in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

/** What Postman exports of an imported environment: ids of its own, type `any`, no descriptions, no mark, dates. */
function exported({ name, values }: Environment): Json {
  return {
    id: '5d2c3f0e-0000-4000-8000-000000000000',
    name,
    values: values.map(({ key, value, type }) => ({
      key,
      value,
      type: type === 'secret' ? type : 'any',
      enabled: true,
    })),
    color: null,
    _postman_variable_scope: 'environment',
    _postman_exported_at: '2026-01-02T03:04:05.678Z',
    _postman_exported_using: 'Postman/11.60.0',
  };
}

const json = (value: unknown, indent?: number | string) => JSON.stringify(value, null, indent);
const asJson = (change: (content: Environment) => unknown) => (text: string) => json(change(JSON.parse(text)), 2);

const layouts: Record<string, (text: string) => string> = {
  'without the last line end': (text) => text.trimEnd(),
  'with spaces instead of tabs': (text) => `${json(JSON.parse(text), 2)}\n`,
  minified: (text) => json(JSON.parse(text)),
  'with its keys in another order': (text) => json(reversed(JSON.parse(text)), 2),
  'with a byte order mark': (text) => `\ufeff${text}`,
  'with a byte order mark, CRLF and spaces': (text) => `\ufeff${json(JSON.parse(text), 4)}`.replaceAll('\n', '\r\n'),
};

const environments: Record<string, (text: string) => string> = {
  ...layouts,
  'with its variables in another order': asJson((content) => ({ ...content, values: content.values.reverse() })),
  'without "enabled"': asJson((content) => ({
    ...content,
    values: content.values.map(({ enabled, ...rest }) => rest),
  })),
  'with ids and the type any': asJson((content) => ({
    ...content,
    values: content.values.map((variable, index) => ({
      id: `id-${index}`,
      ...variable,
      type: variable.type === 'secret' ? 'secret' : 'any',
    })),
  })),
  'as an export of Postman': asJson(exported),
};

function savedAgain(name: string, change: (text: string) => string): string {
  const cwd = makeWorkspace();
  const path = join(cwd, name);
  typeInto(cwd, 'password', 'typed-password');
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return cwd;
}

const brief = async (args: string[], cwd: string) => {
  const { code, stdout, stderr } = await inProcess(args, { cwd });
  return { code, codes: codesIn(stderr), stdout };
};

describe.each([
  ...Object.entries(environments).map(([name, change]) => [`an environment ${name}`, environmentFile, change] as const),
  ...Object.entries(layouts).map(([name, change]) => [`a collection ${name}`, collectionFile, change] as const),
])('%s', (_, name, change) => {
  test('is accepted by check, without a diff', async () => {
    const { code, codes, stdout } = await brief(['check'], savedAgain(name, change));
    expect([code, codes, stdout.split('\n').length]).toEqual([0, [], 2]);
  });

  test('is accepted by run', async () => {
    const { code, codes } = await brief(['run', '--list'], savedAgain(name, change));
    expect([code, codes]).toEqual([0, []]);
  });

  test('is written by generate without --force, with the values that people typed', async () => {
    const cwd = savedAgain(name, change);
    expect(await brief(['generate'], cwd)).toMatchObject({ code: 0, codes: [] });
    const text = readFileSync(join(cwd, environmentFile), 'utf8').replace(/^\ufeff/, '');
    const { values } = JSON.parse(text) as Environment;
    expect(values.find(({ key }) => key === 'password')?.value).toBe('typed-password');
    expect((await brief(['check'], cwd)).code).toBe(0);
  });
});

const without = (key: string) =>
  asJson((content) => ({ ...content, values: content.values.filter((variable) => variable.key !== key) }));
const withVariable = (change: Partial<Variable>) =>
  asJson((content) => ({
    ...content,
    values: content.values.map((variable) => (variable.key === 'password' ? { ...variable, ...change } : variable)),
  }));

test.each<[string, (text: string) => string, RegExp]>([
  ['a variable is missing', without('limit'), /^\+\s+"key": "limit"/m],
  ['a variable is missing in an export', (text) => asJson(exported)(without('limit')(text)), /^\+\s+"key": "limit"/m],
  ['a secret is no longer one', withVariable({ type: 'default' }), /^-\s+"type": "default",?\n\+\s+"type": "secret"/m],
  ['a variable is disabled', withVariable({ enabled: false }), /^-\s+"enabled": false/m],
  ['a description is another one', withVariable({ description: 'X' }), /^-\s+"description": "X"/m],
  ['the environment has another name', asJson((content) => ({ ...content, name: 'x' })), /^-\s+"name": "x"/m],
])('check reports an environment in which %s, with a diff that shows it', async (_, change, shown) => {
  const cwd = savedAgain(environmentFile, change);
  const { code, codes, stdout } = await brief(['check'], cwd);
  expect([code, codes]).toEqual([2, ['stale-file']]);
  expect(stdout).toMatch(shown);
  expect(stdout).not.toContain('typed-password');
  expect((await brief(['run', '--list'], cwd)).codes).toEqual(['stale-file']);
});

test('the diff of a minified environment shows only what differs in content', async () => {
  const cwd = savedAgain(environmentFile, (text) => json(JSON.parse(without('limit')(text))));
  const { stdout } = await brief(['check'], cwd);
  expect(stdout.match(/^[-+](?![-+])/gm)?.length).toBe(7);
});

test('a collection with an edit is still edited by hand after a formatter has ordered its keys', async () => {
  const cwd = savedAgain(collectionFile, (text) =>
    json(reversed(JSON.parse(text.replace('"Health"', '"Healthy"'))), 2),
  );
  expect((await brief(['check'], cwd)).codes).toEqual(['edited-by-hand']);
  expect((await brief(['generate'], cwd)).codes).toEqual(['edited-by-hand']);
});
