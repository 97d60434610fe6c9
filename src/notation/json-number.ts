/** True for a number in the notation of JSON (RFC 8259, section 6), such as `1.10` or `1e3`, but not `01` or `0x1F`. */
export function isJsonNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
}

/**
 * Replaces every number in JSON by text with the same digits, so that parsing does not round it.
 *
 * @param text valid JSON
 * @example quoteNumbers('{"id": 12345678901234567890}') // '{"id": "12345678901234567890"}'
 */
export function quoteNumbers(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) => (token.startsWith('"') ? token : `"${token}"`));
}
