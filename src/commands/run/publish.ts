import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Paint } from '../../diagnostics/format.ts';
import { writeAtomic } from '../../output/write.ts';
import { formatJsonReport } from '../../report/json.ts';
import { formatJunit } from '../../report/junit.ts';
import { formatSent, formatSummary } from '../../report/rows.ts';
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
  /** How much is printed; default: everything but what was sent. */
  readonly detail?: Detail;
}

/** How much of a run is printed: failures and the last line, the usual, or also what was sent. */
export type Detail = 'quiet' | 'normal' | 'verbose';

/**
 * Writes the reports and prints diagnostics and the result. Each text is searched for secrets first, and withheld if it
 * contains one. Returns the exit code: that of the run, or 5 if a text was withheld or a report of a successful run
 * could not be written.
 */
export function publish(session: Session, reports: readonly ReportTarget[], ended: Ended): number {
  const { io, format } = session;
  const { result, before, leaks = () => false, detail = 'normal' } = ended;
  const whole = { ...result, diagnostics: [...before, ...result.diagnostics] };
  const failures = reports.flatMap((target) => writeReport(session, target, whole, leaks));
  const withheld = (artefact: string) => diagnose('secret-leak', { artefact });
  // The printed texts are searched as well, not only the reports.
  const words = result.diagnostics.map(({ message, hint }) => `${message} ${hint ?? ''}`).join('\n');
  if (leaks(words)) failures.push(withheld('the list of diagnostics'));
  else session.say(detail === 'quiet' ? result.diagnostics.filter(isError) : result.diagnostics);
  const summary = summaryOf(result, detail, io.paint.out);
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

const isError = ({ severity }: Diagnostic) => severity === 'error';

/** The printed result of a run. */
function summaryOf(result: RunResult, detail: Detail, paint: Paint): string {
  const summary = formatSummary(result, paint);
  if (detail === 'quiet') return summary.slice(summary.lastIndexOf('\n') + 1);
  if (detail === 'normal') return summary;
  return ['sent:', ...formatSent(result).map((line) => paint.dim(line)), summary].join('\n');
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
