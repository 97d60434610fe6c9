import type { SyntaxNode } from '../source/node.ts';

const contains = ({ start, end }: SyntaxNode, offset: number) => start <= offset && offset <= end;

/** Keys without which nothing can be said of the entries. */
const needed = new Set(['name', 'environments', 'endpoints', 'folder']);

/**
 * A list without the keys that it does not know, and the entries in which something stands at one of these offsets, so that the others can be looked at
 * all the same. Undefined when another place is outside all entries: then too much would follow from it.
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

/** A tree without the keys that stand at one of these offsets. */
export function withoutKeys(node: SyntaxNode, offsets: ReadonlySet<number>): SyntaxNode {
  if (node.kind === 'sequence') return { ...node, items: node.items.map((item) => withoutKeys(item, offsets)) };
  if (node.kind === 'scalar') return node;
  const kept = node.pairs.filter((pair) => !offsets.has(pair.keyOrigin.start));
  return { ...node, pairs: kept.map((pair) => ({ ...pair, value: withoutKeys(pair.value, offsets) })) };
}
