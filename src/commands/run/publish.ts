import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { writeAtomic } from '../../output/write.ts';
import { formatJsonReport } from '../../report/json.ts';
import { formatJunit } from '../../report/junit.ts';
import { formatSummary } from '../../report/rows.ts';
import type { RunResult } from '../../run/run-result.ts';
import { showPath } from '../../source/read.ts';
import type { Session } from '../session.ts';
import type { ReportTarget } from './settings.ts';

/** The outcome of a run. */
export interface Ended {
  readonly result: RunResult;
  /** Diagnostics from before the first request, which are already printed. */
  readonly before: readonly Diagnostic[];
  /** Returns true for a text that contains a part of a secret. */
  readonly leaks?: ((text: string) => boolean) | undefined;
}

/**
 * Writes the reports and prints diagnostics and the result. Each text is searched for secrets first, and withheld if it
 * contains one. Returns the exit code: that of the run, or 5 if a text was withheld or a report of a successful run
 * could not be written.
 */
export function publish(session: Session, reports: readonly ReportTarget[], ended: Ended): number {
  const { io, format } = session;
  const { result, before, leaks = () => false } = ended;
  const whole = { ...result, diagnostics: [...before, ...result.diagnostics] };
  const failures = reports.flatMap((target) => writeReport(session, target, whole, leaks));
  const withheld = (artefact: string) => diagnose('secret-leak', { artefact });
  // The printed texts are searched as well, not only the reports.
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

/** Writes one report. Returns an error if it could not be written or was withheld. */
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
