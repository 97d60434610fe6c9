import { didYouMean } from '../../diagnostics/did-you-mean.ts';
import type { Span } from '../../diagnostics/secret-spans.ts';
import { findLiteralSecrets } from '../../notation/literal-secret/find-literal-secrets.ts';
import { remember } from '../../notation/remember.ts';
import { isSecretName } from '../../notation/secret-name.ts';
import type { LooseMapping, LooseNode, LoosePair, LooseScalar } from './loose-tree.ts';

/** Maximum length of a comment that counts as part of a secret. */
const LONGEST = 1000;

/**
 * Returns the secrets in a file, even if it is not a valid list: values of variables that are declared secret, and of
 * keys with a name like `password`. Below `endpoints`, any key can have such a name, so only declared secrets count, and
 * values that would be reported as literal secrets.
 *
 * @param text the file's text
 */
export function findSecrets(root: LooseNode, text: string): Span[] {
  const spans: Span[] = [];
  const declared = new Set<string>();
  const add = (node: LooseNode) => {
    const target = node.kind === 'alias' ? node.target() : node;
    if (target?.kind !== 'scalar' || !holdsText(target)) return;
    const { start, end, quoted } = target;
    // YAML reads `a #b` as a value and a comment, but its writer may mean it as one password.
    const cut = quoted ? '' : (/^[ \t]+#\S.*/.exec(text.slice(end, end + LONGEST))?.[0] ?? '');
    spans.push({ start, end: end + cut.length });
  };
  const walk = (node: LooseNode, visit: (pair: LoosePair, inEndpoints: boolean) => void, inEndpoints = false): void => {
    if (node.kind === 'sequence') for (const item of node.items) walk(item, visit, inEndpoints);
    if (node.kind !== 'mapping') return;
    for (const pair of node.pairs) {
      visit(pair, inEndpoints);
      walk(pair.value, visit, inEndpoints || pair.key === 'endpoints');
    }
  };
  walk(root, ({ key, value }) => {
    if (value.kind === 'mapping' && isSecret(value)) declared.add(key);
  });
  walk(root, ({ key, value }, inEndpoints) => {
    const named = !inEndpoints && (declared.has(key) || isSecretKey(key));
    if (value.kind === 'mapping') {
      const parts = isSecret(value) ? secretParts(value, inEndpoints) : named ? valuesOf(value, 'value') : [];
      for (const node of parts) add(node);
    } else if (named && !(key === 'secret' && isFlag(value))) add(value);
  });
  eachLiteralSecret(root, '', add);
  return spans;
}

/** Calls a function for each scalar that is or contains a secret, such as the value of a header `X-Api-Key`. */
function eachLiteralSecret(node: LooseNode, key: string, add: (secret: LooseScalar) => void): void {
  if (node.kind === 'sequence') for (const item of node.items) eachLiteralSecret(item, key, add);
  else if (node.kind === 'mapping')
    for (const pair of node.pairs) eachLiteralSecret(pair.value, pair.key === 'value' ? key : pair.key, add);
  else if (node.kind === 'scalar' && typeof node.value !== 'boolean') {
    if (findLiteralSecrets(key, String(node.value ?? '')).length > 0) add(node);
  }
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
const isSecretKey = remember(
  (key) =>
    (isSecretName(key) || /(?:access|private)[-_]?key|credential|passphrase/i.test(key) || isMisspelt(key)) &&
    !/(?:header|name)$|^client_(?:cert|key|pfx)$/i.test(key),
);

const isMisspelt = (key: string) => key.length > 4 && didYouMean(key, spelledRight) !== undefined;

/** Keys of a secret's map whose values are not secret, although the list may write them wrong. */
const plainKeys = ['description', 'optional', 'secret', 'shared', 'public', 'made', 'template', 'disabled'];

/** The parts of a secret's map that may be the secret itself: `value`, and outside of requests also misspelt keys. */
function secretParts(map: LooseMapping, inEndpoints: boolean): LooseNode[] {
  if (inEndpoints) return valuesOf(map, 'value');
  return map.pairs.flatMap(({ key, value }) => (plainKeys.includes(key) ? [] : [value]));
}

/** True for a word that is meant as true or false. */
const isFlag = (node: LooseNode) =>
  node.kind === 'scalar' && /^(?:yes|no|on|off|true|false)$/i.test(String(node.value));

/** The values of a key. A key that is written twice has several. */
function valuesOf(map: LooseMapping, key: string): LooseNode[] {
  return map.pairs.filter((pair) => pair.key === key).map(({ value }) => value);
}

/** True for `{ secret: true }`, and for any other value of `secret` except false, also if `secret` is misspelt. */
function isSecret(map: LooseMapping): boolean {
  const isFlagged = ({ value }: LoosePair) => value.kind !== 'scalar' || value.value !== false;
  return map.pairs.some((pair) => isLikeSecret(pair.key) && isFlagged(pair));
}

const isLikeSecret = remember((key) => didYouMean(key, ['secret']) !== undefined);

/** True for a value that is not a boolean, empty, or only references to variables. */
function holdsText({ value, spelling }: LooseScalar): boolean {
  return typeof value !== 'boolean' && !/^(?:\s|\{\{[^{}]*\}\})*$/.test(spelling);
}
