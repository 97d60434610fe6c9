import { execFileSync } from 'node:child_process';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { trackedFiles } from '../../src/commands/git.ts';
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
