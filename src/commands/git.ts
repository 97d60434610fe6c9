import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LoadedList } from '../library/workspace.ts';

/** The environment variables that git needs. Hooks of the repository must not see secrets in the others. */
function gitEnvironment(): Record<string, string | undefined> {
  const passed = /^(?:PATH|HOME|USERPROFILE|SystemRoot|XDG_CONFIG_HOME|TMPDIR|TEMP|GIT_\w+)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => passed.test(name)));
}

/** Runs git in a folder. Returns its output; throws when git is missing or fails. */
function git(folder: string, args: readonly string[], input = ''): string {
  return execFileSync('git', ['-c', 'core.fsmonitor=false', ...args], {
    cwd: folder,
    encoding: 'utf8',
    input,
    stdio: 'pipe',
    env: { ...gitEnvironment(), LC_ALL: 'C' },
    timeout: 10_000,
  });
}

/**
 * Returns the files in `names`, which are missing, that git ignores. Where git cannot be asked, as in a container without
 * it, a missing file of a repository counts as ignored: a checkout has all files that git tracks.
 *
 * @param folder absolute path
 */
export function ignoredFiles(folder: string, names: readonly string[]): Set<string> {
  if (names.length === 0) return new Set();
  try {
    const output = git(folder, ['check-ignore', '-z', '--stdin'], names.map((name) => `${name}\0`).join(''));
    return new Set(output.split('\0').filter((name) => name !== ''));
  } catch (error) {
    // git check-ignore exits with 1 when it ignores none of them.
    const { status } = error as { status?: number | null };
    return status !== 1 && isInRepository(folder) ? new Set(names) : new Set();
  }
}

function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true;
  return dirname(folder) !== folder && isInRepository(dirname(folder));
}

/** Returns a list whose plan says which of the missing environment files git ignores. */
export function withIgnored(list: LoadedList): LoadedList {
  const environments = new Set(list.files.filter(({ kind }) => kind === 'environment').map(({ name }) => name));
  const isMissing = ({ name, action }: LoadedList['plan'][0]) => action === 'create' && environments.has(name);
  const missing = list.plan.filter(isMissing).map(({ name }) => name);
  const ignored = ignoredFiles(list.folder, missing);
  return { ...list, plan: list.plan.map((file) => (ignored.has(file.name) ? { ...file, isIgnored: true } : file)) };
}

/**
 * Returns the files in `names` that git tracks. Without git or a repository, no file is tracked. If git fails, all
 * count as tracked, because a secret in a tracked file must not be used.
 *
 * @param folder absolute path
 * @param names names of files in that folder
 */
export function trackedFiles(folder: string, names: readonly string[]): Set<string> {
  if (names.length === 0) return new Set();
  try {
    const output = git(folder, ['--literal-pathspecs', 'ls-files', '-z', '--', ...names]);
    return new Set(output.split('\0').filter((name) => name !== ''));
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
    return code === 'ENOENT' || /not a git repository \(or any/i.test(stderr ?? '') ? new Set() : new Set(names);
  }
}
