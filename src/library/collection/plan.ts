import { isAbsolute, join } from 'node:path';
import { type Diagnostic, diagnose, hasErrors, type Result, resultOf } from '../../diagnostics/diagnostic.ts';
import type { Api, Endpoint, Environment, Variable } from '../../model/api.ts';
import { isSecretName } from '../../notation/secret-name.ts';
import { slugOf } from '../../notation/slug.ts';
import type { CollectionFile, EnvironmentFile, FileRequest } from '../../postman/read/collection-file.ts';
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
  const found = selected.map((name) => selectedBy(collection, name));
  const unknown = selected.filter((_, index) => found[index]?.size === 0);
  if (unknown.length > 0) {
    return { diagnostics: unknown.map((name) => diagnose('unknown-folder', { name, known })) };
  }
  const inRequests = new Set(collection.requests.flatMap(({ uses }) => [...uses]));
  const used = new Set([...inRequests, ...collection.uses]);
  const undeclared = [...used].map((name) => ({ name, value: '', secret: isSecretName(name) }));
  const all = [...undeclared, ...(globals?.variables ?? []), ...collection.variables, ...(given?.variables ?? [])];
  const secret = new Set(all.filter((variable) => variable.secret).map(({ name }) => name));
  const variables = [...new Map(all.map((variable) => [variable.name, variable])).values()].map(
    ({ name, value }): Variable => ({
      name,
      value,
      type: 'string',
      // A name is a secret in each scope if it is one in any.
      secret: secret.has(name),
      // A user is asked only for what requests name, and no script makes.
      optional: !inRequests.has(name) || collection.sets.has(name),
      produced: false,
      origin,
    }),
  );
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
  const chosen = new Set(found.flatMap((ids) => [...ids]));
  const requests = items
    .filter(({ id }) => selected.length === 0 || chosen.has(id))
    .map((endpoint) => ({ endpoint, assertions: [] }));
  const plan: RunPlan = { requests, leftOut: [], identities: [], tokenRequests: [], flow: 'scripts' };
  return { value: { api, environment, plan }, diagnostics: [] };
}

/** Ids of the requests that a name or id selects: those of the first folder that has it, else the first request. */
function selectedBy({ requests }: CollectionFile, wanted: string): Set<string> {
  for (const request of requests) {
    const depth = request.folders.findIndex((name, at) => name === wanted || request.ids[at] === wanted);
    const group = request.groups[depth];
    if (group !== undefined) {
      return new Set(requests.filter(({ groups }) => groups.includes(group)).map(({ id }) => id));
    }
  }
  const found = requests.find(({ name, ids }) => name === wanted || ids.includes(wanted));
  return new Set(found ? [found.id] : []);
}

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
