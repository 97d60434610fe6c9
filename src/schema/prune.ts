import type { SyntaxNode } from '../source/node.ts';

const contains = ({ start, end }: SyntaxNode, offset: number) => start <= offset && offset <= end;

/** Keys that must not be removed, because the entries cannot be checked without them. */
const needed = new Set(['name', 'environments', 'endpoints', 'folder']);

/**
 * Removes unknown keys and faulty entries, so that the rest can still be checked. Returns undefined if a fault is
 * outside all entries, because most later errors would follow from it.
 *
 * @param node the list
 * @param offsets start of each fault in the file
 */
export function withoutEntries(node: SyntaxNode, offsets: readonly number[]): SyntaxNode | undefined {
  if (node.kind !== 'mapping') return undefined;
  const at = node.pairs.findIndex((pair) => pair.key === 'endpoints');
  const endpoints = node.pairs[at]?.value;
  if (endpoints?.kind !== 'sequence') return undefined;
  const elsewhere = offsets.filter((offset) => !endpoints.items.some((item) => contains(item, offset)));
  const unknown = node.pairs.filter((pair) => elsewhere.includes(pair.keyOrigin.start));
  if (unknown.length < elsewhere.length || unknown.some((pair) => needed.has(pair.key))) return undefined;
  const items = endpoints.items.flatMap((item): SyntaxNode[] => {
    const inside = offsets.filter((offset) => contains(item, offset));
    if (inside.length === 0) return [item];
    const rest = withoutEntries(item, inside);
    return rest ? [rest] : [];
  });
  const pairs = node.pairs
    .map((pair, index) => (index === at ? { ...pair, value: { ...endpoints, items } } : pair))
    .filter((pair) => !unknown.includes(pair));
  return { ...node, pairs };
}

/** Returns a tree without the keys that start at one of these offsets in the file. */
export function withoutKeys(node: SyntaxNode, offsets: ReadonlySet<number>): SyntaxNode {
  if (node.kind === 'sequence') return { ...node, items: node.items.map((item) => withoutKeys(item, offsets)) };
  if (node.kind === 'scalar') return node;
  const kept = node.pairs.filter((pair) => !offsets.has(pair.keyOrigin.start));
  return { ...node, pairs: kept.map((pair) => ({ ...pair, value: withoutKeys(pair.value, offsets) })) };
}

/** Keys whose wrong value leaves others without a meaning: a user and a password belong to a grant. */
const belongTo: Readonly<Record<string, readonly string[]>> = { grant: ['username', 'password'] };

/**
 * Returns a list without the keys outside its entries whose values start at one of these offsets, so that mistakes beside
 * a wrong value can be found too.
 */
export function withoutValues(node: SyntaxNode, offsets: ReadonlySet<number>): SyntaxNode {
  if (node.kind !== 'mapping') return node;
  const wrong = node.pairs.filter(
    ({ key, value }) => offsets.has(value.start) && !needed.has(key) && key !== 'template',
  );
  const gone = new Set(wrong.flatMap(({ key }) => [key, ...(belongTo[key] ?? [])]));
  const kept = node.pairs.filter(({ key }) => !gone.has(key));
  return {
    ...node,
    pairs: kept.map((pair) =>
      pair.key === 'endpoints' ? pair : { ...pair, value: withoutValues(pair.value, offsets) },
    ),
  };
}
