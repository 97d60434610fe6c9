import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDisk } from '../../src/output/read-disk.ts';
import { tempFolder } from '../support/temp-folder.ts';

const collection = 'a.postman_collection.json';
const environment = 'a.dev.postman_environment.json';

test('finds all generated files, wanted or not, in the order of their names', () => {
  const folder = tempFolder();
  for (const name of [collection, environment, 'b.postman_collection.json', 'endpoints.yaml', 'package.json']) {
    writeFileSync(join(folder, name), name);
  }
  expect(readDisk(folder, [collection]).value).toEqual([
    { name: environment, text: environment },
    { name: collection, text: collection },
    { name: 'b.postman_collection.json', text: 'b.postman_collection.json' },
  ]);
});

test('removes a byte order mark', () => {
  const folder = tempFolder();
  writeFileSync(join(folder, collection), '\ufeff{}');
  expect(readDisk(folder, [collection]).value).toEqual([{ name: collection, text: '{}' }]);
});

test.each<[string, (path: string) => void]>([
  ['a link', (path) => symlinkSync('/etc/hostname', path)],
  ['a link to nowhere', (path) => symlinkSync('nowhere', path)],
  ['a folder', (path) => mkdirSync(path)],
  // Opening a pipe for reading would never end.
  ['a pipe', (path) => execFileSync('mkfifo', [path])],
])('%s with the name of a file is reported, and not read', (_, make) => {
  const folder = tempFolder();
  make(join(folder, collection));
  expect(readDisk(folder, [collection]).value).toEqual([{ name: collection, text: '', unsafe: expect.any(String) }]);
});

test.each([
  ['nowhere', [], []],
  // Not the same as empty: values that were entered into its files would be overwritten.
  ['file', undefined, ['file-unreadable']],
])('a folder that does not exist, or is a file: %s', (name, value, codes) => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'file'), '');
  const disk = readDisk(join(folder, name), [collection]);
  expect(disk.value).toEqual(value);
  expect(disk.diagnostics.map(({ code }) => code)).toEqual(codes);
});
