import { isAbsolute, join } from 'node:path';
import { type Diagnostic, diagnose, hasErrors, type Result, resultOf } from '../../diagnostics/diagnostic.ts';
import type { Api, Endpoint, Environment, Variable } from '../../model/api.ts';
import { isSecretName } from '../../notation/secret-name.ts';
import { slugOf } from '../../notation/slug.ts';
import type { CollectionFile, EnvironmentFile, FileRequest, FileVariable } from '../../postman/read/collection-file.ts';
import type { UploadFiles } from '../../run/job.ts';
import type { RunPlan } from '../../run/plan-run.ts';
import { findFile } from '../../source/read.ts';

/**
 * Returns a collection as an API and a plan: what the run needs to know of a list. Its requests have no assertions of
 * ours, and its own scripts decide which of them are sent.
 *
 * @param selected names or ids of folders and requests; empty for all
 */
export function planCollection(
  collection: CollectionFile,
  files: { readonly environment: EnvironmentFile | undefined; readonly globals: EnvironmentFile | undefined },
  selected: readonly string[],
): Result<{ readonly api: Api; readonly environment: Environment; readonly plan: RunPlan }> {
  const { environment: given, globals } = files;
  const origin = { source: collection.source, start: 0, end: 0 };
  const known = [...new Set(collection.requests.flatMap(({ name, folders }) => [...folders, name]))];
  const fits = (name: string) => collection.requests.some((request) => isSelected(request, name));
  const unknown = selected.filter((name) => !fits(name));
  if (unknown.length > 0) {
    return { diagnostics: unknown.map((name) => diagnose('unknown-folder', { name, known })) };
  }
  const used = new Set(collection.requests.flatMap(({ uses }) => [...uses]));
  const undeclared = [...used].map((name) => ({ name, value: '', secret: isSecretName(name) }));
  const all = [...undeclared, ...collection.variables, ...(globals?.variables ?? []), ...(given?.variables ?? [])];
  const variables = [...new Map(all.map((variable) => [variable.name, variable])).values()].map((variable) => ({
    ...toVariable(variable, origin),
    // A user is asked only for what requests name.
    optional: !used.has(variable.name),
    produced: collection.sets.has(variable.name),
  }));
  const environment: Environment = {
    name: given?.name ?? 'no environment',
    id: '',
    values: new Map(variables.map(({ name, value }) => [name, value])),
    protected: false,
    origin,
  };
  const items = collection.requests.map(toEndpoint);
  const api: Api = {
    name: collection.name,
    slug: slugOf(collection.name) || 'collection',
    id: '',
    identities: [],
    unsafe: 'plain',
    variables,
    environments: [environment],
    items,
    origin,
  };
  const chosen = new Set(
    collection.requests
      .filter((request) => selected.length === 0 || selected.some((name) => isSelected(request, name)))
      .map(({ id }) => id),
  );
  const requests = items.filter(({ id }) => chosen.has(id)).map((endpoint) => ({ endpoint, assertions: [] }));
  const plan: RunPlan = { requests, leftOut: [], identities: [], tokenRequests: [], flow: 'scripts' };
  return { value: { api, environment, plan }, diagnostics: [] };
}

const isSelected = ({ name, folders, ids }: FileRequest, wanted: string) =>
  name === wanted || folders.includes(wanted) || ids.includes(wanted);

const toVariable = ({ name, value, secret }: FileVariable, origin: Variable['origin']): Variable => ({
  name,
  value,
  type: 'string',
  secret,
  optional: true,
  produced: false,
  origin,
});

const toEndpoint = ({ id, name, folders, method, url, uses, origin }: FileRequest): Endpoint => ({
  kind: 'endpoint',
  id,
  name,
  folders,
  method,
  url: { base: url, path: [], parameters: [], query: [] },
  headers: [],
  auth: 'none',
  // It is sent as often as its scripts say, and never again by itself.
  safe: false,
  tags: [],
  expectations: [],
  saves: [],
  examples: [],
  uses,
  origin,
});

/**
 * Finds the files that a collection sends. They are inside of one folder: a collection that somebody else wrote must not
 * send any file of this machine.
 *
 * @param folder absolute path of that folder
 */
export function findCollectionUploads(
  { requests }: CollectionFile,
  ids: ReadonlySet<string>,
  folder: string,
  cwd: string,
): Result<UploadFiles | undefined> {
  const diagnostics: Diagnostic[] = [];
  const found = requests.flatMap(({ id, files, origin }) =>
    (ids.has(id) ? files : []).flatMap((path) => {
      const absolute = isAbsolute(path) ? path : join(folder, path);
      const file = findFile(absolute, { cwd, root: folder, origin });
      diagnostics.push(...file.diagnostics);
      return file.value ? [file.value.real, absolute] : [];
    }),
  );
  if (hasErrors(diagnostics)) return { diagnostics };
  return resultOf(found.length > 0 ? { folder, files: [...new Set(found)] } : undefined, diagnostics);
}
