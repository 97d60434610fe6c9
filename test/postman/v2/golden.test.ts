import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { judgeFiles } from '../../../src/library/check.ts';
import { endpointsSchema } from '../../../src/library/editor-schema.ts';
import { generate } from '../../../src/library/generate.ts';
import { loadWorkspace } from '../../../src/library/workspace.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Lists with committed files. After an intended change, run `postmint generate` and review the difference. */
const goldens = [
  'test/fixtures/golden/book-shop/endpoints.yaml',
  'test/fixtures/golden/everything-shop/endpoints.yaml',
  'test/fixtures/golden/wire-shop/endpoints.yaml',
  'collections/pydio-cells-v1/endpoints.yaml',
];

const lists = await Promise.all(goldens.map(async (path) => ({ path, ...(await loadWorkspace(path, root)) })));

describe.each(lists)('$path', ({ path, value: list, diagnostics }) => {
  const folder = join(root, path, '..');

  test('has no diagnostics', () => {
    expect(diagnostics).toEqual([]);
  });

  test.each(list?.plan ?? [])('$name is as committed, byte for byte', ({ name, text }) => {
    expect(text).toBe(readFileSync(join(folder, name), 'utf8'));
  });

  test('generates a collection and one file for each environment', () => {
    const names = list?.api.environments.map(({ name }) => `${basename(folder)}.${name}.postman_environment.json`);
    expect(list?.plan.map((file) => file.name)).toEqual([
      `${basename(folder)}.postman_collection.json`,
      ...(names ?? []),
    ]);
  });

  test("Postman's SDK reads the collection as the list means it", async () => {
    expect(list && (await judgeFiles(list.api, generate(list.api)))).toEqual([]);
  });
});

/** Adds the names of all keys in JSON data. With `of`, only those of the objects under that key. */
function keysIn(data: unknown, of?: string, keys = new Set<string>()): Set<string> {
  JSON.stringify(data, (key, value) => {
    if (of === undefined) keys.add(key);
    else if (key === of) for (const name of Object.keys(value)) keys.add(name);
    return value;
  });
  return keys;
}

/** Keys that do not change the files, or change them in ways that other tests hold. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  'test/slow/templates-served.test.ts': ['issuer', 'client_id', 'client_secret', 'password', 'parameters', 'grant'],
  'test/auth/resolve.test.ts': ['guard', 'format', 'expires_in', 'expires_at'],
  'test/slow/client-certificate.test.ts': ['ca_file', 'client_cert', 'client_key', 'client_pfx'],
};

test('every key of a list is in one of the committed lists', () => {
  const folder = join(root, 'test', 'fixtures', 'golden');
  const used = globSync('**/*.yaml', { cwd: folder }).map((path) => parse(readFileSync(join(folder, path), 'utf8')));
  const missing = [...keysIn(endpointsSchema(), 'properties')].filter((key) => !keysIn(used).has(key));
  expect(missing.sort()).toEqual(Object.values(elsewhere).flat().sort());
});
