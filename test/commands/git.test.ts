import { execFileSync } from 'node:child_process';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { trackedFiles } from '../../src/commands/git.ts';
import { tempFolder } from '../support/temp-folder.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A repository that tracks `tracked.env` and has `own.env` beside it. */
function repository(): string {
  const folder = tempFolder();
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  for (const name of ['tracked.env', 'own.env']) writeFileSync(join(folder, name), 'A=1\n');
  git('init', '-q');
  git('add', 'tracked.env');
  return folder;
}

const both = ['own.env', 'tracked.env'];

// A file whose state git cannot tell must not be taken for one that is free of git.
test.each<[string, (folder: string) => void, string[]]>([
  ['of a repository, what it tracks', () => undefined, ['tracked.env']],
  ['without a repository, none', (folder) => rmSync(join(folder, '.git'), { recursive: true }), []],
  ['without git, none', () => vi.stubEnv('PATH', tempFolder()), []],
  ['with an index that is broken, all', (folder) => writeFileSync(join(folder, '.git', 'index'), 'garbage'), both],
  ['with settings that are broken, all', (folder) => appendFileSync(join(folder, '.git', 'config'), '['), both],
  ['with GIT_DIR that leads nowhere, all', (folder) => vi.stubEnv('GIT_DIR', join(folder, 'nowhere')), both],
  [
    'with a .git file that leads nowhere, all',
    (folder) => {
      rmSync(join(folder, '.git'), { recursive: true });
      writeFileSync(join(folder, '.git'), 'gitdir: nowhere\n');
    },
    both,
  ],
])('%s', (_, change, want) => {
  const folder = repository();
  change(folder);
  expect([...trackedFiles(folder, both)].sort()).toEqual(want);
});

test('a name with characters of a pattern is only a name', () => {
  expect([...trackedFiles(repository(), ['*.env', ':(top)tracked.env'])]).toEqual([]);
});
