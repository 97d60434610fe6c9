/**
 * A duration such as `500ms`, `1.5s`, `5m` or `1h`, in milliseconds; undefined for other text and for zero.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim());
  if (!match) return undefined;
  const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] as 'ms' | 's' | 'm' | 'h'];
  const value = Math.round(Number(match[1]) * unit);
  return value > 0 && value <= 2_147_483_647 ? value : undefined;
}
