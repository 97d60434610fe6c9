import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { Span } from '../diagnostics/secret-spans.ts';
import { isSecretName } from '../notation/secret-name.ts';

/** The longest comment that is taken for a part of a secret. */
const LONGEST = 1000;

/**
 * Where a file holds secrets, whether or not it is a good list: values of variables that are declared secret, and of
 * keys that are called like one. Below `endpoints`, a key may be called anything, so that only a declared secret counts.
 *
 * @param text the file's text
 */
export function findSecrets(document: Document.Parsed, text: string): Span[] {
  const spans: Span[] = [];
  const declared = new Set<string>();
  const add = (node: unknown) => {
    const target = isAlias(node) ? node.resolve(document) : node;
    if (isScalar(target) && target.range && holdsText(target)) {
      const [start, end] = target.range;
      // `a #b` is a value and a comment to YAML, and one password to its writer.
      const cut = target.type === 'PLAIN' ? (/^[ \t]+#\S.*/.exec(text.slice(end, end + LONGEST))?.[0] ?? '') : '';
      spans.push({ start, end: end + cut.length });
    }
  };
  const walk = (node: unknown, visit: (pair: Pair, inEndpoints: boolean) => void, inEndpoints = false): void => {
    if (isSeq(node)) for (const item of node.items) walk(item, visit, inEndpoints);
    if (!isMap(node)) return;
    for (const pair of node.items) {
      visit(pair, inEndpoints);
      walk(pair.value, visit, inEndpoints || keyOf(pair) === 'endpoints');
    }
  };
  walk(document.contents, (pair) => {
    if (isMap(pair.value) && isSecret(pair.value)) declared.add(keyOf(pair));
  });
  walk(document.contents, (pair, inEndpoints) => {
    const { value } = pair;
    const key = keyOf(pair);
    const named = !inEndpoints && (declared.has(key) || isSecretKey(key));
    if (isMap(value)) {
      if (named || isSecret(value)) for (const own of valuesOf(value, 'value')) add(own);
    } else if (named) add(value);
  });
  return spans;
}

/** `api_key_header` is only the name of a header. */
const isSecretKey = (key: string) =>
  (isSecretName(key) || /(?:access|private)[-_]?key|credential/i.test(key)) && !/(?:header|name)$/i.test(key);

const keyOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value ?? '') : '');

/** The values of a key: several where it is written twice. */
function valuesOf(map: YAMLMap, key: string): (Node | null)[] {
  return map.items.filter((pair) => keyOf(pair) === key).map((pair) => pair.value as Node | null);
}

/** `{ secret: true }`, and whatever else but false stands there. */
function isSecret(map: YAMLMap): boolean {
  return valuesOf(map, 'secret').some((flag) => !isScalar(flag) || flag.value !== false);
}

/** Neither a flag, nor nothing, nor only the names of variables. */
function holdsText({ value, source }: Scalar): boolean {
  return typeof value !== 'boolean' && !/^(?:\s|\{\{[^{}]*\}\})*$/.test(source ?? String(value ?? ''));
}
