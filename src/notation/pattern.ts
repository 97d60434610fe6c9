/**
 * Text as a regular expression that matches exactly this text.
 *
 * @example new RegExp(escapePattern('a.b')).test('axb') // false
 */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
