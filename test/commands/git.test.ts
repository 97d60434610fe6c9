import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { ignoredFiles, trackedFiles } from '../../src/commands/git.ts';
import { tempFolder } from '../support/temp-folder.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Creates a repository with a tracked file, `tracked.env`, and an untracked one, `own.env`. */
function repository(): string {
  const folder = tempFolder();
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  for (const name of ['tracked.env', 'own.env']) writeFileSync(join(folder, name), 'A=1\n');
  git('init', '-q');
  git('add', 'tracked.env');
  return folder;
}

const both = ['own.env', 'tracked.env'];

// If git cannot tell whether a file is tracked, the file must count as tracked.
test.each<[string, (folder: string) => void, string[]]>([
  ['the tracked files in a repository', () => undefined, ['tracked.env']],
  ['nothing without a repository', (folder) => rmSync(join(folder, '.git'), { recursive: true }), []],
  ['nothing without git', () => vi.stubEnv('PATH', tempFolder()), []],
  ['all files if the index is broken', (folder) => writeFileSync(join(folder, '.git', 'index'), 'garbage'), both],
  ['all files if the configuration is broken', (folder) => appendFileSync(join(folder, '.git', 'config'), '['), both],
  ['all files if GIT_DIR does not exist', (folder) => vi.stubEnv('GIT_DIR', join(folder, 'nowhere')), both],
  [
    'all files if a .git file refers to a missing folder',
    (folder) => {
      rmSync(join(folder, '.git'), { recursive: true });
      writeFileSync(join(folder, '.git'), 'gitdir: nowhere\n');
    },
    both,
  ],
])('trackedFiles returns %s', (_, change, want) => {
  const folder = repository();
  change(folder);
  expect([...trackedFiles(folder, both)].sort()).toEqual(want);
});

test('trackedFiles takes file names literally, not as patterns', () => {
  expect([...trackedFiles(repository(), ['*.env', ':(top)tracked.env'])]).toEqual([]);
});

// A missing file counts as ignored if git says so. Where git cannot tell, a checkout has all files that git tracks.
test.each<[string, (folder: string) => void, string[]]>([
  ['the ignored files in a repository', () => undefined, ['own.env']],
  ['nothing if git ignores none', (folder) => rmSync(join(folder, '.gitignore')), []],
  ['nothing without a repository', (folder) => rmSync(join(folder, '.git'), { recursive: true }), []],
  ['all files of a repository without git', () => vi.stubEnv('PATH', tempFolder()), both],
  ['all files if the configuration is broken', (folder) => appendFileSync(join(folder, '.git', 'config'), '['), both],
])('ignoredFiles returns %s', (_, change, want) => {
  const folder = repository();
  writeFileSync(join(folder, '.gitignore'), 'own*\n');
  change(folder);
  expect([...ignoredFiles(folder, both)].sort()).toEqual(want);
});

test('ignoredFiles finds the repository in a folder above', () => {
  const folder = repository();
  mkdirSync(join(folder, 'deep', 'down'), { recursive: true });
  writeFileSync(join(folder, '.gitignore'), 'deep/down/own.env\n');
  expect([...ignoredFiles(join(folder, 'deep', 'down'), both)]).toEqual(['own.env']);
});
