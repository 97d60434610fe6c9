import { lineText, type Range, type SourceFile } from './origin.ts';
import { MASK, type Span, secretSpans } from './secret-spans.ts';
import { showText } from './show-text.ts';

/** Fits a terminal of 80 columns, with a line number of four digits. */
const MAX_WIDTH = 70;
/** How much of a long line is shown before the place. */
const LEAD = 40;

/** One line of a file, and where it holds secrets, as columns from 0. */
interface Line {
  readonly text: string;
  readonly secrets: readonly Span[];
}

/**
 * The line that a range starts on, with carets under the range. Secrets of the file are masked, whatever the range is.
 *
 * @example
 *   4 | endpoints:
 *   5 |   - gett: /a
 *     |     ^^^^
 */
export function codeFrame(source: SourceFile, range: Range): string {
  const { line, column, offset } = range.start;
  const width = String(line).length;
  const start = column - 1;
  const own = readLine(source, line, offset - start);
  const secret = own.secrets.find((span) => span.start <= start && start < span.end);
  if (secret) return hiddenFrame(own, secret, line);
  const from = Math.max(0, Math.min(start - LEAD, own.text.length - MAX_WIDTH));
  const to = from + MAX_WIDTH;
  const before = show(own, from, start);
  const end = range.end.line === line ? range.end.column - 1 : own.text.length;
  const marked = show(own, start, Math.min(end, to));
  const lines = [`${line} | ${show(own, from, to)}`];
  if (line > 1) {
    const previous = readLine(source, line - 1, offset - start - 1 - lineText(source, line - 1).length);
    lines.unshift(`${String(line - 1).padStart(width)} | ${show(previous, from, to)}`);
  }
  lines.push(`${' '.repeat(width)} | ${' '.repeat(before.length)}${'^'.repeat(Math.max(1, marked.length))}`);
  return lines.map((text) => `  ${text}`.trimEnd()).join('\n');
}

/** Only the line itself, up to the secret: what follows may belong to it as well. */
function hiddenFrame(line: Line, secret: Span, number: number): string {
  const shown = show(line, Math.max(0, secret.start - LEAD), secret.start);
  const margin = ' '.repeat(String(number).length);
  return [`  ${number} | ${shown}${MASK}`, `  ${margin} | ${' '.repeat(shown.length)}^^^^^^`].join('\n');
}

/** @param start offset of the line in its file */
function readLine(source: SourceFile, number: number, start: number): Line {
  const text = withoutUser(lineText(source, number));
  const secrets = secretSpans(source)
    .filter((span) => span.start < start + text.length && span.end > start)
    .map((span) => ({ start: Math.max(0, span.start - start), end: Math.min(text.length, span.end - start) }));
  return { text, secrets };
}

/** A stretch of a line as it may be printed. */
function show({ text, secrets }: Line, from: number, to: number): string {
  let shown = '';
  let at = from;
  for (const { start, end } of secrets) {
    if (end <= from || start >= to) continue;
    shown += text.slice(at, Math.max(at, start)) + MASK;
    at = end;
  }
  return showText(shown + text.slice(at, Math.max(at, to))).replaceAll('\t', ' ');
}

/** User and password of a URL, in the same number of characters. */
function withoutUser(text: string): string {
  return text.replace(
    /(:\/\/)([^/\s@"']+)(?=@)/g,
    (_, slashes: string, user: string) => slashes + '•'.repeat(user.length),
  );
}
