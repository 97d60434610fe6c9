import { basename, dirname, join, resolve } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Api } from '../model/api.ts';
import { loadSchemaValidator } from '../model/check/schema-validator.ts';
import { fileKinds } from '../output/file-kinds.ts';
import { typedValues } from '../output/merge-environment.ts';
import type { DiskFile, OutputFile } from '../output/output-file.ts';
import { type PlannedFile, planOutput } from '../output/plan.ts';
import { hasFile, readDisk } from '../output/read-disk.ts';
import { readSource, showPath } from '../source/read.ts';
import { generate } from './generate.ts';
import { loadList, loadPrintedList, type PrintedList, readerBeside } from './load-list.ts';
import { isPage, makePages, pageNames, presentPages } from './pages.ts';

/** A loaded list, its generated files, and the files on disk in its folder. */
export interface LoadedList {
  /** Path of the list, as given on the command line. */
  readonly path: string;
  /** Absolute path of its folder. */
  readonly folder: string;
  readonly api: Api;
  /** The files that it generates. The collection is first. */
  readonly files: readonly OutputFile[];
  /** Generated files that are on disk now. */
  readonly disk: readonly DiskFile[];
  /** The changes that bring the disk up to date. */
  readonly plan: readonly PlannedFile[];
  /** Returns the path of a file in the list's folder, as diagnostics show it. */
  readonly show: (name: string) => string;
}

/**
 * Which onboarding pages are made: those that are on disk already, so that they stay up to date; all, for `docs`; or none,
 * for a command that does not look at them.
 */
export type PageChoice = 'present' | 'all' | 'none';

/**
 * Loads a list from disk, generates its files and compares them with the disk. Writes nothing.
 *
 * @param printed the list, if it was just written
 */
export async function loadWorkspace(
  path: string,
  cwd: string,
  pages: PageChoice = 'none',
  printed?: PrintedList,
): Promise<{ value?: LoadedList; diagnostics: Diagnostic[] }> {
  const source = printed ? { value: printed.source, diagnostics: [] } : readSource(path, { cwd });
  if (!source.value) return { diagnostics: [...source.diagnostics] };
  const absolute = resolve(cwd, path);
  const hasSchemas = printed?.hasSchemas ?? /\b(?:schema|include)["']?\s*:/.test(source.value.text);
  const validateSchema = hasSchemas ? await loadSchemaValidator() : undefined;
  const read = readerBeside(absolute, cwd);
  const loaded = printed
    ? loadPrintedList(printed, read, validateSchema)
    : loadList(source.value, read, validateSchema);
  if (!loaded.value) return { diagnostics: [...loaded.diagnostics] };
  const api = loaded.value;
  const folder = dirname(absolute);
  const made = generate(api);
  const names = made.map((file) => file.name);
  const disk = readDisk(folder, [...names, ...(pages === 'all' ? pageNames(api) : [])]);
  if (!disk.value) return { diagnostics: [...loaded.diagnostics, ...disk.diagnostics] };
  const present = presentPages(disk.value, basename(path));
  const wanted = pages === 'none' ? [] : pageNames(api).filter((name) => pages === 'all' || present(name));
  const madePages = wanted.length > 0 ? await makePages(api, basename(path), made) : [];
  const files = [...made, ...madePages.filter((file) => wanted.includes(file.name))];
  const show = (name: string) => showPath(join(folder, name), cwd);
  const hasList = (name: string) => hasFile(folder, basename(name));
  // A command that does not look at pages must not plan to remove them either.
  const seen = pages === 'none' ? disk.value.filter(({ name }) => !isPage(name)) : disk.value;
  const plan = planOutput({ list: basename(path), files, disk: seen, show, hasList });
  return { value: { path, folder, api, files, disk: disk.value, plan, show }, diagnostics: [...loaded.diagnostics] };
}

/** Returns an error for each file that two lists would generate. Names that differ only in case count as the same. */
export function findClashes(lists: readonly LoadedList[]): Diagnostic[] {
  const owners = new Map<string, { list: LoadedList; name: string }>();
  const diagnostics: Diagnostic[] = [];
  for (const list of lists) {
    for (const { name } of list.files) {
      const key = join(list.folder, name).toLowerCase();
      const owner = owners.get(key);
      if (owner)
        diagnostics.push(diagnose('output-clash', { path: list.show(name), other: owner.list.path }, list.api.origin));
      else owners.set(key, { list, name });
    }
  }
  return diagnostics;
}

/**
 * Returns an error for each secret that has a value in an environment file that git tracks.
 *
 * @param tracked returns the files in a folder that git tracks; called only if a file has a secret
 */
export function findTrackedSecrets(
  list: LoadedList,
  tracked: (folder: string, names: readonly string[]) => ReadonlySet<string>,
): Diagnostic[] {
  const secrets = new Set(list.api.variables.filter(({ secret }) => secret).map(({ name }) => name));
  const environments = list.disk.filter((file) => file.name.endsWith(fileKinds.environment.ending));
  const typed = environments.flatMap((file) =>
    [...typedIn(file)]
      .filter(([name, { value, secret }]) => (secret || secrets.has(name)) && value !== '')
      .map(([name]) => ({ file, name })),
  );
  if (typed.length === 0) return [];
  const names = tracked(list.folder, [...new Set(typed.map(({ file }) => file.name))]);
  return typed
    .filter(({ file }) => names.has(file.name))
    .map(({ file, name }) => diagnose('tracked-secret', { path: list.show(file.name), name }, list.api.origin));
}

/** Returns the variables to which a user gave a value in an environment file of a folder. */
export function typedNames(folder: string): Set<string> {
  const disk = readDisk(folder, []).value ?? [];
  const environments = disk.filter((file) => file.name.endsWith(fileKinds.environment.ending));
  return new Set(
    environments.flatMap((file) => [...typedIn(file)].flatMap(([name, { value }]) => (value === '' ? [] : [name]))),
  );
}

/** The values that a user typed into an environment file, and whether the file has the type `secret` for each. */
function typedIn(file: DiskFile): Map<string, { value: string; secret: boolean }> {
  try {
    const content = JSON.parse(file.text) as { values?: { key: string; type?: string }[] };
    const secret = new Set(content.values?.filter(({ type }) => type === 'secret').map(({ key }) => key));
    return new Map([...typedValues(content)].map(([name, value]) => [name, { value, secret: secret.has(name) }]));
  } catch {
    return new Map();
  }
}
