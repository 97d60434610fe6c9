import { lineText, type Range, type SourceFile } from './origin.ts';
import { MASK, type Span, secretSpans } from './secret-spans.ts';
import { showText } from './show-text.ts';

/** Least and greatest number of columns of a terminal that frames are made for. */
const NARROWEST = 80;
const WIDEST = 160;
/** Columns for the margin: a line number of four digits, and the bar. */
const MARGIN = 10;
/** How much of a long line is shown before the range. */
const LEAD = 4 / 7;
/** Stands for what was cut, in its first or last visible column. */
const CUT = '…';

/** The columns of a line that are shown, from 0. */
interface Window {
  readonly from: number;
  readonly to: number;
}

/** One line of a file, and its secrets as columns from 0. */
interface Line {
  readonly text: string;
  readonly secrets: readonly Span[];
}

/**
 * Returns the line that a range starts on, and the line before it, with carets under the range. Secrets are masked.
 *
 * @param columns of the terminal. A long line is cut to fit, with "…" where it is cut; 80 to 160 columns are used
 * @example
 *   4 | endpoints:
 *   5 |   - gett: /a
 *     |     ^^^^
 */
export function codeFrame(source: SourceFile, range: Range, columns = NARROWEST): string {
  const { line, column, offset } = range.start;
  const width = String(line).length;
  const start = column - 1;
  const first = readLine(source, line, offset - start);
  const secret = first.secrets.find((span) => span.start <= start && start < span.end);
  const room = Math.min(WIDEST, Math.max(NARROWEST, columns)) - MARGIN;
  const lead = Math.floor(room * LEAD);
  if (secret) return hiddenFrame(first, secret, line, lead);
  const from = Math.max(0, Math.min(start - lead, first.text.length - room));
  const window = { from, to: from + room };
  const before = visible(first, from, start, window);
  const end = range.end.line === line ? range.end.column - 1 : first.text.length;
  const marked = visible(first, start, Math.min(end, window.to), window);
  const lines = [`${line} | ${visible(first, from, window.to, window)}`];
  if (line > 1) {
    const previous = readLine(source, line - 1, offset - start - 1 - lineText(source, line - 1).length);
    lines.unshift(`${String(line - 1).padStart(width)} | ${visible(previous, from, window.to, window)}`);
  }
  lines.push(`${' '.repeat(width)} | ${' '.repeat(before.length)}${'^'.repeat(Math.max(1, marked.length))}`);
  return lines.map((text) => `  ${text}`.trimEnd()).join('\n');
}

/** The frame of a secret: one line, cut at the secret, because the rest of the line may belong to it as well. */
function hiddenFrame(line: Line, secret: Span, number: number, lead: number): string {
  const from = Math.max(0, secret.start - lead);
  const shown = visible(line, from, secret.start, { from, to: line.text.length });
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

/** A part of what a window shows of a line, with "…" where the line goes on outside the window. */
function visible(line: Line, from: number, to: number, window: Window): string {
  const isCutLeft = from === window.from && from > 0 && line.text.length > 0;
  const isCutRight = to === window.to && line.text.length > to;
  const start = isCutLeft ? from + 1 : from;
  return `${isCutLeft ? CUT : ''}${show(line, start, isCutRight ? to - 1 : to)}${isCutRight ? CUT : ''}`;
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
