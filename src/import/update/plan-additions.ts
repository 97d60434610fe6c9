import type { DraftEntry } from '../entries/to-entry.ts';
import type { DraftFolder } from '../entries/to-list.ts';
import type { Base } from './base.ts';
import { shapeOf } from './fields.ts';
import type { ListedEntry, ListedParts } from './list-entries.ts';

/** An entry to add: behind another one, or in a new folder. */
export interface Addition {
  readonly folder: DraftFolder;
  readonly entries: readonly DraftEntry[];
  readonly after?: ListedEntry;
}

/** Puts new entries behind those that are before them in the description, or in new folders. */
export function planAdditions(
  missing: readonly { folder: DraftFolder; draft: DraftEntry }[],
  placed: ReadonlyMap<DraftEntry, ListedEntry>,
  base: Base | undefined,
  listed: ListedParts,
): Addition[] {
  const additions = new Map<
    ListedEntry | DraftFolder,
    { folder: DraftFolder; entries: DraftEntry[]; after?: ListedEntry }
  >();
  for (const { folder, draft } of missing) {
    const after = neighbour(folder, draft, placed) ?? lastOf(folder.name, base, listed);
    const key = after ?? folder;
    const group = additions.get(key) ?? { folder, entries: [], ...(after ? { after } : {}) };
    group.entries.push(draft);
    additions.set(key, group);
  }
  return [...additions.values()];
}

/** The entry of the list that the nearest operation before has, in the same folder of the description. */
function neighbour(
  folder: DraftFolder,
  draft: DraftEntry,
  placed: ReadonlyMap<DraftEntry, ListedEntry>,
): ListedEntry | undefined {
  const at = folder.entries.indexOf(draft);
  for (let index = at - 1; index >= 0; index--) {
    const found = placed.get(folder.entries[index] as DraftEntry);
    if (found) return found;
  }
  return undefined;
}

/** The last entry of a folder: where its operations are, or in the folder of the list with that name. */
function lastOf(name: string, base: Base | undefined, { entries, folders }: ListedParts): ListedEntry | undefined {
  if (name === '') return undefined;
  const shapes = new Set(
    Object.entries(base?.entries ?? {}).flatMap(([request, entry]) =>
      entry.folder === name ? [shapeOf(request)] : [],
    ),
  );
  const ofBase = entries.filter(({ shape }) => shapes.has(shape)).at(-1);
  if (ofBase) return ofBase;
  const folder = folders.find((candidate) => candidate.name === name)?.node;
  return (
    folder &&
    entries
      .filter(({ node }) => node.source === folder.source && node.start >= folder.start && node.end <= folder.end)
      .at(-1)
  );
}
