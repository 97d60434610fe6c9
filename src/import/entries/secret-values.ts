import { isExactNumber } from '../../notation/json/json-number.ts';
import { findLiteralSecrets } from '../../notation/literal-secret/find-literal-secrets.ts';
import { remember } from '../../notation/remember.ts';
import type { Parameter } from '../openapi/description.ts';
import { cleanText } from '../openapi/plain-text.ts';
import { isTree } from '../openapi/tree.ts';
import { serialize, textOfValue } from './serialize.ts';

/** How often one text is searched: it may have secrets of several kinds. */
const ROUNDS = 10;

/**
 * Returns a description or a title without invisible characters, with `<secret>` or `<name>` in place of each secret.
 *
 * @example prose('GET /x?api_key=8f3b9c1d2e4f') // 'GET /x?api_key=<api_key>'
 */
export const prose = remember((text) => {
  let shown = cleanText(text).trim();
  for (let round = 0; round < ROUNDS; round++) {
    const found = findLiteralSecrets('description', shown);
    if (found.length === 0) return shown;
    // From the end, so that the places of the others stay.
    for (const { start, end, name } of [...found].sort((a, b) => b.start - a.start))
      shown = `${shown.slice(0, start)}<${name ?? 'secret'}>${shown.slice(end)}`;
  }
  return '';
});

/** True for a description of which `prose` changes a part. */
export const hasSecret = (text: string): boolean => prose(text) !== cleanText(text).trim();

/** True for the value of a parameter that looks like a secret, by itself or as it is sent. */
export function isSecretParameter(parameter: Parameter, value: unknown): boolean {
  if (value === undefined) return false;
  const { name, in: place } = parameter;
  if (place === 'cookie') return findLiteralSecrets('Cookie', `${name}=${textOfValue(value)}`).length > 0;
  const sent = serialize(parameter, value).flatMap(({ key, value: own }) =>
    (Array.isArray(own) ? own : [own]).map((text) => ({ key, text: textOfValue(text) })),
  );
  return [{ key: name, text: textOfValue(value) }, ...sent].some(
    ({ key, text }) => findLiteralSecrets(key, text, typeof value === 'number').length > 0,
  );
}

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
