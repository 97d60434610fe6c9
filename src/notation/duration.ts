/**
 * Parses a duration such as `500ms`, `1.5s`, `5m` or `1h`. Returns milliseconds; undefined for other text, for a
 * duration that would be rounded to 0, and for more than 24.8 days, the limit of a timer in JavaScript.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim());
  if (!match) return undefined;
  const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] as 'ms' | 's' | 'm' | 'h'];
  const value = Math.round(Number(match[1]) * unit);
  const isTooShort = value === 0 && Number(match[1]) > 0;
  return isTooShort || value > 2_147_483_647 ? undefined : value;
}
