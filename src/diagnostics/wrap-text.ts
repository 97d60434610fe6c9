/** Wrapping of messages and hints. */

/** How far the second and later lines of a wrapped text are indented. */
const INDENT = '    ';

/**
 * Breaks a text into lines at its spaces, but never inside a word or double quotes, so that a quoted name or path can
 * be copied. A word that is longer than a line has a line to itself.
 *
 * @param used number of columns of the first line that are already taken
 * @param width number of columns of a line
 * @returns the lines; all but the first are indented by four spaces
 * @example wrapText('cannot read "a b.yaml": it is empty', 50, 64) // ['cannot read', '    "a b.yaml": it is empty']
 */
export function wrapText(text: string, used: number, width: number): string[] {
  if (used + text.length <= width) return [text];
  const lines: string[] = [];
  let line = '';
  let room = width - used;
  for (const [, space = '', word = ''] of text.matchAll(/(\s*)((?:"[^"]*"|\S)+)/g)) {
    // The first word always stays on the first line, which must not end after the colon.
    if (line !== '' && line.length + space.length + word.length > room) {
      lines.push(line);
      line = `${INDENT}${word}`;
      room = width;
    } else {
      line += space + word;
    }
  }
  return [...lines, line];
}
