import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Goes up from a folder until `holds` is true; undefined if it never is. */
function findUp(folder: string, holds: (folder: string) => boolean): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (holds(at)) return at;
    if (dirname(at) === at) return undefined;
  }
}

const toUrl = (path: string) => path.split(sep).join('/');

/** Returns the root of the repository that a folder is in; the folder itself if it is in none. */
export const repositoryOf = (folder: string): string => findUp(folder, (at) => existsSync(join(at, '.git'))) ?? folder;

/**
 * Returns the path of the JSON Schema from the folder of a list: in the nearest node_modules that has postmint, else where
 * npm will install it, beside the nearest package.json.
 */
export function schemaPath(folder: string): string {
  const schema = join('node_modules', 'postmint', 'dist', 'endpoints.schema.json');
  const found =
    findUp(folder, (at) => existsSync(join(at, schema))) ??
    findUp(folder, (at) => existsSync(join(at, 'package.json'))) ??
    folder;
  const path = toUrl(relative(folder, join(found, schema)));
  return path.startsWith('.') ? path : `./${path}`;
}

/** Returns the path of a file from a folder, with "/". */
export const pathFrom = (folder: string, path: string): string => toUrl(relative(folder, path));
