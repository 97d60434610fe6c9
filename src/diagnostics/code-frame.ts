import { lineText, type Range, type SourceFile } from './origin.ts';
import { showText } from './show-text.ts';

/** Fits a terminal of 80 columns, with a line number of four digits. */
const MAX_WIDTH = 70;
/** How much of a long line is shown before the place. */
const LEAD = 40;

/**
 * The line that a range starts on, with carets under the range.
 *
 * @example
 *   4 | endpoints:
 *   5 |   - gett: /a
 *     |     ^^^^
 *
 * @param hidden whether what stands there is a secret, and not to be repeated
 */
export function codeFrame(source: SourceFile, range: Range, hidden = false): string {
  if (hidden) return hiddenFrame(source, range);
  const { line, column } = range.start;
  const width = String(line).length;
  const text = withoutUser(lineText(source, line));
  const from = Math.max(0, Math.min(column - 1 - LEAD, text.length - MAX_WIDTH));
  const cut = text.slice(from, from + MAX_WIDTH);
  const before = showText(cut.slice(0, column - 1 - from)).replaceAll('\t', ' ');
  const endColumn = range.end.line === line ? range.end.column : text.length + 1;
  const marked = text.slice(column - 1, Math.min(endColumn - 1, from + MAX_WIDTH));
  const carets = '^'.repeat(Math.max(1, showText(marked).length));
  const lines = [`${line} | ${showText(cut).replaceAll('\t', ' ')}`];
  if (line > 1) {
    const previous = showText(withoutUser(lineText(source, line - 1)).slice(from, from + MAX_WIDTH));
    lines.unshift(`${String(line - 1).padStart(width)} | ${previous.replaceAll('\t', ' ')}`);
  }
  lines.push(`${' '.repeat(width)} | ${' '.repeat(before.length)}${carets}`);
  return lines.map((one) => `  ${one}`.trimEnd()).join('\n');
}

/** Only the line itself, up to the secret: it may go on in the next ones, and the one before may hold another. */
function hiddenFrame(source: SourceFile, { start }: Range): string {
  const before = lineText(source, start.line)
    .slice(0, start.column - 1)
    .slice(-LEAD);
  const shown = showText(before).replaceAll('\t', ' ');
  const margin = ' '.repeat(String(start.line).length);
  return [`  ${start.line} | ${shown}••••••`, `  ${margin} | ${' '.repeat(shown.length)}^^^^^^`].join('\n');
}

/** User and password of a URL, in the same number of characters. */
function withoutUser(text: string): string {
  return text.replace(
    /(:\/\/)([^/\s@"']+)(?=@)/g,
    (_, slashes: string, user: string) => slashes + '•'.repeat(user.length),
  );
}
