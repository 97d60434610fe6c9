import { diagnose, type Result } from '../../src/diagnostics/diagnostic.ts';
import { loadList, type ReadBeside } from '../../src/library/load-list.ts';
import { type Api, type Endpoint, endpointsOf } from '../../src/model/api.ts';
import { loadSchemaValidator } from '../../src/model/check/schema-validator.ts';
import { toSource } from '../../src/source/read.ts';

const validateSchema = await loadSchemaValidator();

/** Contents of the files that a list refers to, by path as written in the list. */
export type Files = Readonly<Record<string, string>>;

/** Loads a list from text. Files that it refers to come from `files`, never from disk. */
export function load(text: string, files: Files = {}): Result<Api> {
  const read: ReadBeside = (path, origin) => {
    const found = files[path];
    if (found === undefined) return { diagnostics: [diagnose('file-not-found', { path }, origin)] };
    return { value: toSource(path, found), diagnostics: [] };
  };
  return loadList(toSource('endpoints.yaml', text), read, validateSchema);
}

/** The model of a list. Throws if the list has errors. */
export function apiOf(text: string, files: Files = {}): Api {
  const { value, diagnostics } = load(text, files);
  if (!value) throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  return value;
}

/** The diagnostics of a list as `code line:column`. Messages are omitted because their wording may change. */
export function problemsOf(text: string, files: Files = {}): string[] {
  return load(text, files).diagnostics.map(
    ({ code, range }) => `${code} ${range?.start.line ?? '-'}:${range?.start.column ?? '-'}`,
  );
}

/** The first lines of every list from {@link listWith}. Its first entry starts on line 5. */
const head = ['name: Test', 'variables: { id: 7, login: jane, on: true, other: "https://other.test" }'];

/** A list with the given entries; the first starts at 5:5. `above` adds a line of list keys, so it starts at 6:5. */
export function listWith(entry: string | readonly string[], above = ''): string {
  const entries = typeof entry === 'string' ? [entry] : entry;
  return [
    ...head,
    'environments: { dev: { base_url: "https://api.test" } }',
    ...(above ? [above] : []),
    'endpoints:',
    ...entries.map((text) => `  - ${text.replaceAll('\n', '\n    ')}`),
    '',
  ].join('\n');
}

/** The model of one entry. The list has no sign-in unless `above` adds one. */
export function endpointOf(entry: string, above = '', files: Files = {}): Endpoint {
  return endpointsOf(apiOf(listWith(entry, above), files).items)[0] as Endpoint;
}

/** The diagnostics of a list with these entries, except warnings about unused variables of {@link head}. */
export function entryProblems(entry: string | readonly string[], above = '', files: Files = {}): string[] {
  return problemsOf(listWith(entry, above), files).filter((problem) => !problem.startsWith('unused-variable 2:'));
}
