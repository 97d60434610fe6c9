/** The largest body of an answer that is accepted by default, in bytes after decompression. */
export const DEFAULT_ANSWER = 10_000_000;

/** The largest limit that can be set. The process that sends the requests holds an answer several times. */
export const LARGEST_ANSWER = 100_000_000;

/**
 * Parses a size such as `500KB`, `1.5MB` or `2000000` (bytes). 1 KB is 1000 bytes, 1 MB a million. Returns bytes;
 * undefined for other text, for 0, and for more than {@link LARGEST_ANSWER}.
 */
export function parseSize(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?) ?(B|KB|MB)?$/i.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  const factor = { KB: 1000, MB: 1_000_000 }[unit.toUpperCase()] ?? 1;
  const bytes = Math.floor(Number(digits) * factor);
  return bytes > 0 && bytes <= LARGEST_ANSWER ? bytes : undefined;
}

/** Returns a size in words, such as `10 MB`. */
export function formatSize(bytes: number): string {
  if (bytes % 1000 !== 0) return `${bytes} bytes`;
  return bytes >= 1_000_000 && bytes % 100_000 === 0 ? `${bytes / 1_000_000} MB` : `${bytes / 1000} KB`;
}
