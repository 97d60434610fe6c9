import { diagnose, type Result } from '../../src/diagnostics/diagnostic.ts';
import { loadList, type ReadBeside } from '../../src/library/load-list.ts';
import { type Api, type Endpoint, endpointsOf } from '../../src/model/api.ts';
import { loadSchemaValidator } from '../../src/model/check/schema-validator.ts';
import { toSource } from '../../src/source/read.ts';

const validateSchema = await loadSchemaValidator();

/** Files beside a list, by the path that the list writes. */
export type Files = Readonly<Record<string, string>>;

/** Loads a list from text. The files that it names come from `files`, never from disk. */
export function load(text: string, files: Files = {}): Result<Api> {
  const read: ReadBeside = (path, origin) => {
    const found = files[path];
    if (found === undefined) return { diagnostics: [diagnose('file-not-found', { path }, origin)] };
    return { value: toSource(path, found), diagnostics: [] };
  };
  return loadList(toSource('endpoints.yaml', text), read, validateSchema);
}

/** The model of a list that has no errors. */
export function apiOf(text: string, files: Files = {}): Api {
  const { value, diagnostics } = load(text, files);
  if (!value) throw new Error(diagnostics.map((one) => `${one.code}: ${one.message}`).join('\n'));
  return value;
}

/** What is said about a list, as `code line:column`: positions are promised, words are not. */
export function problemsOf(text: string, files: Files = {}): string[] {
  return load(text, files).diagnostics.map(
    ({ code, range }) => `${code} ${range?.start.line ?? '-'}:${range?.start.column ?? '-'}`,
  );
}

/** The lines that every list of a table starts with; entries of a table start on line 5. */
const head = ['name: Test', 'variables: { id: 7, login: jane, on: true, other: "https://other.test" }'];

/**
 * A list with some entries. The first one's text starts at 5:5; with `above`, further keys of the list, a line lower.
 */
export function listWith(entry: string | readonly string[], above = ''): string {
  const entries = typeof entry === 'string' ? [entry] : entry;
  return [
    ...head,
    'environments: { dev: { base_url: "https://api.test" } }',
    ...(above ? [above] : []),
    'endpoints:',
    ...entries.map((one) => `  - ${one.replaceAll('\n', '\n    ')}`),
    '',
  ].join('\n');
}

/** The model of one entry, in a list without a sign-in unless `above` has one. */
export function endpointOf(entry: string, above = '', files: Files = {}): Endpoint {
  return endpointsOf(apiOf(listWith(entry, above), files).items)[0] as Endpoint;
}

/** What is said about one entry, without the warnings about variables of the table's own list. */
export function entryProblems(entry: string | readonly string[], above = '', files: Files = {}): string[] {
  return problemsOf(listWith(entry, above), files).filter((one) => !one.startsWith('unused-variable 2:'));
}
