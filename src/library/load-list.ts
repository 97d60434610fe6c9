import { dirname, isAbsolute, join } from 'node:path';
import { loadIdentities } from '../auth/load-template.ts';
import { type Diagnostic, hasErrors, type Result, resultOf, withoutSecrets } from '../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../diagnostics/origin.ts';
import type { Api } from '../model/api.ts';
import { build } from '../model/build/build-api.ts';
import type { SchemaValidator } from '../model/check/schema-validator.ts';
import { decode } from '../schema/decode.ts';
import { type EndpointList, endpointList } from '../schema/endpoint-list.ts';
import { withoutEntries, withoutKeys } from '../schema/prune.ts';
import { checkKeys } from '../secrets/check-keys.ts';
import { fileReferences } from '../source/file-references.ts';
import { Located } from '../source/located.ts';
import type { SyntaxNode } from '../source/node.ts';
import { parse } from '../source/parse.ts';
import { readSource } from '../source/read.ts';
import { readAuthTemplates } from '../source/templates.ts';

/** Reads a file that a list names; its path is relative to the list. */
export type ReadBeside = (path: string, origin: Origin) => Result<SourceFile>;

/** The reader of a list on disk: files in the list's own folder, and no others. */
export function readerBeside(listPath: string, cwd: string): ReadBeside {
  const root = dirname(listPath);
  return (path, origin) => readSource(isAbsolute(path) ? path : join(root, path), { cwd, root, origin });
}

/** How the files of a list are read, and its JSON Schemas validated. */
interface Readers {
  readonly read: ReadBeside;
  readonly validateSchema: SchemaValidator | undefined;
}

/**
 * From the text of a list to the model of its API: parse, decode, load the auth template and the files that it names,
 * build. All mistakes are reported in one go, as far as one does not follow from another.
 *
 * @param source the list
 * @param read how to read the files that it names
 * @param validateSchema what finds the mistakes of a JSON Schema, see `loadSchemaValidator`; without it, only unknown
 *   keywords are found
 */
export function loadList(source: SourceFile, read: ReadBeside, validateSchema?: SchemaValidator): Result<Api> {
  const { value, diagnostics } = load(source, { read, validateSchema });
  const safe = diagnostics.map(withoutSecrets);
  return value ? { value, diagnostics: safe } : { diagnostics: safe };
}

function load(source: SourceFile, readers: Readers): Result<Api> {
  const tree = parse(source);
  if (!tree.value) return { diagnostics: tree.diagnostics };
  const decoded = decode<EndpointList>(endpointList, tree.value);
  if (decoded.value) return buildFrom(decoded.value, readers, tree.diagnostics);
  const known = [...tree.diagnostics, ...withoutFollowing(decoded.diagnostics, tree.diagnostics)];
  return { diagnostics: [...known, ...mistakesElsewhere(tree.value, decoded.diagnostics, readers)] };
}

function buildFrom(list: Located<EndpointList>, readers: Readers, before: readonly Diagnostic[]): Result<Api> {
  const { read, validateSchema } = readers;
  const identities = loadIdentities(list, { builtIn: readAuthTemplates(), read });
  const files = new Map<string, SourceFile>();
  const diagnostics: Diagnostic[] = [...before, ...identities.diagnostics];
  for (const node of fileReferences(list.node)) {
    const file = read(node.spelling, node);
    diagnostics.push(...file.diagnostics);
    if (file.value) files.set(node.spelling, file.value);
  }
  const built = build(list, { identities: identities.value ?? [], files, parse: parseLocated, validateSchema });
  // Without its sign-in, a list would be full of undeclared variables that are none.
  const alone = hasErrors(identities.diagnostics);
  const found = alone
    ? built.diagnostics.filter((one) => !ofWhole.has(one.code) && one.code !== 'wrong-value')
    : built.diagnostics;
  diagnostics.push(...withoutFollowing(found, before));
  if (!built.value) return { diagnostics };
  return resultOf(built.value, [...diagnostics, ...checkKeys(built.value)]);
}

function parseLocated(file: SourceFile): Result<Located<unknown>> {
  const { value, diagnostics } = parse(file);
  return value ? { value: new Located(value), diagnostics } : { diagnostics };
}

/** Diagnostics that do not stand just where an earlier stage has already found a mistake. */
function withoutFollowing(later: readonly Diagnostic[], earlier: readonly Diagnostic[]): Diagnostic[] {
  const places = new Set(earlier.map((one) => `${one.file} ${one.range?.start.offset}`));
  return later.filter((one) => !places.has(`${one.file} ${one.range?.start.offset}`));
}

/** What can only be said of a whole list, or follows from an entry that is not there. */
const ofWhole = new Set(['undeclared-variable', 'unused-variable', 'save-comes-later', 'empty-list', 'no-sign-in']);

/** The mistakes that the model finds in what is left when that is taken away which has a wrong shape. */
function mistakesElsewhere(tree: SyntaxNode, faults: readonly Diagnostic[], readers: Readers): Diagnostic[] {
  const startOf = (one: Diagnostic) => one.range?.start.offset ?? -1;
  const keys = faults.filter((one) => one.code === 'unknown-key' || one.code === 'not-yet');
  const known = withoutKeys(tree, new Set(keys.map(startOf)));
  const whole = decode<EndpointList>(endpointList, known);
  // Without its unknown keys it is a list: then everything can be said of it, unless one of them was to declare things.
  if (whole.value) {
    const declares = keys.some((one) => /"(?:variables|auth|save|environments)"/.test(one.hint ?? ''));
    const found = buildFrom(whole.value, readers, []).diagnostics.filter((one) => one.severity === 'error');
    return declares ? found.filter((one) => !ofWhole.has(one.code)) : found;
  }
  const rest = withoutEntries(known, faults.filter((one) => !keys.includes(one)).map(startOf));
  const decoded = rest && decode<EndpointList>(endpointList, rest);
  if (!decoded?.value) return [];
  return buildFrom(decoded.value, readers, []).diagnostics.filter((one) => !ofWhole.has(one.code));
}
