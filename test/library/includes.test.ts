import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/diagnostics/diagnostic.ts';
import type { Origin } from '../../src/diagnostics/origin.ts';
import { loadList, type ReadBeside } from '../../src/library/load-list.ts';
import type { Api, Item } from '../../src/model/api.ts';
import { findFiles } from '../../src/source/find-files.ts';
import { toSource } from '../../src/source/read.ts';
import { errorLines } from '../support/error-lines.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Reads files from a table. A pattern finds all files of its folder. */
function readerOf(files: Readonly<Record<string, string>>): ReadBeside {
  const read = (path: string, origin: Origin) => {
    const text = files[path];
    return text === undefined
      ? { diagnostics: [diagnose('file-not-found', { path }, origin)] }
      : { value: toSource(path, text), diagnostics: [] };
  };
  const find = (pattern: string) =>
    Object.keys(files).filter((path) => path.startsWith(pattern.replace(/\*.*$/, '')) && path.endsWith('.yaml'));
  return Object.assign(read, { find });
}

const head = 'name: Shop\nenvironments: { dev: { base_url: https://shop.example } }\nendpoints:\n';
const load = (entries: string, files: Readonly<Record<string, string>>) =>
  loadList(toSource('endpoints.yaml', head + entries), readerOf(files));

/** The items of an API by name, with the file that each comes from. */
const outline = (items: readonly Item[]): unknown[] =>
  items.map((item) =>
    item.kind === 'folder'
      ? { [item.name]: outline(item.items) }
      : item.kind === 'endpoint'
        ? `${item.name} (${item.origin.source.path})`
        : 'sign-in',
  );

describe('what an include adds, and where', () => {
  const table: [title: string, entries: string, files: Record<string, string>, want: unknown[]][] = [
    [
      'entries of a file without a folder are where the include is',
      '  - GET /a\n  - include: more.yaml\n  - GET /c\n',
      { 'more.yaml': 'endpoints: [GET /b]' },
      ['GET /a (endpoints.yaml)', 'GET /b (more.yaml)', 'GET /c (endpoints.yaml)'],
    ],
    [
      'a file with a folder is a folder',
      '  - include: more.yaml\n',
      { 'more.yaml': 'folder: Users\nendpoints: [GET /b]' },
      [{ Users: ['GET /b (more.yaml)'] }],
    ],
    [
      'an include in a folder adds to that folder',
      '  - folder: In\n    endpoints:\n      - include: more.yaml\n',
      { 'more.yaml': 'endpoints: [GET /b]' },
      [{ In: ['GET /b (more.yaml)'] }],
    ],
    [
      'files of a pattern are read in the order of their paths',
      '  - include: more/*.yaml\n',
      { 'more/a.yaml': 'endpoints: [GET /1]', 'more/b.yaml': 'endpoints: [GET /2]' },
      ['GET /1 (more/a.yaml)', 'GET /2 (more/b.yaml)'],
    ],
    [
      'an included file includes others, relative to itself',
      '  - include: more/a.yaml\n',
      { 'more/a.yaml': 'endpoints: [{ include: sub/b.yaml }]', 'more/sub/b.yaml': 'endpoints: [GET /b]' },
      ['GET /b (more/sub/b.yaml)'],
    ],
    [
      'a pattern does not find the file that writes it',
      '  - include: more/a.yaml\n',
      { 'more/a.yaml': 'endpoints: [GET /a, { include: "*.yaml" }]', 'more/b.yaml': 'endpoints: [GET /b]' },
      ['GET /a (more/a.yaml)', 'GET /b (more/b.yaml)'],
    ],
  ];
  test.each(table)('%s', (_, entries, files, want) => {
    const { value, diagnostics } = load(entries, files);
    expect(errorLines(diagnostics)).toEqual([]);
    expect(outline((value as Api).items)).toEqual(want);
  });
});

test('files of an included file are relative to it, and variables belong to the list', () => {
  const { value, diagnostics } = load('  - include: more/a.yaml\n  - GET /c?limit={{limit}}\n', {
    'more/a.yaml':
      'variables: { limit: 10 }\nendpoints:\n  - { request: POST /b, json: { $file: b.json } }\n  - { request: PUT /d, file: d.bin }\n',
    'more/b.json': '{"a": 1}',
  });
  expect(errorLines(diagnostics)).toEqual([]);
  const [first, second] = (value as Api).items;
  expect(first).toMatchObject({ body: { text: '{\n  "a": 1\n}' } });
  expect(second).toMatchObject({ body: { mode: 'file', file: { path: 'more/d.bin' } } });
  expect(value?.environments[0]?.values.get('limit')).toBe('10');
});

test('more than a thousand files are refused', () => {
  const files = Object.fromEntries(
    Array.from({ length: 1001 }, (_, index) => [`more/${index}.yaml`, `endpoints: [GET /${index}]`]),
  );
  const { diagnostics } = load('  - include: more/*.yaml\n', files);
  expect(errorLines(diagnostics)).toEqual(['4:14 error too-many-includes']);
});

describe('a pattern finds links on disk', () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'more'));
  mkdirSync(join(folder, 'linked'));
  writeFileSync(join(folder, 'one.yaml'), 'endpoints: [GET /one]\n');
  writeFileSync(join(folder, 'linked', 'two.yaml'), 'endpoints: [GET /two]\n');
  symlinkSync('../one.yaml', join(folder, 'more', 'to-a-file.yaml'));
  symlinkSync('../linked', join(folder, 'more', 'to-a-folder'));

  test('a link to a file is read, one to a folder is not followed', () => {
    expect(findFiles('more/**/*.yaml', folder)).toEqual(['more/to-a-file.yaml']);
  });

  test('a link that leads nowhere is found, so that it is reported', () => {
    symlinkSync('none.yaml', join(folder, 'dead.yaml'));
    expect(findFiles('*.yaml', folder)).toEqual(['dead.yaml', 'one.yaml']);
  });
});
