import { isSlug, slugOf } from '../../notation/slug.ts';
import type { DraftEntry } from '../entries/to-entry.ts';
import type { DraftFolder, DraftList } from '../entries/to-list.ts';
import type { Base, BaseEntry, Stamps } from './base.ts';
import type { EntryPlan, FieldChange, Kept } from './changes.ts';
import { type Field, type Fields, fieldsOf, shapeOf, stampOf } from './fields.ts';
import {
  changed,
  fieldsAfter,
  keepVariables,
  neededChanges,
  typedVariables,
  type Used,
  usedIn,
} from './keep-variables.ts';
import type { ListedEntry, ListedFolder, ListedParts } from './list-entries.ts';
import { type Addition, planAdditions } from './plan-additions.ts';
import { withUniqueNames } from './unique-names.ts';

/** What an update does. */
export interface UpdatePlan {
  readonly entries: readonly EntryPlan[];
  readonly additions: readonly Addition[];
  readonly folders: readonly { readonly folder: ListedFolder; readonly changes: readonly FieldChange[] }[];
  readonly head: readonly FieldChange[];
  readonly kept: readonly Kept[];
}

/** What is kept of a request whose tag has changed: its place. */
export const FOLDER = 'folder';

/** The tag of an entry whose operation has gone. */
export const GONE = 'gone';

/** A three-way merge of fields: the stamps of what import wrote, what the list says now, and what the description says now. */
function mergeFields(base: Stamps, now: Fields, next: Fields, where: string, kept: Kept[]): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const name of new Set([...Object.keys(base), ...next.keys()])) {
    const current = now.get(name);
    const wanted = next.get(name);
    const was = base[name];
    const is = current && stampOf(current.value);
    const will = wanted && stampOf(wanted.value);
    if (will === was || will === is) continue;
    const field = wanted ?? current;
    if (is !== was) kept.push({ where, field: name });
    else if (field) changes.push({ field, value: wanted?.value });
  }
  return changes;
}

/**
 * Plans the update of a list. What the user changed stays; what the user removed is not added again.
 *
 * @param base what import wrote the last time; without it, everything in the list counts as the user's
 * @param head the fields at the top of the list
 * @param typed variables to which the user gave a value elsewhere
 */
export function planUpdate(
  next: DraftList,
  base: Base | undefined,
  listed: ListedParts,
  head: Fields,
  typed: ReadonlySet<string>,
): UpdatePlan {
  const kept: Kept[] = [];
  const known = new Map(
    Object.entries(base?.entries ?? {}).map(([request, entry]) => [shapeOf(request), { request, entry }]),
  );
  const drafts = next.folders.flatMap((folder) =>
    folder.entries.map((draft) => ({ folder, draft, shape: shapeOf(draft.request) })),
  );
  const wanted = new Set(drafts.map(({ shape }) => shape));
  const byShape = new Map<string, ListedEntry[]>();
  for (const entry of listed.entries) byShape.set(entry.shape, [...(byShape.get(entry.shape) ?? []), entry]);
  const renames = findRenames(drafts, known, wanted);
  const entries: EntryPlan[] = [];
  const placed = new Map<DraftEntry, ListedEntry>();
  const missing: { folder: DraftFolder; draft: DraftEntry }[] = [];
  for (const { folder, draft, shape } of drafts) {
    const from = renames.get(shape);
    const own = byShape.get(shape) ?? [];
    const renamed = from === undefined || own.length > 0 ? [] : (byShape.get(from) ?? []);
    const was = known.get(from ?? shape);
    for (const entry of [...own, ...renamed]) {
      placed.set(draft, entry);
      const isRenamed = renamed.includes(entry);
      const plan = planEntry(entry, draft, was?.entry, isRenamed, kept);
      if (plan) entries.push(plan);
    }
    // Where a request is, is up to the user, so it is not moved.
    const isElsewhere = own.some((entry) => folderOf(entry, listed) !== folder.name);
    if (isElsewhere && was && was.entry.folder !== folder.name) kept.push({ where: draft.request, field: FOLDER });
    // What was imported before and is not in the list any more, the user removed.
    if (own.length === 0 && renamed.length === 0 && !was) missing.push({ folder, draft });
  }
  const others = new Set([...wanted, ...renames.values()]);
  for (const entry of listed.entries) {
    if (!known.has(entry.shape) || others.has(entry.shape) || hasTag(entry, GONE)) continue;
    entries.push({ entry, changes: [tagsChange(entry, true)], mark: 'gone' });
  }
  const nextHead = fieldsOf(next.head);
  const remaining = keepVariables(entries, new Set([...typed, ...typedVariables(head, base, nextHead)]));
  const additions = planAdditions(missing, placed, base, listed);
  const drafted = additions.flatMap((addition) => addition.entries.map(({ keys }) => fieldsOf(keys)));
  const folders = planFolders(next, base, listed, kept);
  const changes = base
    ? withSlug(mergeFields(base.head, head, nextHead, 'the top of the list', kept), head)
    : newVariables(head, nextHead, usedIn(drafted));
  const around = [changed(head, changes), ...listed.folders.map((folder) => folder.fields)];
  const isUsed = usedIn([...fieldsAfter(listed.entries, remaining.entries), ...drafted, ...around]);
  return {
    ...withUniqueNames({ entries: remaining.entries, additions }, listed),
    folders,
    head: neededChanges(changes, { head, next: nextHead, unused: remaining.unused, isUsed }),
    kept: [...kept, ...remaining.kept],
  };
}

