import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { formatDiagnostics, sortDiagnostics } from '../diagnostics/format.ts';
import { formatAnnotation } from '../report/annotations.ts';
import type { CommonOptions, Io } from './io.ts';

/** Prints diagnostics to standard error, and as annotations where GitHub Actions runs us. */
export function sayDiagnostics(io: Io, options: CommonOptions, all: readonly Diagnostic[]): void {
  const sorted = sortDiagnostics(all);
  if (options.format === 'text') io.err(formatDiagnostics(sorted, io.paint.err));
  if (io.env.GITHUB_ACTIONS === 'true') {
    for (const one of sorted) io.err(`${formatAnnotation(one)}\n`);
  }
}

/** Prints the one JSON document of `--format json`. */
export function sayJson(
  io: Io,
  command: string,
  exitCode: number,
  all: readonly Diagnostic[],
  more: object = {},
): void {
  const document = { command, exitCode, ...more, diagnostics: sortDiagnostics(all) };
  io.out(`${JSON.stringify(document, null, 2)}\n`);
}

/** Ends a command that only has diagnostics to show. */
export function endWith(
  io: Io,
  options: CommonOptions,
  command: string,
  exitCode: number,
  all: readonly Diagnostic[],
): number {
  sayDiagnostics(io, options, all);
  if (options.format === 'json') sayJson(io, command, exitCode, all);
  return exitCode;
}
