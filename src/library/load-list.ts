import { dirname, isAbsolute, join, resolve } from 'node:path';
import { loadIdentities } from '../auth/load-template.ts';
import { type Diagnostic, hasErrors, type Result, resultOf, withoutSecrets } from '../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../diagnostics/origin.ts';
import { type Api, endpointsOf } from '../model/api.ts';
import { uploadsOf } from '../model/body.ts';
import { build } from '../model/build/build-api.ts';
import { fileKey } from '../model/build/build-context.ts';
import type { SchemaValidator } from '../model/check/schema-validator.ts';
import { decode } from '../schema/decode.ts';
import { type EndpointList, endpointList } from '../schema/endpoint-list.ts';
import { withoutEntries, withoutKeys, withoutValues } from '../schema/prune.ts';
import { checkKeys } from '../secrets/check-keys.ts';
import { fileReferences } from '../source/file-references.ts';
import { findFiles } from '../source/find-files.ts';
import { checkForeign } from '../source/foreign-file.ts';
import { Located } from '../source/located.ts';
import type { SyntaxNode } from '../source/node.ts';
import { parse } from '../source/parse.ts';
import { checkUpload, readSource } from '../source/read.ts';
import { readAuthTemplates } from '../source/templates.ts';
import { addIncludes } from './includes.ts';
import { ListFiles, type ReadBeside } from './list-files.ts';

export type { ReadBeside } from './list-files.ts';

/** Returns the reader for a list on disk. It refuses files outside the list's folder. */
export function readerBeside(listPath: string, cwd: string): ReadBeside {
  const root = dirname(listPath);
  const pathOf = (path: string) => (isAbsolute(path) ? path : join(root, path));
  const read = (path: string, origin: Origin) => readSource(pathOf(path), { cwd, root, origin });
  const check = (path: string, origin: Origin) => checkUpload(pathOf(path), { cwd, root, origin });
  return Object.assign(read, { find: (pattern: string) => findFiles(pattern, resolve(cwd, root)), check });
}

/** A list that was just printed, with its tree: it need not be read from disk and parsed. */
export interface PrintedList {
  readonly source: SourceFile;
  readonly tree: SyntaxNode;
  /** True if it has JSON Schemas, which need a validator. */
  readonly hasSchemas: boolean;
}

/** What loading needs besides the list. */
interface Readers {
  readonly files: ListFiles;
  readonly validateSchema: SchemaValidator | undefined;
  /** The tree of the list, if it is known. */
  readonly tree?: SyntaxNode | undefined;
}

/**
 * Builds the model of an API from the text of a list: parse, decode, load the auth templates and other files that it
 * refers to, build. Reports all mistakes at once, except those that follow from another. If there is an error, the
 * result has no value.
 *
 * @param source the list
 * @param read reads the files that the list refers to
 * @param validateSchema finds mistakes in JSON Schemas, see `loadSchemaValidator`; without it, only unknown keywords
 *   are found
 */
export function loadList(source: SourceFile, read: ReadBeside, validateSchema?: SchemaValidator): Result<Api> {
  return load(source, { files: new ListFiles(read), validateSchema });
}

/** Builds the model of an API as `loadList` does, from a list whose tree is known. */
export function loadPrintedList(list: PrintedList, read: ReadBeside, validateSchema?: SchemaValidator): Result<Api> {
  return load(list.source, { files: new ListFiles(read), validateSchema, tree: list.tree });
}

function load(source: SourceFile, readers: Readers): Result<Api> {
  const { value, diagnostics } = loadOpenly(source, readers);
  const safe = diagnostics.map(withoutSecrets);
  return value ? { value, diagnostics: safe } : { diagnostics: safe };
}

/** The same, with diagnostics that may show secrets. */
function loadOpenly(source: SourceFile, readers: Readers): Result<Api> {
  const foreign = checkForeign(source);
  if (foreign) return { diagnostics: [foreign] };
  const tree = readers.tree ? { value: readers.tree, diagnostics: [] } : parse(source);
  if (!tree.value) return { diagnostics: tree.diagnostics };
  const { files } = readers;
  const checked = check({ value: tree.value, diagnostics: tree.diagnostics }, readers);
  const taken = checked.value?.identities.flatMap(({ variables }) => variables.map(({ name }) => name)) ?? [];
  const secrets = withoutFollowing(files.literalSecrets(new Located(tree.value), taken), checked.diagnostics);
  const diagnostics = [...checked.diagnostics, ...secrets];
  return checked.value ? resultOf(checked.value, diagnostics) : { diagnostics };
}

