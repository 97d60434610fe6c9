/** Slugs: names that are safe in file names. */

/** The ASCII spelling of letters that Unicode does not decompose. */
const spelled: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', þ: 'th', ð: 'd', ı: 'i' };

/**
 * Returns a name as lower-case ASCII letters and digits, with one `-` between words. Empty when nothing remains.
 *
 * @example slugOf('Pydio Cells') // 'pydio-cells'
 */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[ßæœøđłþðı]/g, (letter) => spelled[letter] as string)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** True for a slug that is safe in file names on every system: at most 64 characters, not a device name like `con`. */
export function isSlug(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(text) && !/^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(text);
}
