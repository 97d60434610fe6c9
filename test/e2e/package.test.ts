import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../support/cli.ts';

const dist = join(projectRoot, 'dist');
const { dependencies, bundleDependencies, overrides } = JSON.parse(
  readFileSync(join(projectRoot, 'package.json'), 'utf8'),
);

/** What a text imports, exports from, or loads. */
function importsOf(text: string): string[] {
  const kinds = [
    /^(?:import|export)\b[^;'"]*?\bfrom ["']([^"'\n]+)["']/gm,
    /^import ["']([^"'\n]+)["']/gm,
    /\bimport\(["']([^"']+)["']\)/g,
  ];
  return kinds.flatMap((kind) => [...text.matchAll(kind)].map((match) => match[1] as string));
}
const isForeign = (name: string) => !/^(?:node:|\.)/.test(name) && process.getBuiltinModule(name) === undefined;
const filesBelow = (folder: string, ending: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending));

describe('those who install postmint', () => {
  test('get its dependencies from the registry, none of them bundled as a package', () => {
    expect([Object.keys(dependencies).sort(), bundleDependencies]).toEqual([['yaml', 'yargs'], undefined]);
    // Overrides count in this project only: what they change is for development, and has to be in the bundle.
    expect(Object.keys(overrides)).toEqual(['newman']);
  });

  test('need no package that is not a dependency for the programs', () => {
    const imported = filesBelow(dist, '.js').flatMap((name) => importsOf(readFileSync(join(dist, name), 'utf8')));
    expect(imported).toContain('node:fs');
    expect(imported.filter(isForeign).filter((name) => !(name in dependencies))).toEqual([]);
  });

  test('need no package at all for the types of the library', () => {
    const types = join(dist, 'types');
    const names = filesBelow(types, '.d.ts');
    const imported = names.flatMap((name) => importsOf(readFileSync(join(types, name), 'utf8')));
    expect(imported.length).toBeGreaterThan(10);
    expect(imported.filter((name) => !name.startsWith('.'))).toEqual([]);
  });
});

test("newman's process loads nothing but modules of Node", () => {
  const text = readFileSync(join(dist, 'newman', 'newman-child.cjs'), 'utf8');
  const asked = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map((match) => match[1] as string);
  expect(asked.length).toBeGreaterThan(20);
  expect([...new Set(asked)].filter(isForeign)).toEqual([]);
});
