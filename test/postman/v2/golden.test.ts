import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadWorkspace } from '../../../src/library/workspace.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Lists with their committed files. When a change is meant, read the difference, then `postmint generate` them. */
const goldens = ['test/fixtures/golden/book-shop/endpoints.yaml', 'collections/pydio-cells-v1/endpoints.yaml'];

const lists = await Promise.all(goldens.map(async (path) => ({ path, ...(await loadWorkspace(path, root)) })));

describe.each(lists)('$path', ({ path, value: list, diagnostics }) => {
  const folder = join(root, path, '..');

  test('has nothing wrong', () => {
    expect(diagnostics).toEqual([]);
  });

  test.each(list?.plan ?? [])('$name, byte for byte', ({ name, text }) => {
    expect(text).toBe(readFileSync(join(folder, name), 'utf8'));
  });

  test('makes a collection and one environment file for each environment', () => {
    const names = list?.api.environments.map((one) => `${basename(folder)}.${one.name}.postman_environment.json`);
    expect(list?.plan.map((one) => one.name)).toEqual([
      `${basename(folder)}.postman_collection.json`,
      ...(names ?? []),
    ]);
  });
});
