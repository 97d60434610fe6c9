import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MAX_BYTES, readSource, reasonOf, showPath, toSource } from '../../src/source/read.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** The code with which a file is refused. */
function refusal(path: string, folder: string, root?: string): string | undefined {
  const { value, diagnostics } = readSource(path, { cwd: folder, ...(root === undefined ? {} : { root }) });
  expect(value).toBeUndefined();
  return diagnostics[0]?.code;
}

describe('readSource', () => {
  test('reads text, and shows the path relative to the working directory', () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'shop'));
    writeFileSync(join(folder, 'shop', 'a.yaml'), '\ufeffname: Café\r\nslug: a\r');
    const { value, diagnostics } = readSource('shop/a.yaml', { cwd: folder });
    expect(value).toEqual({ path: 'shop/a.yaml', text: 'name: Café\nslug: a\n' });
    expect(diagnostics).toEqual([]);
  });

  test('reports an error at the place that names the file', () => {
    const source = { path: 'endpoints.yaml', text: 'a: b.json' };
    const { diagnostics } = readSource('b.json', { cwd: tempFolder(), origin: { source, start: 3, end: 9 } });
    expect(diagnostics).toMatchObject([
      { code: 'file-not-found', file: 'endpoints.yaml', range: { start: { line: 1, column: 4 } } },
    ]);
  });

  test('reports what is wrong with a path', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'shop'));
    writeFileSync(join(folder, 'a.txt'), '');
    symlinkSync('loop', join(folder, 'loop'));
    const server = createServer().listen(join(folder, 'socket'));
    await new Promise((resolve) => server.once('listening', resolve));
    expect(refusal('nowhere.yaml', folder)).toBe('file-not-found');
    expect(refusal('a.txt/b.txt', folder)).toBe('file-not-found');
    expect(refusal('a\0b', folder)).toBe('file-not-found');
    expect(refusal('shop', folder)).toBe('file-unreadable');
    expect(refusal('loop', folder)).toBe('file-unreadable');
    expect(refusal('x'.repeat(300), folder)).toBe('file-unreadable');
    // Reading a device or a socket might never end.
    expect(refusal('socket', folder)).toBe('file-unreadable');
    await new Promise((resolve) => server.close(resolve));
  });

  test('reads at most 5 MB', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'a.txt'), '');
    truncateSync(join(folder, 'a.txt'), MAX_BYTES);
    expect(readSource('a.txt', { cwd: folder }).value?.text).toHaveLength(MAX_BYTES);
    truncateSync(join(folder, 'a.txt'), MAX_BYTES + 1);
    expect(refusal('a.txt', folder)).toBe('file-too-large');
  });

  test('does not leave the folder, whatever symbolic links there are', () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'list'));
    mkdirSync(join(folder, 'list-of-others'));
    writeFileSync(join(folder, 'list', 'in.txt'), 'in');
    writeFileSync(join(folder, 'list', '..in.txt'), 'in');
    writeFileSync(join(folder, 'list-of-others', 'out.txt'), 'out');
    symlinkSync(join(folder, 'list-of-others', 'out.txt'), join(folder, 'list', 'link.txt'));
    symlinkSync(join(folder, 'list'), join(folder, 'link'));
    for (const path of ['list/in.txt', 'list/../list/in.txt', 'list/..in.txt']) {
      expect(readSource(path, { cwd: folder, root: 'list' }).value?.text).toBe('in');
    }
    // The path of the folder itself can contain a symbolic link.
    expect(readSource('link/in.txt', { cwd: folder, root: 'link' }).value?.text).toBe('in');
    for (const path of ['list/link.txt', 'list-of-others/out.txt', 'list/../list-of-others/out.txt', '/dev/null']) {
      expect(refusal(path, folder, 'list')).toBe('file-outside');
    }
  });

  test.each([
    ['Latin-1', [0x61, 0xe9, 0x62], 1],
    ['an incomplete character', [0x61, 0xe2, 0x82], 1],
    ['a byte from the middle of a character', [0x61, 0x62, 0x80], 2],
    ['a surrogate', [0xed, 0xa0, 0x80], 0],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00], 0],
  ])('reports the first byte that is not UTF-8: %s', (_, bytes, offset) => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'a.txt'), Buffer.from(bytes));
    const { diagnostics } = readSource('a.txt', { cwd: folder });
    expect(diagnostics.map(({ code }) => code)).toEqual(['file-not-utf8']);
    expect(diagnostics[0]?.message).toMatch(new RegExp(`offset ${offset}\\b`));
  });
});

describe('toSource', () => {
  test.each([
    ['line ends of Windows', 'a\r\nb\r\n', 'a\nb\n'],
    ['line ends of old systems', 'a\rb', 'a\nb'],
    ['a mix of line ends', 'a\r\n\r\rb\n', 'a\n\n\nb\n'],
    ['a byte order mark', '\ufeffa', 'a'],
    ['only the first of two byte order marks', '\ufeff\ufeffa', '\ufeffa'],
  ])('%s', (_, text, clean) => expect(toSource('a', text)).toEqual({ path: 'a', text: clean }));
});

describe('showPath', () => {
  test.each([
    ['/home/shop/a.yaml', 'shop/a.yaml'],
    ['shop/../a.yaml', 'a.yaml'],
    ['/home', '.'],
    ['../b/a.yaml', '../b/a.yaml'],
    ['/elsewhere/far/a.yaml', '../elsewhere/far/a.yaml'],
  ])('%s from /home is %s', (path, shown) => expect(showPath(path, '/home')).toBe(shown));

  test('shows the absolute path of a file that is far away', () =>
    expect(showPath('/etc/a.yaml', '/home/shop/api')).toBe('/etc/a.yaml'));
});

test('reasonOf describes errors of the file system', () => {
  expect(reasonOf(Object.assign(new Error('x'), { code: 'EACCES' }))).toBe('permission denied');
  expect(reasonOf(Object.assign(new Error('x'), { code: 'EXYZ' }))).toBe('EXYZ');
  expect(reasonOf(new Error('broken'))).toContain('broken');
});
