import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { diagnose, type Result } from '../diagnostics/diagnostic.ts';

/**
 * The lists that a command is about: those it was given, else endpoints.yaml here, else those in collections/. One that is
 * given twice, in whatever spelling, is one list.
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

/** Lists by their folder's real path and their own name: a list that is linked from elsewhere makes its files there. */
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
  return existsSync(join(cwd, path, 'endpoints.yaml')) || existsSync(join(path, 'endpoints.yaml'));
}
