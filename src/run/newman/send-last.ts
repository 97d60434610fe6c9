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
  const items = itemsOf(collection);
  return { ...collection, item: [false, true].flatMap((wanted) => items.flatMap((item) => select(item, wanted))) };
}

const itemsOf = ({ item }: Group): Group[] => (Array.isArray(item) ? (item as Group[]) : []);

/**
 * Returns a collection with some of its requests, in their folders. newman could select them as well, in a time that grows
 * with the square of their number.
 */
export function withRequests<T extends Group>(collection: T, ids: ReadonlySet<string>): T {
  const select = (group: Group): Group[] => {
    if (!Array.isArray(group.item)) return ids.has(String(group.id)) ? [group] : [];
    const item = itemsOf(group).flatMap(select);
    return item.length > 0 ? [{ ...group, item }] : [];
  };
  return { ...collection, item: itemsOf(collection).flatMap(select) };
}
