/** Wrapping of messages and hints. */

/** How far the second and later lines of a wrapped text are indented. */
const INDENT = '    ';

/**
 * Breaks a text into lines at its spaces, never inside a word or inside double quotes: a name or path in quotes can be
 * copied from one line. A word that is longer than a line gets a line to itself.
 *
 * @param used how many columns of the first line are already taken
 * @returns the lines; all but the first are indented by four spaces
 * @example wrapText('cannot read "a b.yaml": it is a folder', 50, 64) // ['cannot read', '    "a b.yaml": it is a folder']
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
