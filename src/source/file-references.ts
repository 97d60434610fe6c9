import type { ScalarNode, SyntaxNode } from './node.ts';

/** Every `{ $file: path }` of a tree: the nodes that hold the paths. */
export function fileReferences(node: SyntaxNode): ScalarNode[] {
  if (node.kind === 'sequence') return node.items.flatMap(fileReferences);
  if (node.kind !== 'mapping') return [];
  const [only] = node.pairs;
  if (node.pairs.length === 1 && only?.key === '$file' && only.value.kind === 'scalar') return [only.value];
  return node.pairs.flatMap((pair) => fileReferences(pair.value));
}
