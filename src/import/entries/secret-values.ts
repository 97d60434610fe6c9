import { isExactNumber } from '../../notation/json/json-number.ts';
import { findLiteralSecrets } from '../../notation/literal-secret/find-literal-secrets.ts';
import { cleanText } from '../openapi/plain-text.ts';
import { isTree } from '../openapi/tree.ts';

/**
 * Returns a copy of a JSON value in which every text that looks like a secret is replaced, and invisible characters are
 * removed.
 *
 * @param replace returns the new text for a secret
 */
export function withoutSecrets(value: unknown, replace: (key: string) => string, key = ''): unknown {
  if (typeof value === 'string') {
    const text = isExactNumber(value) ? value : cleanText(value);
    return findLiteralSecrets(key, text).length > 0 ? replace(key) : text;
  }
  if (typeof value === 'number') {
    return findLiteralSecrets(key, String(value), true).length > 0 ? replace(key) : value;
  }
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, replace, key));
  if (!isTree(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== '__proto__' && name !== '<<')
      .map(([name, item]) => [cleanText(name), withoutSecrets(item, replace, name)]),
  );
}

/** Returns true if a JSON value has `{{`, which a list would read as a reference. */
export const hasBraces = (value: unknown) => (JSON.stringify(value) ?? '').includes('{{');
