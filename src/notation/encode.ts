/** Percent-encoding of literal text in URLs. */

import { mapLiterals } from './references.ts';

/** Encodes some characters of a text, but nothing inside `{{variables}}`. */
function encodeLiterals(text: string, characters: RegExp): string {
  return mapLiterals(text, (literal) => literal.replace(characters, encodeURIComponent));
}

/**
 * Literal text as the value of a path parameter. Characters that would end the path are encoded. "/" is not, because
 * some values are paths of files; spaces and non-ASCII letters are not, because Postman encodes them.
 */
export function encodePathText(text: string): string {
  return encodeLiterals(text, /[?#%\\]/g);
}

/** Literal text as a value in a query. Characters that would split or change it are encoded; Postman encodes the others. */
export function encodeQueryText(text: string): string {
  return encodeLiterals(text, /[&#%+]/g);
}

/** Literal text as a key in a query. */
export function encodeQueryKey(text: string): string {
  return encodeLiterals(text, /[&#%+=]/g);
}
