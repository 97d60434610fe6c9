import { appendFileSync } from 'node:fs';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Paint } from '../../diagnostics/format.ts';
import { writeAtomic } from '../../output/write.ts';
import { type EndedEnvironment, formatEnvironment } from '../../report/environment.ts';
import { formatHtml } from '../../report/html/to-html.ts';
import { formatJsonReport } from '../../report/json.ts';
import { formatJunit } from '../../report/junit.ts';
import { formatMarkdown } from '../../report/markdown.ts';
import { formatSent, formatSummary } from '../../report/rows.ts';
import type { RunResult } from '../../run/run-result.ts';
import { showPath } from '../../source/read.ts';
import { readPageAssets } from '../../source/templates.ts';
import type { Session } from '../session.ts';
import type { ReportTarget } from './reports.ts';

/** The outcome of a run. */
export interface Ended {
  readonly result: RunResult;
  /** Diagnostics from before the first request, which are already printed. */
  readonly before: readonly Diagnostic[];
  /** Returns true for a text that contains a part of a secret. */
  readonly leaks?: ((text: string) => boolean) | undefined;
  /** The environment at the end of the run, for `--export-environment`. */
  readonly environment?: EndedEnvironment;
  /** How much is printed; default: everything but what was sent. */
  readonly detail?: Detail;
}

/** How much of a run is printed: failures and the last line, the usual, or also what was sent. */
export type Detail = 'quiet' | 'normal' | 'verbose';

/**
 * Writes the reports and prints diagnostics and the result. Each text is searched for secrets first, and withheld if it
 * contains one. Returns the exit code: that of the run, or 5 if a text was withheld or a report of a successful run
 * could not be written. Every report that is written has this exit code.
 */
export function publish(session: Session, reports: readonly ReportTarget[], ended: Ended): number {
  const { io, format } = session;
  const { result, before, leaks = () => false, detail = 'normal' } = ended;
  const whole = { ...result, diagnostics: [...before, ...result.diagnostics] };
  const withheld = (artefact: string) => diagnose('secret-leak', { artefact });
  const failures: Diagnostic[] = [];
  const clean: { readonly target: ReportTarget; readonly format: Formatter }[] = [];
  for (const target of reports) {
    const path = showPath(target.path, io.cwd);
    const format = formatterOf(target.kind, ended);
    if (!format) {
      failures.push(diagnose('write-failed', { path, reason: 'the run ended before its values were known' }));
    } else if (leaks(scannedText(target.kind, format, whole))) {
      failures.push(withheld(`${target.kind === 'environment' ? 'the environment' : 'the report'} ${path}`));
    } else clean.push({ target, format });
  }
  // The printed texts are searched as well, not only the reports.
  const words = result.diagnostics
    .map(({ message, hint = '', details = [] }) => [message, hint, ...details].join(' '))
    .join('\n');
  const speaks = !leaks(words);
  if (!speaks) failures.push(withheld('the list of diagnostics'));
  const print = format === 'text' ? (ran: RunResult) => `${summaryOf(ran, detail, io.paint.out)}\n` : formatJsonReport;
  const shows = !leaks(print(format === 'text' ? result : whole));
  if (!shows) failures.push(withheld('the result'));
  const exitCode = () => exitCodeOf(result.exitCode, failures);
  const final = () => ({ ...whole, exitCode: exitCode(), diagnostics: [...whole.diagnostics, ...failures] });
  // A JSON report has the exit code, which depends on whether the other reports could be written.
  const isJson = ({ target }: { readonly target: ReportTarget }) => target.kind === 'json';
  const ordered = clean.toSorted((a, b) => Number(isJson(a)) - Number(isJson(b)));
  for (const { target, format } of ordered) failures.push(...writeReport(session, target, format(final())));
  failures.push(...addToJobPage(session, final, leaks));
  if (speaks) session.say(detail === 'quiet' ? result.diagnostics.filter(isError) : result.diagnostics);
  session.say(failures);
  if (shows) io.out(print(format === 'text' ? { ...result, exitCode: exitCode() } : final()));
  return exitCode();
}

/**
 * The text of a report that is searched for secrets. A page has styles and scripts, whose words may be secrets of somebody,
 * and Markdown escapes signs, which makes equal parts of texts longer; what both show is in the JSON report as well.
 */
const scannedText = (kind: ReportTarget['kind'], format: Formatter, result: RunResult): string =>
  kind === 'html' || kind === 'markdown' ? formatJsonReport(result) : format(result);

type Formatter = (result: RunResult) => string;

const formatters = {
  junit: formatJunit,
  json: formatJsonReport,
  html: (result: RunResult) => formatHtml(result, readPageAssets('report')),
  markdown: formatMarkdown,
} as const;

/** How a report of a kind is made from the result; undefined for an environment whose values are not known. */
function formatterOf(kind: ReportTarget['kind'], { environment }: Ended): Formatter | undefined {
  if (kind === 'environment') return environment && (() => formatEnvironment(environment));
  return formatters[kind];
}

/** The exit code of a run after some of its texts were withheld or could not be written. */
function exitCodeOf(own: number, failures: readonly Diagnostic[]): number {
  const leaked = failures.some(({ code }) => code === 'secret-leak');
  return leaked || (failures.length > 0 && own === 0) ? 5 : own;
}

const isError = ({ severity }: Diagnostic) => severity === 'error';

/** The printed result of a run. */
function summaryOf(result: RunResult, detail: Detail, paint: Paint): string {
  const summary = formatSummary(result, paint);
  if (detail === 'quiet') return summary.slice(summary.lastIndexOf('\n') + 1);
  if (detail === 'normal') return summary;
  return ['sent:', ...formatSent(result).map((line) => paint.dim(line)), summary].join('\n');
}

/**
 * Adds the Markdown report to the page of a job in GitHub Actions, which names a file for it. Returns an error if it
 * contains a secret; a page that cannot be written to is no failure of the run.
 */
function addToJobPage({ io }: Session, result: () => RunResult, leaks: (text: string) => boolean): Diagnostic[] {
  const path = io.env.GITHUB_STEP_SUMMARY;
  if (io.env.GITHUB_ACTIONS !== 'true' || !path) return [];
  const text = formatMarkdown(result());
  if (leaks(formatJsonReport(result()))) return [diagnose('secret-leak', { artefact: 'the summary of the job' })];
  try {
    appendFileSync(path, `${text}\n`);
  } catch {
    io.err('the summary of the job could not be written\n');
  }
  return [];
}

/** Writes one report. Returns an error if it could not be written. */
function writeReport({ io }: Session, { path }: ReportTarget, text: string): Diagnostic[] {
  try {
    writeAtomic(path, text, 0o600, io.id);
    return [];
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    return [diagnose('write-failed', { path: showPath(path, io.cwd), reason })];
  }
}