/** The name of the folder that an entry is in; empty if it is in none. */
function folderOf({ node }: ListedEntry, { folders }: ListedParts): string {
  const around = folders.filter(
    (folder) => folder.node.source === node.source && folder.node.start <= node.start && folder.node.end >= node.end,
  );
  return around.at(-1)?.name ?? '';
}

/** With another name of the API, the names and ids of generated files stay: the slug that they come from is kept. */
function withSlug(changes: readonly FieldChange[], head: Fields): FieldChange[] {
  if (!changes.some(({ field }) => field.path[0] === 'name')) return [...changes];
  const others = changes.filter(({ field }) => field.path[0] !== 'slug');
  const slug = slugOf(String(head.get('name')?.value ?? ''));
  if (head.has('slug') || !isSlug(slug)) return others;
  return [...others, { field: { path: ['slug'], value: slug }, value: slug }];
}

type Known = ReadonlyMap<string, { readonly request: string; readonly entry: BaseEntry }>;

/** Operations whose path or method has changed, by their new shape: those with the same id. */
function findRenames(
  drafts: readonly { draft: DraftEntry; shape: string }[],
  known: Known,
  wanted: ReadonlySet<string>,
): Map<string, string> {
  const gone = new Map<string, string[]>();
  for (const [shape, { entry }] of known) {
    if (wanted.has(shape) || entry.id === undefined) continue;
    gone.set(entry.id, [...(gone.get(entry.id) ?? []), shape]);
  }
  const renames = new Map<string, string>();
  for (const { draft, shape } of drafts) {
    const [from, ...others] = known.has(shape) ? [] : (gone.get(draft.operation.id ?? '') ?? []);
    if (from !== undefined && others.length === 0) renames.set(shape, from);
  }
  return renames;
}

