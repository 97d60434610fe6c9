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
import { loadList, readerBeside } from './load-list.ts';

/** A list with all that it makes and all that is on disk beside it. */
export interface LoadedList {
  /** Path of the list, as it was given. */
  readonly path: string;
  /** Absolute path of its folder. */
  readonly folder: string;
  readonly api: Api;
  readonly files: readonly OutputFile[];
  readonly disk: readonly DiskFile[];
  readonly plan: readonly PlannedFile[];
  /** A file beside the list, as users know it. */
  readonly show: (name: string) => string;
}

/** Loads a list from disk and plans its files. Nothing is written. */
export async function loadWorkspace(
  path: string,
  cwd: string,
): Promise<{ value?: LoadedList; diagnostics: Diagnostic[] }> {
  const source = readSource(path, { cwd });
  if (!source.value) return { diagnostics: [...source.diagnostics] };
  const absolute = resolve(cwd, path);
  const validateSchema = /schema/.test(source.value.text) ? await loadSchemaValidator() : undefined;
  const loaded = loadList(source.value, readerBeside(absolute, cwd), validateSchema);
  if (!loaded.value) return { diagnostics: [...loaded.diagnostics] };
  const api = loaded.value;
  const folder = dirname(absolute);
  const files = generate(api);
  const disk = readDisk(
    folder,
    files.map((file) => file.name),
  );
  if (!disk.value) return { diagnostics: [...loaded.diagnostics, ...disk.diagnostics] };
  const show = (name: string) => showPath(join(folder, name), cwd);
  const hasList = (name: string) => hasFile(folder, basename(name));
  const plan = planOutput({ list: basename(path), files, disk: disk.value, show, hasList });
  return { value: { path, folder, api, files, disk: disk.value, plan, show }, diagnostics: [...loaded.diagnostics] };
}

/** Files that two lists would both write, or that differ only in capitals. */
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
 * Secrets with a value in environment files that git tracks.
 *
 * @param tracked tells which of some files git tracks; asked only when a file holds a secret at all
 */
export function findTrackedSecrets(
  list: LoadedList,
  tracked: (folder: string, names: readonly string[]) => ReadonlySet<string>,
): Diagnostic[] {
  const secrets = new Set(list.api.variables.filter((one) => one.secret).map((one) => one.name));
  const environments = list.disk.filter((file) => file.name.endsWith(fileKinds.environment.ending));
  const typed = environments.flatMap((file) =>
    [...typedIn(file)]
      .filter(([name, { value, secret }]) => (secret || secrets.has(name)) && value !== '')
      .map(([name]) => ({ file, name })),
  );
  if (typed.length === 0) return [];
  const names = tracked(list.folder, [...new Set(typed.map((one) => one.file.name))]);
  return typed
    .filter(({ file }) => names.has(file.name))
    .map(({ file, name }) => diagnose('tracked-secret', { path: list.show(file.name), name }, list.api.origin));
}

/** The typed values of an environment file, and which of them the file itself calls secret. */
function typedIn(file: DiskFile): Map<string, { value: string; secret: boolean }> {
  try {
    const content = JSON.parse(file.text) as { values?: { key: string; type?: string }[] };
    const secret = new Set(content.values?.filter((one) => one.type === 'secret').map((one) => one.key));
    return new Map([...typedValues(content)].map(([name, value]) => [name, { value, secret: secret.has(name) }]));
  } catch {
    return new Map();
  }
}
