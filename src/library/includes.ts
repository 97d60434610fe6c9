import { posix } from 'node:path';
import { type Diagnostic, diagnose, hasErrors, type Result } from '../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../diagnostics/origin.ts';
import { decode } from '../schema/decode.ts';
import type { EndpointList, IncludeEntry } from '../schema/endpoint-list.ts';
import { type IncludedFile, includedFile } from '../schema/entry/included-file.ts';
import { isPattern } from '../source/find-files.ts';
import { Located } from '../source/located.ts';
import type { MappingNode, PairNode, SequenceNode, SyntaxNode } from '../source/node.ts';
import type { ListFiles } from './list-files.ts';

/** Largest number of files that a list includes. */
const MAX_FILES = 1000;

/** A list together with the entries and variables of the files that it includes. */
export interface WholeList {
  readonly list: Located<EndpointList>;
  /** For each included file, its folder relative to that of the list; empty for the same folder. */
  readonly folders: ReadonlyMap<SourceFile, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Replaces each `include` of a list by the entries of its files. Every entry keeps its place in its own file. A file with
 * a mistake adds nothing.
 */
export function addIncludes(list: Located<EndpointList>, files: ListFiles): WholeList {
  const includes = new Includes(files);
  const node = list.node as MappingNode;
  const own = { path: posix.basename(list.source.path.replaceAll('\\', '/')), around: [] };
  const pairs = node.pairs.map((pair) => (pair.key === 'endpoints' ? includes.inPair(pair, own) : pair));
  const { folders, diagnostics } = includes;
  if (folders.size === 0) return { list, folders, diagnostics };
  return { list: new Located({ ...node, pairs: includes.withVariables(node, pairs) }), folders, diagnostics };
}

/** A file whose entries are read: its path from the list's folder, and the files that it was included from. */
interface Reading {
  readonly path: string;
  readonly around: readonly string[];
}

class Includes {
  readonly folders = new Map<SourceFile, string>();
  readonly diagnostics: Diagnostic[] = [];
  /** The place of the include of each file, by the path of the file. */
  private readonly places = new Map<string, Origin>();
  private readonly variables: PairNode[] = [];
  private readonly files: ListFiles;

  constructor(files: ListFiles) {
    this.files = files;
  }

  /** Returns the pair `endpoints` with the entries of the included files. */
  inPair(pair: PairNode, reading: Reading): PairNode {
    const { value } = pair;
    if (value.kind !== 'sequence') return pair;
    const items = value.items.flatMap((item) => this.entriesOf(item, reading));
    const isSame = items.length === value.items.length && items.every((item, index) => item === value.items[index]);
    return isSame ? pair : { ...pair, value: { ...value, items } satisfies SequenceNode };
  }

  private entriesOf(item: SyntaxNode, reading: Reading): readonly SyntaxNode[] {
    if (item.kind !== 'mapping') return [item];
    if (item.pairs.some(({ key }) => key === 'include')) return this.read(new Located<IncludeEntry>(item), reading);
    const pairs = item.pairs.map((pair) => (pair.key === 'endpoints' ? this.inPair(pair, reading) : pair));
    return [pairs.every((pair, index) => pair === item.pairs[index]) ? item : { ...item, pairs }];
  }

  /** Returns the list's pairs with the variables of all files. */
  withVariables(node: MappingNode, pairs: readonly PairNode[]): PairNode[] {
    if (this.variables.length === 0) return [...pairs];
    const own = pairs.find(({ key }) => key === 'variables');
    const written = own?.value.kind === 'mapping' ? own.value.pairs : [];
    const first = new Map<string, PairNode>();
    for (const pair of [...written, ...this.variables]) {
      const earlier = first.get(pair.key);
      if (earlier) {
        const related = [{ message: 'declared here too', origin: earlier.keyOrigin }];
        this.diagnostics.push(diagnose('declared-twice', { name: pair.key }, pair.keyOrigin, related));
      } else {
        first.set(pair.key, pair);
      }
    }
    const { source, start, end } = node;
    const place = own?.value ?? { source, start, end };
    const value: MappingNode = { ...place, kind: 'mapping', pairs: [...first.values()] };
    const all = { key: 'variables', keyOrigin: own?.keyOrigin ?? node, value };
    return own ? pairs.map((pair) => (pair === own ? all : pair)) : [...pairs, all];
  }

