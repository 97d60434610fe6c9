import { execFileSync } from 'node:child_process';

/** Which of these files in a folder git tracks; none where there is no git or no repository. */
export function trackedFiles(folder: string, names: readonly string[]): Set<string> {
  if (names.length === 0) return new Set();
  try {
    const output = execFileSync('git', ['ls-files', '-z', '--', ...names], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
    });
    return new Set(output.split('\0').filter((name) => name !== ''));
  } catch {
    return new Set();
  }
}
