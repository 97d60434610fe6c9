/** The files that a list refers to. */

import type { ScalarNode, SyntaxNode } from './node.ts';

/** Returns the path of each `{ $file: path }` in a tree, as a node. */
export function fileReferences(node: SyntaxNode): ScalarNode[] {
  if (node.kind === 'sequence') return node.items.flatMap(fileReferences);
  if (node.kind !== 'mapping') return [];
  const [only] = node.pairs;
  if (node.pairs.length === 1 && only?.key === '$file' && only.value.kind === 'scalar') return [only.value];
  return node.pairs.flatMap((pair) => fileReferences(pair.value));
}
