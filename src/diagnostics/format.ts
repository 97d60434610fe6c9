import { codeFrame } from './code-frame.ts';
import { type Diagnostic, type Severity, sourceOf } from './diagnostic.ts';
import { showText } from './show-text.ts';

/** Puts colour on a piece of text, or returns it as it is. */
export interface Paint {
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** No colour: for pipes, files and NO_COLOR. */
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

/**
 * A diagnostic as a person reads it: place, severity, code and message, the line with carets, the hint.
 * The first line is `file:line:column: severity[code]: message`, which editors and CI know to read.
 */
export function formatDiagnostic(diagnostic: Diagnostic, paint: Paint = plain): string {
  const { file, range, severity, code, message, hint, related } = diagnostic;
  const place = file && range ? `${file}:${range.start.line}:${range.start.column}: ` : '';
  const lines = [`${paint.bold(place)}${label[severity](paint)}[${code}]: ${showText(message)}`];
  const source = sourceOf(diagnostic);
  if (source && range) lines.push(paint.dim(codeFrame(source, range, code === 'secret-in-list')));
  if (hint) lines.push(`  = hint: ${hint}`);
  for (const one of related ?? []) {
    lines.push(`  = ${one.file}:${one.range.start.line}:${one.range.start.column}: ${one.message}`);
  }
  return lines.join('\n');
}

/** All diagnostics in the order of their places, each as {@link formatDiagnostic} has it. */
export function formatDiagnostics(all: readonly Diagnostic[], paint: Paint = plain): string {
  return all.map((one) => `${formatDiagnostic(one, paint)}\n`).join('');
}

/** Diagnostics sorted by file and position; those without a place come last. Equal ones are shown once. */
export function sortDiagnostics(all: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return all
    .filter((one) => {
      const key = JSON.stringify([one.code, one.file, one.range?.start.offset, one.message]);
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => {
      if (a.file !== b.file) return (a.file ?? '\uffff') < (b.file ?? '\uffff') ? -1 : 1;
      return (a.range?.start.offset ?? 0) - (b.range?.start.offset ?? 0);
    });
}
