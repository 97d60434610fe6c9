/** Diagnostics as text for people. */

import { codeFrame } from './code-frame.ts';
import { type Diagnostic, type Severity, sourceOf } from './diagnostic.ts';
import { showText } from './show-text.ts';
import { wrapText } from './wrap-text.ts';

/** Functions that colour text, or return it unchanged. */
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

/** Default width of a message, in columns. */
const WIDTH = 80;

/**
 * Returns a diagnostic as text for people: place, severity, code and message, then the line with carets, then the hint.
 *
 * The first line is `file:line:column: severity[code]: message`, as in the GNU coding standards. Long messages are
 * wrapped, in pipes and in CI as well, so that the text is the same everywhere. Editors and CI need only the first
 * line, which always has the place, the severity, the code and the start of the message. `--format json` does not wrap.
 *
 * @param width columns of a message
 * @param columns of the terminal, for the line of the file: it is cut, not wrapped, so a wide terminal shows more of it
 * @see https://www.gnu.org/prep/standards/html_node/Errors.html
 */
export function formatDiagnostic(diagnostic: Diagnostic, paint = plain, width = WIDTH, columns = width): string {
  const { file, range, severity, code, message, hint, details = [], related } = diagnostic;
  const place = file && range ? `${file}:${range.start.line}:${range.start.column}: ` : '';
  const used = `${place}${severity}[${code}]: `.length;
  const [first, ...rest] = wrapText(showText(message), used, width);
  const lines = [`${paint.bold(place)}${label[severity](paint)}[${code}]: ${first}`, ...rest];
  const source = sourceOf(diagnostic);
  if (source && range) lines.push(paint.dim(codeFrame(source, range, columns)));
  for (const detail of details) lines.push(...wrapText(`  = ${showText(detail)}`, 0, width));
  if (hint) lines.push(...wrapText(`  = hint: ${hint}`, 0, width));
  for (const place of related ?? []) {
    const { line, column } = place.range.start;
    lines.push(...wrapText(`  = ${place.file}:${line}:${column}: ${place.message}`, 0, width));
  }
  return lines.join('\n');
}

/** Returns the text of several diagnostics in the given order, see {@link formatDiagnostic}. Each ends its line. */
export function formatDiagnostics(
  all: readonly Diagnostic[],
  paint: Paint = plain,
  width = WIDTH,
  columns = width,
): string {
  return all.map((diagnostic) => `${formatDiagnostic(diagnostic, paint, width, columns)}\n`).join('');
}

/** Sorts diagnostics by file and position; those without a place come last. Duplicates are removed. */
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