  private read(entry: Located<IncludeEntry>, reading: Reading): SyntaxNode[] {
    const include = entry.get('include') as Located<string>;
    const report = (diagnostic: Diagnostic): SyntaxNode[] => {
      this.diagnostics.push(diagnostic);
      return [];
    };
    const written = include.text();
    const pattern = posix.join(posix.dirname(reading.path), written);
    const reason = faultOf(written, pattern);
    if (reason) return report(diagnose('bad-include', { pattern: written, reason }, include));
    const paths = isPattern(written) ? this.files.find(pattern).filter((path) => path !== reading.path) : [pattern];
    if (paths.length === 0) return report(diagnose('no-include', { pattern: written }, include));
    const count = this.places.size + paths.length;
    if (count > MAX_FILES) return report(diagnose('too-many-includes', { count, limit: MAX_FILES }, include));
    return paths.flatMap((path) => this.readFile(path, entry, reading));
  }

  private readFile(path: string, entry: Located<IncludeEntry>, { path: from, around }: Reading): readonly SyntaxNode[] {
    const place = entry.get('include') as Located<string>;
    if ([...around, from].includes(path)) {
      this.diagnostics.push(diagnose('include-cycle', { path }, place));
      return [];
    }
    const earlier = this.places.get(path);
    if (earlier) {
      const related = [{ message: 'the first include', origin: earlier }];
      this.diagnostics.push(diagnose('included-twice', { path }, place, related));
      return [];
    }
    this.places.set(path, place);
    const file = this.decodeFile(path, place);
    this.diagnostics.push(...file.diagnostics);
    if (!file.value) return [];
    return this.entriesIn(file.value, entry, { path, around: [...around, from] });
  }

  private decodeFile(path: string, place: Origin): Result<Located<IncludedFile>> {
    const source = this.files.read(path, place);
    if (!source.value) return { diagnostics: source.diagnostics };
    const folder = posix.dirname(path);
    this.folders.set(source.value, folder === '.' ? '' : folder);
    const tree = this.files.parse(source.value);
    if (!tree.value || hasErrors(tree.diagnostics)) return { diagnostics: tree.diagnostics };
    const decoded = decode<IncludedFile>(includedFile, tree.value);
    return { ...decoded, diagnostics: [...tree.diagnostics, ...decoded.diagnostics] };
  }

  /** Returns the entries of a file: a folder, or without `folder` its entries themselves. */
  private entriesIn(
    file: Located<IncludedFile>,
    entry: Located<IncludeEntry>,
    reading: Reading,
  ): readonly SyntaxNode[] {
    const node = file.node as MappingNode;
    const variables = file.get('variables')?.node;
    if (variables?.kind === 'mapping') this.variables.push(...variables.pairs);
    const others = node.pairs.filter(({ key }) => key !== 'variables');
    const pairs = others.map((pair) => (pair.key === 'endpoints' ? this.inPair(pair, reading) : pair));
    if (file.get('folder')) {
      const sequential = (entry.node as MappingNode).pairs.filter(({ key }) => key === 'sequential');
      return [{ ...node, pairs: [...pairs, ...sequential] }];
    }
    for (const { key, keyOrigin } of pairs) {
      if (key !== 'endpoints') this.diagnostics.push(diagnose('include-needs-folder', { key }, keyOrigin));
    }
    const endpoints = pairs.find(({ key }) => key === 'endpoints')?.value;
    return endpoints?.kind === 'sequence' ? endpoints.items : [];
  }
}

/** Why a path or pattern cannot be included; undefined if it can. */
function faultOf(written: string, path: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(written)) return 'only files can be included';
  if (written.includes('{{')) return 'it contains a variable';
  if (written.includes('\\')) return 'it must have "/" between its parts';
  if (posix.isAbsolute(written) || path === '..' || path.startsWith('../'))
    return 'it is outside the folder of the list';
  return /^!|\.\.\//.test(path) ? 'it must be one path or pattern below the folder' : undefined;
}
