import { execFileSync } from 'node:child_process';

/**
 * Which of these files in a folder git tracks; none where there is no git or no repository. Where git cannot tell, all
 * of them: a secret is then better not taken.
 */
export function trackedFiles(folder: string, names: readonly string[]): Set<string> {
  if (names.length === 0) return new Set();
  try {
    const output = execFileSync('git', ['--literal-pathspecs', 'ls-files', '-z', '--', ...names], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
      timeout: 10_000,
    });
    return new Set(output.split('\0').filter((name) => name !== ''));
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
    return code === 'ENOENT' || /not a git repository \(or any/i.test(stderr ?? '') ? new Set() : new Set(names);
  }
}
