import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from '../diagnostics/origin.ts';
import { toSource } from './read.ts';

/** The folder of the package: the nearest one above this file that has `templates`. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'templates', 'scripts'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the templates of postmint are missing; is the package whole?');
    folder = parent;
  }
  return folder;
}

function readAll(folder: string, ending: string): Map<string, SourceFile> {
  const path = join(packageFolder(), 'templates', folder);
  const names = readdirSync(path).filter((name) => name.endsWith(ending));
  return new Map(
    names.sort().map((name) => {
      const text = readFileSync(join(path, name), 'utf8');
      return [name.slice(0, -ending.length), toSource(`templates/${folder}/${name}`, text)];
    }),
  );
}

/** The built-in auth templates, by name. */
export function readAuthTemplates(): Map<string, SourceFile> {
  return readAll('auth', '.yaml');
}

/** The scripts that go into collections, by name. */
export function readScripts(): Map<string, string> {
  return new Map([...readAll('scripts', '.js')].map(([name, source]) => [name, source.text]));
}
