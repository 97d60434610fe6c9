import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';

/** True for a pattern, which may match several files; false for a path. */
export const isPattern = (text: string): boolean => /[*?[\]{}()!]/.test(text);

/**
 * Returns the files that match a pattern with `*`, `**`, `?`, `[ab]` and `{a,b}`, sorted by their paths. Files of hidden
 * folders and of node_modules are found only if the pattern names these folders. Symbolic links to files are found, also
 * those that lead nowhere; those to folders are not followed.
 *
 * @param folder absolute path of the folder that the pattern is relative to
 * @returns paths relative to the folder, with "/"
 */
export function findFiles(pattern: string, folder: string): string[] {
  const ignore = pattern.includes('node_modules') ? [] : ['**/node_modules/**'];
  const fs = { readdirSync: readFolder as unknown as typeof readdirSync };
  const found = globSync([pattern], { cwd: folder, ignore, expandDirectories: false, followSymbolicLinks: false, fs });
  // By code unit, so that the order is the same on every machine.
  return found.sort((a, b) => (a < b ? -1 : Number(a > b)));
}

/** The entries of a folder, in which links to anything but a folder are files. */
const readFolder = (folder: string) =>
  readdirSync(folder, { withFileTypes: true }).map((entry) => {
    if (!entry.isSymbolicLink()) return entry;
    const isFile = statSync(join(folder, entry.name), { throwIfNoEntry: false })?.isDirectory() !== true;
    return Object.assign(Object.create(entry), { isFile: () => isFile }) as typeof entry;
  });
