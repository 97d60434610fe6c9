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
