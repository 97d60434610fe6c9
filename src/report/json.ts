import type { RunResult } from '../run/run-result.ts';

/** Version of the report's shape: a change that could break a reader raises it. */
export const reportVersion = 1;

/** A run as one JSON document. It holds names, statuses and verdicts; no headers, no bodies, no environment. */
export function formatJsonReport(result: RunResult): string {
  return `${JSON.stringify({ postmint: reportVersion, ...result }, null, 2)}\n`;
}
