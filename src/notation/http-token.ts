/** True for a token of RFC 9110, section 5.6.2: a possible method or header name. */
export function isToken(text: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text);
}
