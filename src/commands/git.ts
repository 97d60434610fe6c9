import { execFileSync } from 'node:child_process';

/** What git needs of our environment: a repository's own hooks are not to see the secrets in it. */
function gitEnvironment(): Record<string, string | undefined> {
  const passed = /^(?:PATH|HOME|USERPROFILE|SystemRoot|XDG_CONFIG_HOME|TMPDIR|TEMP|GIT_\w+)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => passed.test(name)));
}

/**
 * Which of these files in a folder git tracks; none where there is no git or no repository. Where git cannot tell, all
 * of them: a secret is then better not taken.
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
