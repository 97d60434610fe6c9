import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { writeAtomic } from '../../output/write.ts';
import { formatJsonReport } from '../../report/json.ts';
import { formatJunit } from '../../report/junit.ts';
import { formatSummary } from '../../report/rows.ts';
import type { RunResult } from '../../run/run-result.ts';
import { showPath } from '../../source/read.ts';
import type { Session } from '../session.ts';
import type { ReportTarget } from './settings.ts';

/** A run that has ended. */
export interface Ended {
  readonly result: RunResult;
  /** Diagnostics from before the first request; they were printed then. */
  readonly before: readonly Diagnostic[];
  /** True when a piece of a secret is in a text. */
  readonly leaks?: ((text: string) => boolean) | undefined;
}

/**
 * Writes the reports, prints the closing lines, and returns the exit code. Each of them is looked over first: one that
 * contains a secret is withheld.
 */
export function publish(session: Session, reports: readonly ReportTarget[], ended: Ended): number {
  const { io, format } = session;
  const { result, before, leaks = () => false } = ended;
  const whole = { ...result, diagnostics: [...before, ...result.diagnostics] };
  const failures = reports.flatMap((target) => writeReport(session, target, whole, leaks));
  const withheld = (artefact: string) => diagnose('secret-leak', { artefact });
  // What is printed is looked over as well: nothing that contains a secret leaves.
  const words = result.diagnostics.map(({ message, hint }) => `${message} ${hint ?? ''}`).join('\n');
  if (leaks(words)) failures.push(withheld('the list of diagnostics'));
  else session.say(result.diagnostics);
  const summary = formatSummary(result, io.paint.out);
  const document = (exitCode: number) =>
    formatJsonReport({ ...whole, exitCode, diagnostics: [...whole.diagnostics, ...failures] });
  const printed = format === 'text' ? summary : document(result.exitCode);
  if (leaks(printed)) failures.push(withheld('the result'));
  session.say(failures);
  const leaked = failures.some(({ code }) => code === 'secret-leak');
  const exitCode = leaked || (failures.length > 0 && result.exitCode === 0) ? 5 : result.exitCode;
  if (!leaked) io.out(format === 'text' ? `${summary}\n` : document(exitCode));
  return exitCode;
}

/** Writes one report. Returns why it could not be written, or was withheld. */
function writeReport(
  { io }: Session,
  { kind, path }: ReportTarget,
  result: RunResult,
  leaks: (text: string) => boolean,
): Diagnostic[] {
  const shown = showPath(path, io.cwd);
  try {
    const text = kind === 'junit' ? formatJunit(result) : formatJsonReport(result);
    if (leaks(text)) return [diagnose('secret-leak', { artefact: `the report ${shown}` })];
    writeAtomic(path, text, 0o600, io.id);
    return [];
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    return [diagnose('write-failed', { path: shown, reason })];
  }
}