function planEntry(
  entry: ListedEntry,
  draft: DraftEntry,
  was: BaseEntry | undefined,
  isRenamed: boolean,
  kept: Kept[],
): EntryPlan | undefined {
  const isBack = hasTag(entry, GONE);
  const changes = was ? mergeFields(was.fields, entry.fields, fieldsOf(draft.keys), entry.request, kept) : [];
  // The path of a renamed operation is that of the description, whatever the user added to it.
  const request: Field = { path: ['request'], value: draft.request };
  const hasRequest = changes.some(({ field }) => field.path[0] === 'request');
  if (!isRenamed && hasRequest && isPathOfUser(entry, draft.request, changes)) {
    kept.push({ where: entry.request, field: 'request' });
    return planEntry(entry, { ...draft, keys: { ...draft.keys, request: entry.request } }, was, isRenamed, []);
  }
  const all = [
    ...(isRenamed && !hasRequest ? [{ field: request, value: draft.request }] : []),
    ...changes,
    ...(isBack ? [tagsChange(entry, false)] : []),
  ];
  if (all.length === 0) return undefined;
  return {
    entry,
    changes: shortExpectation(entry, all),
    ...(isBack ? { mark: 'back' as const } : {}),
    ...(isRenamed ? { renamedFrom: entry.request } : {}),
  };
}

/** True if the list has a value for a parameter of the path that a new request does not name. */
function isPathOfUser({ fields }: ListedEntry, request: string, changes: readonly FieldChange[]): boolean {
  return [...changed(fields, changes).values()].some(
    ({ path: [key, name = ''] }) => key === 'path' && !request.includes(`{${name}}`) && !request.includes(`{+${name}}`),
  );
}

const tagsOf = ({ fields }: ListedEntry): string[] => {
  const tags = fields.get('tags')?.value;
  return Array.isArray(tags) ? tags.map(String) : [];
};
const hasTag = (entry: ListedEntry, tag: string) => tagsOf(entry).includes(tag);

function tagsChange(entry: ListedEntry, isGone: boolean): FieldChange {
  const others = tagsOf(entry).filter((tag) => tag !== GONE);
  const tags = isGone ? [...others, GONE] : others;
  return { field: { path: ['tags'], value: tags }, value: tags.length > 0 ? tags : undefined };
}

/** Writes an expectation in its short form again, if only its status changes and nothing else is expected. */
function shortExpectation(entry: ListedEntry, changes: readonly FieldChange[]): FieldChange[] {
  const ofExpect = changes.filter(({ field }) => field.path[0] === 'expect');
  if (ofExpect.length === 0) return [...changes];
  const rest = changes.filter((change) => !ofExpect.includes(change));
  const merged = new Map(
    [...entry.fields].flatMap(([name, field]) => (field.path[0] === 'expect' ? [[name, field.value]] : [])),
  );
  for (const { field, value } of ofExpect) {
    const name = field.path.join('/');
    if (value === undefined) merged.delete(name);
    else merged.set(name, value);
  }
  const isLong = [...entry.fields.values()].some(({ path }) => path[0] === 'expect' && path[1] !== 'status');
  const status = merged.get('expect/status');
  const long = Object.fromEntries([...merged].map(([name, value]) => [name.slice('expect/'.length), value]));
  if (merged.size === 0) return [...rest, { field: { path: ['expect'], value: null }, value: undefined }];
  if (merged.size === 1 && status !== undefined)
    return [...rest, { field: { path: ['expect'], value: status }, value: status }];
  // From the short form to the long one, as a whole.
  return isLong ? [...changes] : [...rest, { field: { path: ['expect'], value: long }, value: long }];
}

function planFolders(next: DraftList, base: Base | undefined, { folders }: ListedParts, kept: Kept[]) {
  if (!base) return [];
  return next.folders.flatMap((draft) => {
    const was = base.folders[draft.name];
    const folder = folders.find(({ name }) => name === draft.name);
    if (!was || !folder || draft.name === '') return [];
    const changes = mergeFields(was, folder.fields, fieldsOf(draft.keys), `folder ${draft.name}`, kept);
    return changes.length > 0 ? [{ folder, changes }] : [];
  });
}

/** Without a base, only the variables that new entries need are added. */
function newVariables(head: Fields, next: Fields, isUsed: Used): FieldChange[] {
  return [...next].flatMap(([name, field]) =>
    name.startsWith('variables/') && !head.has(name) && isUsed(field.path[1] ?? '')
      ? [{ field, value: field.value }]
      : [],
  );
}
