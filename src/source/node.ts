/** The tree of a YAML file, without anything of the YAML library. */

import type { Origin, SourceFile } from '../diagnostics/origin.ts';

/** A scalar: its value by the rules of YAML 1.2, and its spelling in the file. */
export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written, without quotes: `1.10`, `01234`, `~`. */
  readonly spelling: string;
  /** True for a scalar in quotes and for a block scalar. */
  readonly quoted: boolean;
  readonly source: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** One key of a mapping with its value. */
export interface PairNode {
  readonly key: string;
  readonly keyOrigin: Origin;
  readonly value: SyntaxNode;
}

/** A mapping. Its pairs are in the order of the file, and their keys are unique. */
export interface MappingNode {
  readonly kind: 'mapping';
  readonly pairs: readonly PairNode[];
  readonly source: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A sequence: what people call a list. */
export interface SequenceNode {
  readonly kind: 'sequence';
  readonly items: readonly SyntaxNode[];
  readonly source: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A YAML value with its place. Later stages know nothing else of YAML. */
export type SyntaxNode = ScalarNode | MappingNode | SequenceNode;

/**
 * Returns the plain JavaScript value of a tree.
 *
 * @param ofScalar returns the value of a scalar. Default: its own
 */
export function toPlain(node: SyntaxNode, ofScalar = (scalar: ScalarNode): unknown => scalar.value): unknown {
  switch (node.kind) {
    case 'scalar':
      return ofScalar(node);
    case 'sequence':
      return node.items.map((item) => toPlain(item, ofScalar));
    case 'mapping': {
      const plain: Record<string, unknown> = {};
      for (const pair of node.pairs) plain[pair.key] = toPlain(pair.value, ofScalar);
      return plain;
    }
  }
}

/** Returns a value in words, for a message: text, the number 12, true, nothing, a list, a map. */
export function describeNode(node: SyntaxNode): string {
  if (node.kind === 'mapping') return 'a map';
  if (node.kind === 'sequence') return 'a list';
  if (node.value === null) return 'nothing';
  if (typeof node.value === 'boolean') return String(node.value);
  return typeof node.value === 'number' ? `the number ${node.spelling}` : 'text';
}
