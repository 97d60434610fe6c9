/** The printed result of a run: a row for each request, and a summary. */

import type { Paint } from '../diagnostics/format.ts';
import { showText } from '../diagnostics/show-text.ts';
import type { RequestResult, RunResult } from '../run/run-result.ts';

const marks = { passed: '✓', failed: '✗', 'no-answer': '✗', 'not-run': '-', skipped: '-' } as const;

/** Text shortened or padded to a number of columns. */
function toWidth(text: string, width: number): string {
  const shown = showText(text);
  return shown.length > width ? `${shown.slice(0, width - 1)}…` : shown.padEnd(width);
}

/** Returns one request as a line of at most 80 columns: mark, status, folder and name, time, failed assertions. */
export function formatRow(request: RequestResult, paint: Paint): string {
  const { outcome, status, folders, name, time, assertions } = request;
  const failed = assertions.filter((assertion) => !assertion.passed).length;
  const color =
    outcome === 'passed' ? paint.green : outcome === 'not-run' || outcome === 'skipped' ? paint.dim : paint.red;
  const label = toWidth([...folders, name].join(' / '), 52);
  const duration = time === undefined ? '' : `${time} ms`;
  const notes = outcome === 'skipped' ? 'skipped' : failed > 0 ? `${failed} failed` : '';
  return `${color(marks[outcome])} ${String(status ?? '---').padEnd(3)}  ${label} ${duration.padStart(8)}  ${notes}`.trimEnd();
}

/**
 * Returns the requests of a run as lines: status, method and URL as sent, and time. The URL of a request without an
 * answer is that of the list.
 *
 * @example '  200  GET     http://127.0.0.1:8787/books?limit=10  12 ms'
 */
export function formatSent({ requests }: Pick<RunResult, 'requests'>): string[] {
  return requests
    .filter(({ outcome }) => outcome !== 'not-run' && outcome !== 'skipped')
    .map(({ status, method, url, time, sent = { method, url } }) => {
      const duration = time === undefined ? '' : `  ${time} ms`;
      return `  ${status ?? '---'}  ${showText(sent.method).padEnd(7)} ${showText(sent.url)}${duration}`;
    });
}

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Returns the last lines of a run: skipped requests with the reason, and how many requests were sent and failed. */
export function formatSummary(result: RunResult, paint: Paint): string {
  const { totals, leftOut, exitCode, environment, duration } = result;
  const { sent, repeated = 0, byScripts = 0, skipped = 0, failed, planned, assertions, failedAssertions } = totals;
  const notRun = result.requests.filter(({ outcome }) => outcome === 'not-run').length;
  const lines: string[] = [];
  const reasons = new Map<string, string[]>();
  const skippedInRun = result.requests.flatMap(({ outcome, name, reason }) =>
    outcome === 'skipped' && reason ? [{ name, reason }] : [],
  );
  for (const { name, reason } of [...leftOut, ...skippedInRun])
    reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
  for (const [reason, names] of reasons) {
    const shown = names
      .slice(0, 3)
      .map((name) => showText(name))
      .join(', ');
    lines.push(paint.dim(`skipped: ${names.length} (${shown}${names.length > 3 ? ', …' : ''}): ${reason}`));
  }
  const more = [
    ...(repeated > 0 ? [`${repeated} of them again`] : []),
    ...(byScripts > 0 ? [`${byScripts} by scripts`] : []),
  ];
  const parts = [
    `${plural(sent + repeated + byScripts, 'request')} sent${more.length > 0 ? ` (${more.join(', ')})` : ''}`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(notRun > 0 ? [`${notRun} of ${planned} not run`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    `${plural(assertions, 'assertion')}`,
    failedAssertions > 0 ? `${failedAssertions} failed` : assertions > 0 ? 'all passed' : 'none made',
  ];
  const verdict = exitCode === 0 ? paint.green('passed') : paint.red(`failed (exit ${exitCode})`);
  lines.push(`${verdict}: ${parts.join(', ')}; ${environment}, ${(duration / 1000).toFixed(1)} s`);
  return lines.join('\n');
}
