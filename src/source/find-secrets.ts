import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import type { Span } from '../diagnostics/secret-spans.ts';
import { findLiteralSecrets } from '../notation/literal-secret/find-literal-secrets.ts';
import { isSecretName } from '../notation/secret-name.ts';

/** Maximum length of a comment that counts as part of a secret. */
const LONGEST = 1000;

/**
 * Returns the secrets in a file, even if it is not a valid list: values of variables that are declared secret, and of
 * keys with a name like `password`. Below `endpoints`, any key can have such a name, so only declared secrets count, and
 * values that would be reported as literal secrets.
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
      // YAML reads `a #b` as a value and a comment, but its writer may mean it as one password.
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
      const parts = isSecret(value) ? secretParts(value, inEndpoints) : named ? valuesOf(value, 'value') : [];
      for (const node of parts) add(node);
    } else if (named && !(key === 'secret' && isFlag(value))) add(value);
  });
  for (const node of literalSecrets(document.contents, '')) add(node);
  return spans;
}

/** Returns the scalars that are or contain a secret, such as the value of a header `X-Api-Key`. */
function literalSecrets(node: unknown, key: string): Scalar[] {
  if (isSeq(node)) return node.items.flatMap((item) => literalSecrets(item, key));
  if (isMap(node)) {
    return node.items.flatMap((pair) => literalSecrets(pair.value, keyOf(pair) === 'value' ? key : keyOf(pair)));
  }
  if (!isScalar(node) || typeof node.value === 'boolean') return [];
  return findLiteralSecrets(key, String(node.value ?? '')).length > 0 ? [node] : [];
}

/** Names of secrets that people misspell. The value of a misspelt key is as secret as that of the right one. */
const spelledRight = [
  'password',
  'passphrase',
  'secret',
  'client_secret',
  'secret_key',
  'access_key',
  'api_key',
  'token',
];

/** True for a key whose value is probably a secret, but not for one that names a header or the file of a certificate. */
const isSecretKey = (key: string) =>
  (isSecretName(key) || /(?:access|private)[-_]?key|credential|passphrase/i.test(key) || isMisspelt(key)) &&
  !/(?:header|name)$|^client_(?:cert|key|pfx)$/i.test(key);

const isMisspelt = (key: string) => key.length > 4 && didYouMean(key, spelledRight) !== undefined;

/** Keys of a secret's map whose values are not secret, although the list may write them wrong. */
const plainKeys = ['description', 'optional', 'secret', 'shared', 'public', 'made', 'template', 'disabled'];

/** The parts of a secret's map that may be the secret itself: `value`, and outside of requests also misspelt keys. */
function secretParts(map: YAMLMap, inEndpoints: boolean): (Node | null)[] {
  if (inEndpoints) return valuesOf(map, 'value');
  return map.items.flatMap((pair) => (plainKeys.includes(keyOf(pair)) ? [] : [pair.value as Node | null]));
}

/** True for a word that is meant as true or false. */
const isFlag = (node: unknown) => isScalar(node) && /^(?:yes|no|on|off|true|false)$/i.test(String(node.value));

const keyOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value ?? '') : '');

/** The values of a key. A key that is written twice has several. */
function valuesOf(map: YAMLMap, key: string): (Node | null)[] {
  return map.items.filter((pair) => keyOf(pair) === key).map((pair) => pair.value as Node | null);
}

/** True for `{ secret: true }`, and for any other value of `secret` except false, also if `secret` is misspelt. */
function isSecret(map: YAMLMap): boolean {
  const isFlagged = ({ value }: Pair) => !isScalar(value) || value.value !== false;
  return map.items.some((pair) => didYouMean(keyOf(pair), ['secret']) !== undefined && isFlagged(pair));
}

/** True for a value that is not a boolean, empty, or only references to variables. */
function holdsText({ value, source }: Scalar): boolean {
  return typeof value !== 'boolean' && !/^(?:\s|\{\{[^{}]*\}\})*$/.test(source ?? String(value ?? ''));
}
