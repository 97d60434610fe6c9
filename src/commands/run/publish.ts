import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { writeAtomic } from '../../output/write.ts';
import { formatJsonReport } from '../../report/json.ts';
import { formatJunit } from '../../report/junit.ts';
import { formatSummary } from '../../report/rows.ts';
import type { RunResult } from '../../run/run-result.ts';
import { showPath } from '../../source/read.ts';
import type { CommonOptions, Io } from '../io.ts';
import { sayDiagnostics } from '../say.ts';
import type { RunSettings } from './settings.ts';

/**
 * Writes the reports, prints the closing lines, and returns the exit code. Each of them is looked over first: one that
 * holds a secret is withheld.
 *
 * @param leaks true when a piece of a secret is in a text
 */
export function publish(
  io: Io,
  options: CommonOptions,
  settings: RunSettings,
  result: RunResult,
  before: readonly Diagnostic[],
  leaks: (text: string) => boolean,
): number {
  const whole = { ...result, diagnostics: [...before, ...result.diagnostics] };
  const failures = writeReports(io, settings, whole, leaks);
  const withheld = (artefact: string) => diagnose('secret-leak', { artefact });
  // What is printed is looked over as well: nothing that holds a secret leaves.
  const said = result.diagnostics.map((one) => `${one.message} ${one.hint ?? ''}`).join('\n');
  if (leaks(said)) failures.push(withheld('what there is to say of this run'));
  else sayDiagnostics(io, options, result.diagnostics);
  const summary = formatSummary(result, io.paint.out);
  const document = (exitCode: number) =>
    formatJsonReport({ ...whole, exitCode, diagnostics: [...whole.diagnostics, ...failures] });
  const printed = options.format === 'text' ? summary : document(result.exitCode);
  if (leaks(printed)) failures.push(withheld('the result'));
  sayDiagnostics(io, options, failures);
  const leaked = failures.some((one) => one.code === 'secret-leak');
  const exitCode = leaked || (failures.length > 0 && result.exitCode === 0) ? 5 : result.exitCode;
  if (!leaked) io.out(options.format === 'text' ? `${summary}\n` : document(exitCode));
  return exitCode;
}

function writeReports(
  io: Io,
  settings: RunSettings,
  result: RunResult,
  leaks: (text: string) => boolean,
): Diagnostic[] {
  return settings.reports.flatMap(({ kind, path }) => {
    try {
      const text = kind === 'junit' ? formatJunit(result) : formatJsonReport(result);
      if (leaks(text)) return [diagnose('secret-leak', { artefact: `the report ${showPath(path, io.cwd)}` })];
      writeAtomic(path, text, 0o600, io.id);
      return [];
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      return [diagnose('write-failed', { path: showPath(path, io.cwd), reason })];
    }
  });
}
