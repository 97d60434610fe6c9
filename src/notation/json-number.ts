/** True for a number as JSON spells it (RFC 8259, section 6): `1.10` and `1e3` are, `01` and `0x1F` are not. */
export function isJsonNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
}
