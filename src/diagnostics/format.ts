/** Diagnostics as text for people. */

import { codeFrame } from './code-frame.ts';
import { type Diagnostic, type Severity, sourceOf } from './diagnostic.ts';
import { showText } from './show-text.ts';
import { wrapText } from './wrap-text.ts';

/** Functions that colour a piece of text, or return it unchanged. */
export interface Paint {
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** No colours: for pipes, files and NO_COLOR. */
export const plain: Paint = {
  red: (text) => text,
  yellow: (text) => text,
  green: (text) => text,
  bold: (text) => text,
  dim: (text) => text,
};

const label: Record<Severity, (paint: Paint) => string> = {
  error: (paint) => paint.red('error'),
  warning: (paint) => paint.yellow('warning'),
  note: (paint) => paint.dim('note'),
};

/** The width of a terminal when nothing else is known. */
const WIDTH = 80;

/**
 * A diagnostic as a person reads it: place, severity, code and message, then the line with carets, then the hint.
 *
 * The first line is `file:line:column: severity[code]: message`, as the GNU coding standards have it, and longer texts
 * are wrapped, with later lines indented. They are wrapped in pipes and in CI as well: editors and CI find a diagnostic
 * by its first line, which always has the place, the severity, the code and the start of the message, and the same text
 * everywhere can be searched for and compared. The whole message on one line is in `--format json`.
 *
 * @param width columns of the terminal
 * @see https://www.gnu.org/prep/standards/html_node/Errors.html
 */
export function formatDiagnostic(diagnostic: Diagnostic, paint: Paint = plain, width = WIDTH): string {
  const { file, range, severity, code, message, hint, related } = diagnostic;
  const place = file && range ? `${file}:${range.start.line}:${range.start.column}: ` : '';
  const used = `${place}${severity}[${code}]: `.length;
  const [first, ...rest] = wrapText(showText(message), used, width);
  const lines = [`${paint.bold(place)}${label[severity](paint)}[${code}]: ${first}`, ...rest];
  const source = sourceOf(diagnostic);
  if (source && range) lines.push(paint.dim(codeFrame(source, range)));
  if (hint) lines.push(...wrapText(`  = hint: ${hint}`, 0, width));
  for (const place of related ?? []) {
    const { line, column } = place.range.start;
    lines.push(...wrapText(`  = ${place.file}:${line}:${column}: ${place.message}`, 0, width));
  }
  return lines.join('\n');
}

/** Diagnostics in the given order, each as {@link formatDiagnostic} prints it, with a line end after each. */
export function formatDiagnostics(all: readonly Diagnostic[], paint: Paint = plain, width = WIDTH): string {
  return all.map((diagnostic) => `${formatDiagnostic(diagnostic, paint, width)}\n`).join('');
}

/** Diagnostics sorted by file and position; those without a place come last. Duplicates are removed. */
export function sortDiagnostics(all: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return all
    .filter(({ code, file, range, message }) => {
      const key = JSON.stringify([code, file, range?.start.offset, message]);
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => {
      if (a.file !== b.file) return (a.file ?? '\uffff') < (b.file ?? '\uffff') ? -1 : 1;
      return (a.range?.start.offset ?? 0) - (b.range?.start.offset ?? 0);
    });
}
