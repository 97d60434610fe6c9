import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../support/cli.ts';

const dist = join(projectRoot, 'dist');
const { dependencies, bundleDependencies, overrides } = JSON.parse(
  readFileSync(join(projectRoot, 'package.json'), 'utf8'),
);

/** The module names in the import and export statements of a text. */
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

describe('the installed package', () => {
  test('has two dependencies from the registry, and does not bundle packages', () => {
    expect([Object.keys(dependencies).sort(), bundleDependencies]).toEqual([['yaml', 'yargs'], undefined]);
    // npm applies overrides in this project only, so an overridden package must be part of our bundle.
    expect(Object.keys(overrides)).toEqual(['newman']);
  });

  test('imports only packages that are dependencies', () => {
    const imported = filesBelow(dist, '.js').flatMap((name) => importsOf(readFileSync(join(dist, name), 'utf8')));
    expect(imported).toContain('node:fs');
    expect(imported.filter(isForeign).filter((name) => !(name in dependencies))).toEqual([]);
  });

  test('has type declarations that import no packages', () => {
    const types = join(dist, 'types');
    const names = filesBelow(types, '.d.ts');
    const imported = names.flatMap((name) => importsOf(readFileSync(join(types, name), 'utf8')));
    expect(imported.length).toBeGreaterThan(10);
    expect(imported.filter((name) => !name.startsWith('.'))).toEqual([]);
  });
});

test("newman's process requires only modules of Node", () => {
  const text = readFileSync(join(dist, 'newman', 'newman-child.cjs'), 'utf8');
  const required = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map((match) => match[1] as string);
  expect(required.length).toBeGreaterThan(20);
  expect([...new Set(required)].filter(isForeign)).toEqual([]);
});
