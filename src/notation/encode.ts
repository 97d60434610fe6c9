/** Percent-encoding of literal text in URLs, and the parts of a query. */

import { mapLiterals } from './references.ts';

/** Encodes some characters of a text, but nothing inside `{{variables}}`. */
function encodeLiterals(text: string, characters: RegExp): string {
  return mapLiterals(text, (literal) => literal.replace(characters, encodeURIComponent));
}

/**
 * Encodes the value of a path parameter, except references. Only characters that would end or change the path are
 * encoded. "/" is not, because some values are paths of files; spaces and non-ASCII letters are not, because Postman
 * encodes them.
 */
export function encodePathText(text: string): string {
  return encodeLiterals(text, /[?#%\\]/g);
}

/** Encodes a value in a query, except references. Only characters that would split or change it are encoded. */
export function encodeQueryText(text: string): string {
  return encodeLiterals(text, /[&#%+]/g);
}

/** Encodes a key in a query, except references. */
export function encodeQueryKey(text: string): string {
  return encodeLiterals(text, /[&#%+=]/g);
}

/** Splits a query such as `a=1&b&c=` into keys and values. A key without "=" has the value null. Nothing is decoded. */
export function parseQuery(query: string): { key: string; value: string | null }[] {
  return query.split('&').map((pair) => {
    const at = pair.indexOf('=');
    return at === -1 ? { key: pair, value: null } : { key: pair.slice(0, at), value: pair.slice(at + 1) };
  });
}

/**
 * Returns why a value cannot be in a path: it is empty, or one of its segments is `.` or `..`, which lead to another path
 * (RFC 3986, section 5.2.4) even if they are encoded. Undefined if it can.
 *
 * @param wide whether the value may have several segments
 */
export function pathValueFault(value: string, wide: boolean): { is: string; hint: string } | undefined {
  const segments = value.split(/[\\/]/);
  const dots = segments.find((segment) => segment === '.' || segment === '..');
  if (dots !== undefined) return { is: `has a segment "${dots}", which leads to another path`, hint: 'remove it' };
  if (value === '') return { is: 'is empty', hint: 'give it a value' };
  const isGap = wide && segments.includes('');
  return isGap ? { is: 'has an empty segment', hint: 'remove the "/" at its start or end, or one of two' } : undefined;
}

/** Decodes a part of a URL; text that is not encoded properly stays as it is. */
export function decodeQuietly(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
