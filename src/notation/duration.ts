/**
 * A duration such as `500ms`, `1.5s`, `5m` or `1h`, in milliseconds, and 0 for `0s`. Undefined for other text, and for
 * more than nothing that is shorter than a millisecond.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim());
  if (!match) return undefined;
  const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] as 'ms' | 's' | 'm' | 'h'];
  const value = Math.round(Number(match[1]) * unit);
  const isTooShort = value === 0 && Number(match[1]) > 0;
  return isTooShort || value > 2_147_483_647 ? undefined : value;
}
