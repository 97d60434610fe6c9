/** Encodes the literal parts of a text and leaves its `{{variables}}` alone. */
function encodeLiterals(text: string, characters: RegExp): string {
  return text
    .split(/(\{\{[^{}]+\}\})/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(characters, encodeURIComponent)))
    .join('');
}

/**
 * Literal text as the value of a path parameter. What would end the path is encoded; "/" stays, because paths of files
 * and the like are given this way, and Postman encodes blanks and non-ASCII letters itself.
 */
export function encodePathText(text: string): string {
  return encodeLiterals(text, /[?#%\\]/g);
}

/** Literal text as a value in a query: what would split it or change it is encoded; Postman does the rest. */
export function encodeQueryText(text: string): string {
  return encodeLiterals(text, /[&#%+]/g);
}

/** Literal text as a key in a query. */
export function encodeQueryKey(text: string): string {
  return encodeLiterals(text, /[&#%+=]/g);
}
