/** The templates of the package. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from '../diagnostics/origin.ts';
import { packageFolder } from './package-folder.ts';
import { toSource } from './read.ts';

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

/** Reads the built-in auth templates. Returns them by name, such as `dex`. */
export function readAuthTemplates(): Map<string, SourceFile> {
  return readAll('auth', '.yaml');
}

/** Reads the CI files that `init` writes. Returns their texts by name, such as `github`. */
export function readCiTemplates(): Map<string, string> {
  return new Map([...readAll('ci', '.yml')].map(([name, source]) => [name, source.text]));
}

/** Reads the completions. Returns their texts by shell, such as `bash`. */
export function readCompletions(): Map<string, string> {
  return new Map([...readAll('completion', '.txt')].map(([name, source]) => [name, source.text]));
}

/**
 * Reads what a kind of page is made from.
 *
 * @param kind its name in templates/pages
 */
export function readPageAssets(kind: 'onboarding' | 'report'): { readonly css: string; readonly script: string } {
  const read = (name: string, ending: string) => readAll('pages', ending).get(name)?.text ?? '';
  return { css: read('base', '.css') + read(kind, '.css'), script: read(kind, '.js') };
}

/** Reads the scripts that collections are made from. Returns their texts by name, such as `guard`. */
export function readScripts(): Map<string, string> {
  return new Map([...readAll('scripts', '.js')].map(([name, source]) => [name, source.text]));
}
