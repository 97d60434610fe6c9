/** A token of RFC 9110, section 5.6.2: what a method or a header name may consist of. */
export function isToken(text: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text);
}
