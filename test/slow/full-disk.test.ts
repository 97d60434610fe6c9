import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writePlan } from '../../src/output/write.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Mounts a disk of 64 KB, which requires root. Returns the reason if that fails. */
function mountTinyDisk(folder: string): string | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'postmint-test', folder], { stdio: 'pipe' });
    onTestFinished(() => void execFileSync('umount', [folder]));
    return undefined;
  } catch (error) {
    return `a disk of 64 KB cannot be mounted here: ${(error as Error).message.trim()}`;
  }
}

test('on a full disk, the old file stays complete and no temporary file is left', ({ skip }) => {
  const folder = join(tempFolder(), 'disk');
  mkdirSync(folder);
  const reason = mountTinyDisk(folder);
  if (reason) skip(reason);
  const old = `${'old '.repeat(5000)}\n`;
  writeFileSync(join(folder, 'a.json'), old);
  const text = 'new '.repeat(12_000);
  const file = { name: 'a.json', action: 'update', text, private: false } as const;
  const diagnostics = writePlan(folder, [file], { id: '42', isGone: () => false, show: (name) => name });
  expect(diagnostics.map(({ code, message }) => [code, message.includes('ENOSPC')])).toEqual([['write-failed', true]]);
  expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe(old);
  expect(readdirSync(folder)).toEqual(['a.json']);
});
