import { type Document, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { ScalarNode } from '../node.ts';

/** A value in a file that may have mistakes: keys can occur twice, and an alias can point nowhere. */
export type LooseNode = LooseScalar | LooseMapping | LooseSequence | LooseAlias;

/** A scalar, as in a `SyntaxNode`. */
export type LooseScalar = Omit<ScalarNode, 'source' | 'value'> & { readonly value: unknown };

export interface LooseMapping {
  readonly kind: 'mapping';
  readonly pairs: readonly LoosePair[];
}

export interface LoosePair {
  readonly key: string;
  readonly value: LooseNode;
}

interface LooseSequence {
  readonly kind: 'sequence';
  readonly items: readonly LooseNode[];
}

/** An alias. Maps and lists are found where they are written. */
interface LooseAlias {
  readonly kind: 'alias';
  /** Returns the scalar that it refers to. The parser searches the document for it. */
  readonly target: () => LooseScalar | undefined;
}

/** Converts a document of the parser, whatever its mistakes. Unlike `toTree`, it reports and drops nothing. */
export function toLooseTree(document: Document.Parsed): LooseNode {
  const convert = (node: Node | null): LooseNode => {
    if (isAlias(node)) return { kind: 'alias', target: () => scalarOf(node.resolve(document)) };
    if (isSeq(node)) return { kind: 'sequence', items: node.items.map((item) => convert(item as Node | null)) };
    if (!isMap(node)) return scalarOf(node) ?? nothing;
    const pairs = node.items.map(({ key, value }) => ({
      key: isScalar(key) ? String(key.value ?? '') : '',
      value: convert(value as Node | null),
    }));
    return { kind: 'mapping', pairs };
  };
  return convert(document.contents);
}

const nothing: LooseScalar = { kind: 'scalar', value: null, spelling: '', quoted: false, start: 0, end: 0 };

function scalarOf(node: unknown): LooseScalar | undefined {
  if (!isScalar(node) || !node.range) return undefined;
  const [start, end] = node.range;
  const spelling = node.source ?? String(node.value ?? '');
  return { kind: 'scalar', value: node.value, spelling, quoted: node.type !== 'PLAIN', start, end };
}
