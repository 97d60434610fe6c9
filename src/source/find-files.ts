import { globSync } from 'tinyglobby';

/** True for a pattern, which may match several files; false for a path. */
export const isPattern = (text: string): boolean => /[*?[\]{}()!]/.test(text);

/**
 * Returns the files that match a pattern with `*`, `**`, `?`, `[ab]` and `{a,b}`, sorted by their paths. Files of hidden
 * folders and of node_modules are found only if the pattern names these folders. Symbolic links to folders are not
 * followed.
 *
 * @param folder absolute path of the folder that the pattern is relative to
 * @returns paths relative to the folder, with "/"
 */
export function findFiles(pattern: string, folder: string): string[] {
  const ignore = pattern.includes('node_modules') ? [] : ['**/node_modules/**'];
  const found = globSync([pattern], { cwd: folder, ignore, expandDirectories: false, followSymbolicLinks: false });
  // By code unit, so that the order is the same on every machine.
  return found.sort((a, b) => (a < b ? -1 : Number(a > b)));
}
