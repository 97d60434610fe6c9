import { execFileSync } from 'node:child_process';

/** The environment variables that git needs. Hooks of the repository must not see secrets in the others. */
function gitEnvironment(): Record<string, string | undefined> {
  const passed = /^(?:PATH|HOME|USERPROFILE|SystemRoot|XDG_CONFIG_HOME|TMPDIR|TEMP|GIT_\w+)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => passed.test(name)));
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
    const output = execFileSync(
      'git',
      ['-c', 'core.fsmonitor=false', '--literal-pathspecs', 'ls-files', '-z', '--', ...names],
      {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...gitEnvironment(), LC_ALL: 'C' },
        timeout: 10_000,
      },
    );
    return new Set(output.split('\0').filter((name) => name !== ''));
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
    return code === 'ENOENT' || /not a git repository \(or any/i.test(stderr ?? '') ? new Set() : new Set(names);
  }
}
