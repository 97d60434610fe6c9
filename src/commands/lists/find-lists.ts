import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { diagnose, type Result } from '../../diagnostics/diagnostic.ts';

/**
 * Returns the paths of a command's lists: those on the command line, else endpoints.yaml, else
 * collections/*\/endpoints.yaml. Two paths of the same list count once.
 *
 * @param given paths of lists or of folders with an endpoints.yaml
 */
export function findLists(cwd: string, given: readonly string[]): Result<string[]> {
  if (given.length > 0) {
    const paths = given.map((path) => (isFolder(cwd, path) ? join(path, 'endpoints.yaml') : path));
    return { value: eachOnce(cwd, paths), diagnostics: [] };
  }
  if (existsSync(join(cwd, 'endpoints.yaml'))) return { value: ['endpoints.yaml'], diagnostics: [] };
  const folder = join(cwd, 'collections');
  const found = existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((name) => join('collections', name, 'endpoints.yaml'))
        .filter((path) => existsSync(join(cwd, path)))
    : [];
  if (found.length > 0) return { value: eachOnce(cwd, found), diagnostics: [] };
  return { diagnostics: [diagnose('no-list', { tried: ['endpoints.yaml', 'collections/*/endpoints.yaml'] })] };
}

/**
 * Removes paths of the same list. Lists are compared by the real path of their folder and their own name: links are not
 * followed for the file, because a linked list generates its files beside the link.
 */
function eachOnce(cwd: string, paths: readonly string[]): string[] {
  const lists = new Map<string, string>();
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    const folder = dirname(absolute);
    const key = join(existsSync(folder) ? realpathSync(folder) : folder, basename(absolute));
    if (!lists.has(key)) lists.set(key, path);
  }
  return [...lists.values()];
}

function isFolder(cwd: string, path: string): boolean {
  return existsSync(resolve(cwd, path, 'endpoints.yaml'));
}
