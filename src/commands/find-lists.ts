import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose, type Result } from '../diagnostics/diagnostic.ts';

/**
 * The lists that a command is about: those it was given, else endpoints.yaml here, else those in collections/.
 */
export function findLists(cwd: string, given: readonly string[]): Result<string[]> {
  if (given.length > 0)
    return { value: given.map((path) => (isFolder(cwd, path) ? join(path, 'endpoints.yaml') : path)), diagnostics: [] };
  if (existsSync(join(cwd, 'endpoints.yaml'))) return { value: ['endpoints.yaml'], diagnostics: [] };
  const folder = join(cwd, 'collections');
  const found = existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((name) => join('collections', name, 'endpoints.yaml'))
        .filter((path) => existsSync(join(cwd, path)))
    : [];
  if (found.length > 0) return { value: found, diagnostics: [] };
  return { diagnostics: [diagnose('no-list', { tried: ['endpoints.yaml', 'collections/*/endpoints.yaml'] })] };
}

function isFolder(cwd: string, path: string): boolean {
  return existsSync(join(cwd, path, 'endpoints.yaml')) || existsSync(join(path, 'endpoints.yaml'));
}
