import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadWorkspace } from '../../../src/library/workspace.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Lists with committed files. After an intended change, run `postmint generate` and review the difference. */
const goldens = [
  'test/fixtures/golden/book-shop/endpoints.yaml',
  'test/fixtures/golden/everything-shop/endpoints.yaml',
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
});
