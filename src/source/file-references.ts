/** The files that a list refers to. */

import type { ScalarNode, SyntaxNode } from './node.ts';

/** Returns the path of each `{ $file: path }` in a tree, as a node. */
export function fileReferences(root: SyntaxNode): ScalarNode[] {
  const found: ScalarNode[] = [];
  const walk = (node: SyntaxNode): void => {
    if (node.kind === 'sequence') for (const item of node.items) walk(item);
    if (node.kind !== 'mapping') return;
    const [only] = node.pairs;
    if (node.pairs.length === 1 && only?.key === '$file' && only.value.kind === 'scalar') found.push(only.value);
    else for (const { value } of node.pairs) walk(value);
  };
  walk(root);
  return found;
}
