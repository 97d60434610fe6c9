import type { Diagnostic, Result } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/origin.ts';
import { isEntry, printableEntry } from '../import/entries/to-entry.ts';
import type { DraftList } from '../import/entries/to-list.ts';
import type { Base } from '../import/update/base.ts';
import type { FieldChange } from '../import/update/changes.ts';
import { fieldsOf } from '../import/update/fields.ts';
import { listedParts } from '../import/update/list-entries.ts';
import type { Addition } from '../import/update/plan-additions.ts';
import { planUpdate, type UpdatePlan } from '../import/update/plan-update.ts';
import { decode } from '../schema/decode.ts';
import { type EndpointList, endpointList } from '../schema/endpoint-list.ts';
import { FileEdits } from '../source/edit/edit-file.ts';
import type { MappingNode, PairNode, SyntaxNode } from '../source/node.ts';
import { toPlain } from '../source/node.ts';
import { parse } from '../source/parse.ts';
import type { Printable } from '../source/print/print-value.ts';
import { addIncludes } from './includes.ts';
import { ListFiles, type ReadBeside } from './list-files.ts';

/** An updated list: the new text of each file that changes, and what was done. */
export interface UpdatedList {
  readonly plan: UpdatePlan;
  /** New texts by file, the list itself and included files. */
  readonly files: ReadonlyMap<SourceFile, string>;
}

const GONE_LINE = 'Gone from the description.';

/**
 * Merges a new version of a description into a list. What the user changed stays, with comments and order.
 *
 * @param source the list
 * @param next the list that the description becomes now
 * @param base what import wrote the last time
 * @param read reads the files that the list includes
 * @param typed variables to which the user gave a value outside of the list
 */
export function updateList(
  source: SourceFile,
  next: DraftList,
  base: Base | undefined,
  read: ReadBeside,
  typed: ReadonlySet<string> = new Set(),
): Result<UpdatedList> {
  const tree = parse(source);
  if (!tree.value || tree.diagnostics.length > 0) return { diagnostics: tree.diagnostics };
  const decoded = decode<EndpointList>(endpointList, tree.value);
  if (!decoded.value) return { diagnostics: decoded.diagnostics };
  const whole = addIncludes(decoded.value, new ListFiles(read));
  const diagnostics: Diagnostic[] = [...whole.diagnostics];
  const endpoints = pairOf(whole.list.node, 'endpoints')?.value;
  const head = fieldsOf(toPlain(tree.value) as Record<string, unknown>);
  const plan = planUpdate(next, base, listedParts(endpoints), head, typed);
  const writer = new Writer(tree.value as MappingNode);
  writer.write(plan);
  return { value: { plan, files: writer.texts() }, diagnostics };
}

const pairOf = (node: SyntaxNode, key: string): PairNode | undefined =>
  node.kind === 'mapping' ? node.pairs.find((pair) => pair.key === key) : undefined;

/** Writes a plan into the files of a list. */
class Writer {
  private readonly root: MappingNode;
  private readonly edits = new Map<SourceFile, FileEdits>();

  constructor(root: MappingNode) {
    this.root = root;
  }

  write(plan: UpdatePlan): void {
    // New requests first: a comment above a request that has gone comes below a new one before it.
    for (const addition of plan.additions) this.add(addition);
    for (const { entry, changes, mark } of plan.entries) {
      const edits = this.of(entry.node);
      edits.editMap(entry.node, changes.map(toKeyChange), 'request');
      if (mark === 'gone' && !entry.isInBrackets) edits.commentAbove(entry.node, [GONE_LINE]);
      if (mark === 'back') edits.uncomment(entry.node, (line) => line === GONE_LINE);
    }
    for (const { folder, changes } of plan.folders) this.editFolder(folder.node, changes);
    this.writeHead(plan.head);
  }

  texts(): Map<SourceFile, string> {
    return new Map(
      [...this.edits].flatMap(([source, edits]) =>
        edits.text() === source.text ? [] : [[source, edits.text()] as const],
      ),
    );
  }

  private of({ source }: { readonly source: SourceFile }): FileEdits {
    const edits = this.edits.get(source) ?? new FileEdits(source);
    this.edits.set(source, edits);
    return edits;
  }

  /** Changes keys of a folder, each in its own place, because its entries are changed as well. */
  private editFolder(node: MappingNode, changes: readonly FieldChange[]): void {
    const edits = this.of(node);
    const inside = pairOf(node, 'endpoints');
    if (!inside) return;
    edits.editPairs(node, inside, changes.map(toKeyChange));
  }

  private add({ folder, entries, after }: Addition): void {
    const items = entries.map((entry) => {
      const { auth, ...keys } = entry.keys;
      const wanted = auth ?? folder.keys.auth;
      const around = after?.authAround;
      // A folder of the list may say another `auth` than that of the description.
      const own =
        wanted === around ? keys : { ...entry.keys, auth: wanted ?? (around === undefined ? undefined : 'inherit') };
      return printableEntry({ ...entry, keys: after ? own : entry.keys });
    });
    if (after) {
      this.of(after.node).insertAfter(after.node, items, after.isInBrackets, { isBlock: isEntry });
      return;
    }
    const endpoints = pairOf(this.root, 'endpoints')?.value;
    const last = endpoints?.kind === 'sequence' ? endpoints.items.at(-1) : undefined;
    if (!endpoints || !last) return;
    const values: Printable[] =
      folder.name === '' ? items : [{ folder: folder.name, ...folder.keys, endpoints: items }];
    const isInBrackets = endpoints.source.text[endpoints.start] === '[';
    this.of(last).insertAfter(last, values, isInBrackets, { isBlock: isEntry });
  }

  private writeHead(changes: readonly FieldChange[]): void {
    if (changes.length === 0) return;
    const edits = this.of(this.root);
    const groups = new Map<string, FieldChange[]>();
    for (const change of changes) {
      const [key = ''] = change.field.path;
      groups.set(key, [...(groups.get(key) ?? []), change]);
    }
    const before = pairOf(this.root, 'environments') ?? pairOf(this.root, 'endpoints');
    for (const [key, own] of groups) {
      const pair = pairOf(this.root, key);
      const isMap = pair?.value.kind === 'mapping' && own.every(({ field }) => field.path.length > 1);
      const isInBraces = pair?.value.source.text[pair.value.start] === '{';
      // A map may lose its braces; its lines then begin below its key.
      if (pair && isMap && isInBraces) edits.editMap(withKey(pair), own.map(toKeyChange));
      else if (pair && isMap)
        edits.editMap(
          pair.value,
          own.map(toKeyChange).map(({ path, value }) => ({ path: path.slice(1), value })),
        );
      else if (pair) edits.replacePair(pair, key, own[0]?.value);
      else if (before) edits.insertBefore(before.keyOrigin, asMap(key, own));
    }
  }
}

/** A map of one key. */
const withKey = (pair: PairNode): MappingNode => ({
  kind: 'mapping',
  pairs: [pair],
  source: pair.value.source,
  start: pair.keyOrigin.start,
  end: pair.value.end,
});

const toKeyChange = ({ field, value }: FieldChange) => ({ path: field.path, value });

/** New keys at the top of a list. */
function asMap(key: string, changes: readonly FieldChange[]): { [key: string]: Printable } {
  const [first] = changes;
  if (first && first.field.path.length === 1) return { [key]: first.value };
  return { [key]: Object.fromEntries(changes.map(({ field, value }) => [field.path[1] ?? '', value])) };
}
