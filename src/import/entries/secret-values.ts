import { isExactNumber } from '../../notation/json/json-number.ts';
import { findLiteralSecrets } from '../../notation/literal-secret/find-literal-secrets.ts';
import { remember } from '../../notation/remember.ts';
import type { Parameter } from '../openapi/description.ts';
import { cleanText } from '../openapi/plain-text.ts';
import { isTree, listOf } from '../openapi/tree.ts';
import { serialize, textOfValue } from './serialize.ts';

/** Secrets in one text at most. A text with more is not shown at all. */
const ROUNDS = 50;

/**
 * Returns a description or a title without invisible characters, with `<secret>` or `<name>` in place of each secret.
 *
 * @example prose('GET /x?api_key=8f3b9c1d2e4f') // 'GET /x?api_key=<api_key>'
 */
export const prose = remember((text) => {
  let shown = cleanText(text).trim();
  for (let round = 0; round < ROUNDS; round++) {
    const [first, ...others] = findLiteralSecrets('description', shown);
    if (!first) return shown;
    // One after the other, from the end, because two of them may share a part.
    const { start, end, name } = others.reduce((last, other) => (other.end > last.end ? other : last), first);
    const marks = /[`*\])}|.,:;!?]*$/.exec(shown.slice(start, end))?.[0] ?? '';
    shown = `${shown.slice(0, start)}<${name ?? 'secret'}>${marks}${shown.slice(end)}`;
  }
  return '';
});

/** True for a description of which `prose` changes a part. */
export const hasSecret = (text: string): boolean => prose(text) !== cleanText(text).trim();

/** A part of a value that looks made by chance, such as one of a UUID, and not `eu-west-1`. */
const isRandomPart = (part: string) => part.length >= 8 && /\d/.test(part) && /[a-z]/i.test(part);

/**
 * True for the value of a parameter that looks like a secret, by itself or as it is sent. One of several values that
 * everyone may choose from is none.
 */
export function isSecretParameter(parameter: Parameter, value: unknown): boolean {
  const { name, in: place, schema } = parameter;
  if (value === undefined || (listOf(schema.enum).includes(value) && listOf(schema.enum).length > 1)) return false;
  if (place === 'cookie') {
    const text = textOfValue(value);
    const isRandom = text.split(/[-_.]/).some(isRandomPart);
    return isRandom && findLiteralSecrets('Cookie', `${name}=${text}`).length > 0;
  }
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
