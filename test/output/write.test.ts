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

/** A folder with an `a.json` in it. */
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
    ['a new file that may hold secrets', true, '600'],
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

  test('a file is replaced as a whole: whoever has the old one open goes on reading it', () => {
    const { folder, path } = withFile();
    const before = statSync(path).ino;
    writePlan(folder, [planned('update')], writer);
    expect(statSync(path).ino).not.toBe(before);
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  test('a file to keep is not touched, a file to remove is gone', () => {
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
  ])('what takes --force to %s is kept as a backup for its owner only, and that is said', (action, want) => {
    const { folder, path } = withFile(0o644);
    const conflict = diagnose('edited-by-hand', { path: 'a.json' });
    const said = writePlan(folder, [planned(action, { conflict })], writer);
    expect(said).toMatchObject([{ code: 'kept-backup', severity: 'note' }]);
    expect(said[0]?.message).toContain('shown/a.json.bak');
    expect(readdirSync(folder)).toEqual(want);
    expect(read(`${path}.bak`)).toBe('old\n');
    expect(modeOf(`${path}.bak`)).toBe('600');
  });

  test('a backup takes the place of no other', () => {
    const { folder, path } = withFile();
    for (const name of ['a.json.bak', 'a.json.bak2', 'a.json.bak4']) writeFileSync(join(folder, name), name);
    const conflict = diagnose('edited-by-hand', { path: 'a.json' });
    const [said] = writePlan(folder, [planned('update', { conflict })], writer);
    expect(said?.message).toContain('shown/a.json.bak3');
    expect(read(`${path}.bak3`)).toBe('old\n');
    for (const name of ['a.json.bak', 'a.json.bak2', 'a.json.bak4']) expect(read(join(folder, name))).toBe(name);
  });

  test('one that cannot be written is reported, leaves nothing behind, and does not stop the others', () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'a.json', 'inside'), { recursive: true });
    const long = `${'a'.repeat(255)}.json`;
    const said = writePlan(
      folder,
      [planned('update'), planned('create', { name: long }), planned('create', { name: 'b.json' })],
      writer,
    );
    expect(said.map((one) => one.code)).toEqual(['write-failed', 'write-failed']);
    expect(said[0]?.message).toContain('shown/a.json');
    expect(readdirSync(folder).sort()).toEqual(['a.json', 'b.json']);
  });
});

describe('temporary files', () => {
  const leftOver = (id: string) => `.a.json.postmint-${id}.tmp`;

  test.each<[string, string, boolean]>([
    ['of a process that is gone is removed', 'dead', false],
    ['of a process that still writes is left alone', '7', true],
  ])('one %s', (_, id, stays) => {
    const folder = tempFolder();
    writeFileSync(join(folder, leftOver(id)), 'half');
    writePlan(folder, [planned('create')], writer);
    expect(readdirSync(folder).includes(leftOver(id))).toBe(stays);
    expect(read(join(folder, 'a.json'))).toBe('new\n');
  });

  test('one of an earlier process with our own number is in nobody’s way', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, leftOver(writer.id)), 'half');
    expect(writePlan(folder, [planned('create')], writer)).toEqual([]);
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  test('other hidden files are not ours', () => {
    const folder = tempFolder();
    const others = ['.a.json.tmp', '.postmint-dead.tmp', 'a.json.postmint-dead.tmp'];
    for (const name of others) writeFileSync(join(folder, name), '');
    writePlan(folder, [], writer);
    expect(readdirSync(folder).sort()).toEqual(others.sort());
  });

  test('a failed write throws, and the old file is as it was', () => {
    const { folder, path } = withFile();
    expect(() => writeAtomic(path, Symbol('no text') as unknown as string, 0o666, '42')).toThrow();
    expect(read(path)).toBe('old\n');
    expect(readdirSync(folder)).toEqual(['a.json']);
  });
});

describe('a link in the place of a file', () => {
  const outside = {
    kind: 'environment' as const,
    name: 'a.dev.postman_environment.json',
    content: { id: 'e', values: [] },
  };

  test('is refused by the plan, and what it points to is not read', () => {
    const { folder, path } = withFile();
    symlinkSync(path, join(folder, outside.name));
    const disk = readDisk(folder, [outside.name]).value ?? [];
    expect(disk).toEqual([{ name: outside.name, text: '', unsafe: expect.any(String) }]);
    const plan = planOutput({ list: 'l', files: [outside], disk, show: (name) => name });
    expect(plan[0]?.refusal?.code).toBe('unsafe-output');
  });

  test('is not written through, even by a caller who does not ask', () => {
    const { folder, path } = withFile();
    symlinkSync(path, join(folder, 'link.json'));
    writePlan(folder, [planned('update', { name: 'link.json' })], writer);
    expect(read(path)).toBe('old\n');
    expect(lstatSync(path).isFile()).toBe(true);
  });

  test('is not written through by a backup', () => {
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
