/**
 * Escapes text for a regular expression, which then matches this text literally.
 *
 * @example new RegExp(escapePattern('a.b')).test('axb') // false
 */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
