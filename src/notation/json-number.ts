/** True for a number in the notation of JSON (RFC 8259, section 6), such as `1.10` or `1e3`, but not `01` or `0x1F`. */
export function isJsonNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
}