function check(tree: Required<Result<SyntaxNode>>, readers: Readers): Result<Api> {
  const decoded = decode<EndpointList>(endpointList, tree.value);
  if (decoded.value) return buildFrom(decoded.value, readers, tree.diagnostics);
  const known = [...tree.diagnostics, ...withoutFollowing(decoded.diagnostics, tree.diagnostics)];
  return { diagnostics: [...known, ...mistakesElsewhere(tree.value, decoded.diagnostics, readers)] };
}

function buildFrom(written: Located<EndpointList>, readers: Readers, before: readonly Diagnostic[]): Result<Api> {
  const { files: listFiles, validateSchema } = readers;
  const { list, folders, diagnostics: ofIncludes } = addIncludes(written, listFiles);
  const identities = loadIdentities(list, { builtIn: readAuthTemplates(), read: listFiles.read });
  const files = new Map<string, SourceFile>();
  const diagnostics: Diagnostic[] = [...before, ...ofIncludes, ...identities.diagnostics];
  for (const node of fileReferences(list.node)) {
    const path = fileKey(node.spelling, folders.get(node.source));
    const file = listFiles.read(path, node);
    diagnostics.push(...file.diagnostics);
    if (file.value) files.set(path, file.value);
  }
  const parse = (file: SourceFile) => located(listFiles.parse(file));
  const built = build(list, { identities: identities.value ?? [], files, folders, parse, validateSchema });
  // Without its identities or a file, a list seems to have undeclared variables, and other mistakes that follow from that.
  const isIncomplete = hasErrors([...identities.diagnostics, ...ofIncludes]);
  const found = isIncomplete
    ? built.diagnostics.filter(({ code }) => !wholeListCodes.has(code) && code !== 'wrong-value')
    : built.diagnostics;
  diagnostics.push(...withoutFollowing(found, before));
  if (!built.value) return { diagnostics };
  const uploads = endpointsOf(built.value.items).flatMap(uploadsOf);
  const missing = uploads.flatMap(({ path, origin }) => listFiles.check(path, origin));
  return resultOf(built.value, [...diagnostics, ...checkKeys(built.value), ...missing]);
}

const located = ({ value, diagnostics }: Result<SyntaxNode>): Result<Located<unknown>> =>
  value ? { value: new Located(value), diagnostics } : { diagnostics };

/**
 * Removes diagnostics that begin where an earlier stage has already reported a mistake, or in a line that YAML reads in
 * another way than it was meant.
 */
function withoutFollowing(later: readonly Diagnostic[], earlier: readonly Diagnostic[]): Diagnostic[] {
  const placeOf = ({ file, range }: Diagnostic) => `${file} ${range?.start.offset}`;
  const lineOf = ({ file, range }: Diagnostic) => `${file}:${range?.start.line}`;
  const places = new Set(earlier.map(placeOf));
  const misread = new Set(earlier.filter(({ code }) => code === 'yaml-syntax').map(lineOf));
  return later.filter((diagnostic) => !places.has(placeOf(diagnostic)) && !misread.has(lineOf(diagnostic)));
}

/** Codes that make sense only for a complete list. */
const wholeListCodes = new Set([
  'undeclared-variable',
  'unused-variable',
  'save-comes-later',
  'empty-list',
  'no-environments',
  'no-sign-in',
]);

/** Returns model errors in the part of the list whose shape is valid. */
function mistakesElsewhere(tree: SyntaxNode, faults: readonly Diagnostic[], readers: Readers): Diagnostic[] {
  const startOf = (diagnostic: Diagnostic) => diagnostic.range?.start.offset ?? -1;
  const keys = faults.filter(({ code }) => code === 'unknown-key');
  const known = withoutKeys(tree, new Set(keys.map(startOf)));
  const whole = decode<EndpointList>(endpointList, known);
  // With only unknown keys removed, the list is complete, unless one of them is a misspelt key that declares things.
  if (whole.value) {
    const declares = keys.some(({ hint }) => /"(?:variables|auth|save|environments)"/.test(hint ?? ''));
    const found = buildFrom(whole.value, readers, []).diagnostics.filter(({ severity }) => severity === 'error');
    return declares ? found.filter(({ code }) => !wholeListCodes.has(code)) : found;
  }
  const others = faults.filter((fault) => !keys.includes(fault)).map(startOf);
  const kept = withoutValues(known, new Set(others));
  const left = decode<EndpointList>(endpointList, kept).diagnostics.map(startOf);
  const rest = left.length > 0 ? withoutEntries(kept, left) : kept;
  const decoded = rest && decode<EndpointList>(endpointList, rest);
  if (!decoded?.value) return [];
  return buildFrom(decoded.value, readers, []).diagnostics.filter(({ code }) => !wholeListCodes.has(code));
}
