/** Converts the parser's document to our tree. */

import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import { type Diagnostic, diagnose, type Result } from '../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../diagnostics/origin.ts';
import { checkValue, checkVisible } from './misleading-text.ts';
import { MAX_DEPTH } from './nesting.ts';
import type { MappingNode, PairNode, ScalarNode, SyntaxNode } from './node.ts';

/** Maximum number of values in a document, with aliases expanded. */
export const MAX_VALUES = 500_000;
/** The tags of the core schema, which add nothing to the value. */
const coreTags = /^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq)$/;
const forbiddenKeys = new Set(['__proto__']);

interface Walk {
  readonly source: SourceFile;
  readonly document: Document.Parsed;
  readonly diagnostics: Diagnostic[];
  readonly open: Set<Node>;
  /** The values of aliases. To find one, the parser searches the document. */
  readonly targets: Map<Node, Node | undefined>;
  values: number;
}

/** Converts the document of the parser to our tree: unique keys in order, aliases expanded, spelling kept. */
export function toTree(document: Document.Parsed, source: SourceFile): Result<SyntaxNode> {
  const walk: Walk = { source, document, diagnostics: [], open: new Set(), targets: new Map(), values: 0 };
  const value = toNode(document.contents as Node, walk, 1);
  if (walk.values > MAX_VALUES) {
    walk.diagnostics.push(diagnose('yaml-too-large', { limit: MAX_VALUES }, value));
  }
  // The tree is complete despite these mistakes, so that later stages can report theirs as well.
  return { value, diagnostics: walk.diagnostics };
}

function originOf(node: Node | null, walk: Walk): Origin {
  const [start = 0, end = start] = node?.range ?? [];
  return { source: walk.source, start, end };
}

function emptyNode(origin: Origin): ScalarNode {
  return { kind: 'scalar', value: null, spelling: '', quoted: false, ...origin };
}

function toNode(node: Node | null, walk: Walk, depth: number): SyntaxNode {
  const origin = originOf(node, walk);
  walk.values++;
  if (walk.values > MAX_VALUES || !node) return emptyNode(origin);
  if (depth > MAX_DEPTH) {
    walk.diagnostics.push(diagnose('yaml-depth', { limit: MAX_DEPTH }, origin));
    return emptyNode(origin);
  }
  if (node.tag !== undefined && !coreTags.test(node.tag)) {
    walk.diagnostics.push(refuseTag(node.tag.replace('tag:yaml.org,2002:', '!!'), origin));
    return emptyNode(origin);
  }
  if (isAlias(node)) return followAlias(node, walk, depth, origin);
  if (isScalar(node)) return toScalar(node, origin, walk);
  walk.open.add(node);
  let result: SyntaxNode;
  if (isSeq(node)) {
    const items = node.items.map((item) => toNode(item as Node | null, walk, depth + 1));
    result = { kind: 'sequence', items, ...origin };
  } else if (isMap(node)) {
    result = toMapping(node.items as Pair<Node, Node | null>[], node.flow === true, walk, depth, origin);
  } else {
    result = emptyNode(origin);
  }
  walk.open.delete(node);
  return result;
}

/** Points at the tag, which is before the value: the range of a node covers the value only. */
function refuseTag(tag: string, origin: Origin): Diagnostic {
  const { source, start } = origin;
  const before = /![^\s,[\]{}]*(?=\s*$)/.exec(source.text.slice(Math.max(0, start - 200), start));
  const at = before ? Math.max(0, start - 200) + before.index : start;
  return diagnose('yaml-tag', { tag }, before ? { source, start: at, end: at + before[0].length } : origin);
}

function followAlias(node: Node, walk: Walk, depth: number, origin: Origin): SyntaxNode {
  if (!isAlias(node)) return emptyNode(origin);
  if (!walk.targets.has(node)) walk.targets.set(node, node.resolve(walk.document));
  const target = walk.targets.get(node);
  if (!target || walk.open.has(target)) {
    const reason = target ? 'it contains itself' : `no &${node.source} comes before it`;
    walk.diagnostics.push(diagnose('yaml-alias', { reason }, origin));
    return emptyNode(origin);
  }
  return toNode(target, walk, depth);
}

function toScalar(node: Scalar, origin: Origin, walk: Walk): ScalarNode {
  const quoted = node.type !== 'PLAIN';
  const { value } = node;
  const spelling = quoted || typeof value === 'string' ? String(value ?? '') : (node.source ?? String(value ?? ''));
  const plain = typeof value === 'bigint' ? Number(value) : (value as ScalarNode['value']);
  const scalar: ScalarNode = { kind: 'scalar', value: plain ?? null, spelling, quoted, ...origin };
  walk.diagnostics.push(...checkValue(scalar));
  return scalar;
}

function toMapping(
  items: readonly Pair<Node, Node | null>[],
  flow: boolean,
  walk: Walk,
  depth: number,
  origin: Origin,
): MappingNode {
  const first = new Map<string, Origin>();
  const pairs: PairNode[] = [];
  for (const item of items) {
    const keyOrigin = originOf(item.key, walk);
    const key = isScalar(item.key) ? String(item.key.value ?? '') : '';
    const earlier = first.get(key);
    if (earlier) {
      const related = [{ message: 'first used here', origin: earlier }];
      walk.diagnostics.push(diagnose('duplicate-key', { key }, keyOrigin, related));
      continue;
    }
    first.set(key, keyOrigin);
    const fault = keyFault(key, flow && item.value === null, keyOrigin);
    if (fault) {
      walk.diagnostics.push(fault);
      continue;
    }
    const value = item.value ? toNode(item.value, walk, depth + 1) : emptyNode({ ...keyOrigin, start: keyOrigin.end });
    pairs.push({ key, keyOrigin, value });
  }
  return { kind: 'mapping', pairs, ...origin };
}

/** The error about a key, if any. `bare` is true for a key without a colon, as in `{ a, b }`. */
export function keyFault(key: string, bare: boolean, origin: Origin): Diagnostic | undefined {
  if (key === '<<') return diagnose('merge-key', {}, origin);
  if (forbiddenKeys.has(key)) return diagnose('forbidden-key', { key }, origin);
  return bare ? diagnose('comma-in-braces', { key }, origin) : checkVisible(key, origin);
}
