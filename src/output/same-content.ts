/** Whether a file on disk says what would be generated, whoever saved it last. */

import { canonicalJson } from '../notation/json/canonical-json.ts';
import { markOf, type Tree, withoutMark } from './ownership.ts';

/**
 * True if a collection on disk is the wanted one, apart from layout, the order of keys, and the hash in its mark: an
 * earlier version made the hash in another way. Postman adds keys to `info` that say where it exported the collection.
 */
export function sameCollection(wanted: Tree, found: Tree): boolean {
  return (
    markOf(found)?.list === markOf(wanted)?.list &&
    canonicalJson(withoutMark(wanted)) === canonicalJson(withoutMark(found))
  );
}

interface Entry {
  readonly key?: unknown;
  readonly value?: unknown;
  readonly type?: unknown;
  readonly enabled?: unknown;
  readonly description?: unknown;
}

/**
 * True if an environment on disk says what the wanted one says: the same variables with the same values, secrets and
 * descriptions. An export of Postman has other ids, further keys, no mark, and the type `any`; it may have no descriptions.
 */
export function sameEnvironment(wanted: Tree, found: Tree): boolean {
  const mark = markOf(found);
  const [ours, theirs] = [entriesOf(wanted), entriesOf(found)];
  if (found.name !== wanted.name || ours?.size !== theirs?.size) return false;
  if (mark && !sameMark(wanted, found)) return false;
  return [...(ours ?? [])].every(([key, entry]) => {
    const other = theirs?.get(key);
    return other !== undefined && sameEntry(entry, other, mark !== undefined);
  });
}

/** The generated values in a mark decide which values count as typed, so they must be those of the list. */
function sameMark(wanted: Tree, found: Tree): boolean {
  const [ours, theirs] = [markOf(wanted), markOf(found)];
  return ours?.list === theirs?.list && canonicalJson(ours?.values) === canonicalJson(theirs?.values);
}

function sameEntry(ours: Entry, theirs: Entry, hasMark: boolean): boolean {
  const text = (value: unknown) => String(value ?? '');
  const isExport = !hasMark && theirs.description === undefined;
  return (
    text(ours.value) === text(theirs.value) &&
    (ours.type === 'secret') === (theirs.type === 'secret') &&
    (ours.enabled === false) === (theirs.enabled === false) &&
    (isExport || canonicalJson(ours.description) === canonicalJson(theirs.description))
  );
}

/** The variables of an environment by name; undefined if a name occurs twice, or an entry is not a variable. */
function entriesOf({ values }: Tree): Map<unknown, Entry> | undefined {
  if (!Array.isArray(values)) return undefined;
  const entries = new Map((values as Entry[]).map((entry) => [entry?.key, entry]));
  return entries.size === values.length && !entries.has(undefined) ? entries : undefined;
}
