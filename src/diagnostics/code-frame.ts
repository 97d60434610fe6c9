import { lineText, type Range, type SourceFile } from './origin.ts';
import { MASK, type Span, secretSpans } from './secret-spans.ts';
import { showText } from './show-text.ts';

/** Maximum number of columns of a line. With a line number of four digits, this fits a terminal of 80 columns. */
const MAX_WIDTH = 70;
/** Number of columns of a long line that are shown before the range. */
const LEAD = 40;

/** One line of a file, and its secrets as columns from 0. */
interface Line {
  readonly text: string;
  readonly secrets: readonly Span[];
}

/**
 * Returns the line that a range starts on, and the line before it, with carets under the range. Secrets are masked.
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
  const first = readLine(source, line, offset - start);
  const secret = first.secrets.find((span) => span.start <= start && start < span.end);
  if (secret) return hiddenFrame(first, secret, line);
  const from = Math.max(0, Math.min(start - LEAD, first.text.length - MAX_WIDTH));
  const to = from + MAX_WIDTH;
  const before = show(first, from, start);
  const end = range.end.line === line ? range.end.column - 1 : first.text.length;
  const marked = show(first, start, Math.min(end, to));
  const lines = [`${line} | ${show(first, from, to)}`];
  if (line > 1) {
    const previous = readLine(source, line - 1, offset - start - 1 - lineText(source, line - 1).length);
    lines.unshift(`${String(line - 1).padStart(width)} | ${show(previous, from, to)}`);
  }
  lines.push(`${' '.repeat(width)} | ${' '.repeat(before.length)}${'^'.repeat(Math.max(1, marked.length))}`);
  return lines.map((text) => `  ${text}`.trimEnd()).join('\n');
}

/** The frame of a secret: one line, cut at the secret, because the rest of the line may belong to it as well. */
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

/** A part of a line, safe to print and with secrets masked. */
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

/** Masks user and password in URLs. The length stays the same, so that columns are still right. */
function withoutUser(text: string): string {
  return text.replace(
    /(:\/\/)([^/\s@"']+)(?=@)/g,
    (_, slashes: string, user: string) => slashes + '•'.repeat(user.length),
  );
}
