/** A collection, folder or request in a collection file. */
interface Group {
  readonly id?: unknown;
  readonly item?: unknown;
}

/**
 * Returns a collection in which some requests come after all others. Each keeps its folders, whose scripts it needs, so
 * such a folder can be there twice.
 *
 * @param last ids of the requests that come last
 */
export function sendLast<T extends Group>(collection: T, last: readonly string[]): T {
  const ids = new Set(last);
  const select = (group: Group, wanted: boolean): Group[] => {
    if (!Array.isArray(group.item)) return ids.has(String(group.id)) === wanted ? [group] : [];
    const item = (group.item as Group[]).flatMap((inner) => select(inner, wanted));
    return item.length > 0 ? [{ ...group, item }] : [];
  };
  const items = (collection.item ?? []) as Group[];
  return { ...collection, item: [false, true].flatMap((wanted) => items.flatMap((item) => select(item, wanted))) };
}
