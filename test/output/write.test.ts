import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/diagnostics/diagnostic.ts';
import { type PlannedFile, planOutput } from '../../src/output/plan.ts';
import { readDisk } from '../../src/output/read-disk.ts';
import { type Writer, writeAtomic, writePlan } from '../../src/output/write.ts';
import { tempFolder } from '../support/temp-folder.ts';

const writer: Writer = { id: '42', isGone: (id) => id === 'dead', show: (name) => `shown/${name}` };
const planned = (action: PlannedFile['action'], more: Partial<PlannedFile> = {}): PlannedFile => ({
  name: 'a.json',
  action,
  text: 'new\n',
  private: false,
  ...more,
});
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const read = (path: string) => readFileSync(path, 'utf8');

/** A folder with the file `a.json`. */
function withFile(mode = 0o644) {
  const folder = tempFolder();
  const path = join(folder, 'a.json');
  writeFileSync(path, 'old\n');
  chmodSync(path, mode);
  return { folder, path };
}

describe('writePlan', () => {
  test.each<[string, boolean, string]>([
    ['a new file', false, (0o666 & ~process.umask()).toString(8)],
    ['a new file that can contain secrets', true, '600'],
  ])('%s gets its mode', (_, isPrivate, want) => {
    const folder = tempFolder();
    expect(writePlan(folder, [planned('create', { private: isPrivate })], writer)).toEqual([]);
    expect(read(join(folder, 'a.json'))).toBe('new\n');
    expect(modeOf(join(folder, 'a.json'))).toBe(want);
  });

  test.each([0o600, 0o640, 0o664, 0o444])('an existing file keeps its mode %o', (mode) => {
    const { folder, path } = withFile(mode);
    expect(writePlan(folder, [planned('update', { private: true })], writer)).toEqual([]);
    expect(read(path)).toBe('new\n');
    expect(modeOf(path)).toBe(mode.toString(8));
  });

  test('a file is replaced completely: a program that has opened the old file can still read it', () => {
    const { folder, path } = withFile();
    const before = statSync(path).ino;
    writePlan(folder, [planned('update')], writer);
    expect(statSync(path).ino).not.toBe(before);
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  test('a file to keep is not touched, and a file to remove is removed', () => {
    const { folder, path } = withFile();
    const before = statSync(path);
    writePlan(folder, [planned('keep')], writer);
    expect(statSync(path)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
    expect(writePlan(folder, [{ name: 'a.json', action: 'remove', private: false }], writer)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each<[PlannedFile['action'], string[]]>([
    ['update', ['a.json', 'a.json.bak']],
    ['remove', ['a.json.bak']],
  ])('a file that needs --force to %s is saved as a private backup, with a note', (action, want) => {
    const { folder, path } = withFile(0o644);
    const conflict = diagnose('edited-by-hand', { path: 'a.json' });
    const said = writePlan(folder, [planned(action, { conflict })], writer);
    expect(said).toMatchObject([{ code: 'kept-backup', severity: 'note' }]);
    expect(said[0]?.message).toContain('shown/a.json.bak');
    expect(readdirSync(folder)).toEqual(want);
    expect(read(`${path}.bak`)).toBe('old\n');
    expect(modeOf(`${path}.bak`)).toBe('600');
  });

  test('a backup does not replace another backup', () => {
    const { folder, path } = withFile();
    for (const name of ['a.json.bak', 'a.json.bak2', 'a.json.bak4']) writeFileSync(join(folder, name), name);
    const conflict = diagnose('edited-by-hand', { path: 'a.json' });
    const [said] = writePlan(folder, [planned('update', { conflict })], writer);
    expect(said?.message).toContain('shown/a.json.bak3');
    expect(read(`${path}.bak3`)).toBe('old\n');
    for (const name of ['a.json.bak', 'a.json.bak2', 'a.json.bak4']) expect(read(join(folder, name))).toBe(name);
  });

  test('a file that cannot be written is reported, leaves no temporary file, and does not stop the others', () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'a.json', 'inside'), { recursive: true });
    const long = `${'a'.repeat(255)}.json`;
    const said = writePlan(
      folder,
      [planned('update'), planned('create', { name: long }), planned('create', { name: 'b.json' })],
      writer,
    );
    expect(said.map(({ code }) => code)).toEqual(['write-failed', 'write-failed']);
    expect(said[0]?.message).toContain('shown/a.json');
    expect(readdirSync(folder).sort()).toEqual(['a.json', 'b.json']);
  });
});

describe('temporary files', () => {
  const leftOver = (id: string) => `.a.json.postmint-${id}.tmp`;

  test.each<[string, string, boolean]>([
    ['of a process that has ended is removed', 'dead', false],
    ['of a process that is still writing is kept', '7', true],
  ])('a file %s', (_, id, stays) => {
    const folder = tempFolder();
    writeFileSync(join(folder, leftOver(id)), 'half');
    writePlan(folder, [planned('create')], writer);
    expect(readdirSync(folder).includes(leftOver(id))).toBe(stays);
    expect(read(join(folder, 'a.json'))).toBe('new\n');
  });

  test('a file of an earlier process with our own id is replaced', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, leftOver(writer.id)), 'half');
    expect(writePlan(folder, [planned('create')], writer)).toEqual([]);
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  test('other hidden files are kept', () => {
    const folder = tempFolder();
    const others = ['.a.json.tmp', '.postmint-dead.tmp', 'a.json.postmint-dead.tmp'];
    for (const name of others) writeFileSync(join(folder, name), '');
    writePlan(folder, [], writer);
    expect(readdirSync(folder).sort()).toEqual(others.sort());
  });

  test('a failed write throws, and the old file is unchanged', () => {
    const { folder, path } = withFile();
    expect(() => writeAtomic(path, Symbol('no text') as unknown as string, 0o666, '42')).toThrow();
    expect(read(path)).toBe('old\n');
    expect(readdirSync(folder)).toEqual(['a.json']);
  });
});

describe('a symbolic link with the name of a file', () => {
  const outside = {
    kind: 'environment' as const,
    name: 'a.dev.postman_environment.json',
    content: { id: 'e', values: [] },
  };

  test('is refused by the plan, and its target is not read', () => {
    const { folder, path } = withFile();
    symlinkSync(path, join(folder, outside.name));
    const disk = readDisk(folder, [outside.name]).value ?? [];
    expect(disk).toEqual([{ name: outside.name, text: '', unsafe: expect.any(String) }]);
    const plan = planOutput({ list: 'l', files: [outside], disk, show: (name) => name });
    expect(plan[0]?.refusal?.code).toBe('unsafe-output');
  });

  test('is replaced, and its target is unchanged, even without a plan', () => {
    const { folder, path } = withFile();
    symlinkSync(path, join(folder, 'link.json'));
    writePlan(folder, [planned('update', { name: 'link.json' })], writer);
    expect(read(path)).toBe('old\n');
    expect(lstatSync(path).isFile()).toBe(true);
  });

  test('is not followed by a backup', () => {
    const { folder, path } = withFile();
    const other = join(folder, 'other.txt');
    writeFileSync(other, 'precious');
    symlinkSync(other, `${path}.bak`);
    writePlan(folder, [planned('update', { conflict: diagnose('edited-by-hand', { path }) })], writer);
    expect(read(other)).toBe('precious');
    expect(lstatSync(`${path}.bak`).isSymbolicLink()).toBe(true);
    expect(read(`${path}.bak2`)).toBe('old\n');
  });
});
