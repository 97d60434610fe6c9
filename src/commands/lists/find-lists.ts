import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { diagnose, type Result } from '../../diagnostics/diagnostic.ts';

/**
 * Returns the paths of a command's lists: those on the command line, else endpoints.yaml and *.postmint.yaml in the working
 * folder, else those in the folders of collections/. Two paths of the same list count once.
 *
 * @param given paths of lists, or of folders with lists
 */
export function findLists(cwd: string, given: readonly string[]): Result<string[]> {
  if (given.length > 0) {
    const paths = given.flatMap((path) => {
      const inside = listsIn(cwd, path);
      return inside.length > 0 ? inside : [path];
    });
    return { value: eachOnce(cwd, paths), diagnostics: [] };
  }
  const here = listsIn(cwd, '.');
  if (here.length > 0) return { value: eachOnce(cwd, here), diagnostics: [] };
  const folder = join(cwd, 'collections');
  const names = namesIn(folder).sort();
  const found = names.flatMap((name) => listsIn(cwd, join('collections', name)));
  if (found.length > 0) return { value: eachOnce(cwd, found), diagnostics: [] };
  const tried = ['endpoints.yaml', '*.postmint.yaml', 'collections/*/endpoints.yaml'];
  return { diagnostics: [diagnose('no-list', { tried })] };
}

/** The lists in a folder: endpoints.yaml first. None for what is not a folder. */
function listsIn(cwd: string, path: string): string[] {
  const folder = resolve(cwd, path);
  const first = existsSync(join(folder, 'endpoints.yaml')) ? ['endpoints.yaml'] : [];
  const others = namesIn(folder).filter((name) => /(?:^|\.)postmint\.ya?ml$/.test(name));
  return [...first, ...others.sort()].map((name) => join(path, name));
}

/** The names in a folder. None for what is not a folder, or cannot be read: reading the list will say why. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
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
