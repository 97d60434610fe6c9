import type { RunResult } from '../run/run-result.ts';

/** Version of the report's shape: a change that could break a reader raises it. */
export const reportVersion = 1;

/** A run as one JSON document. It holds names, statuses and verdicts; no headers, no bodies, no environment. */
export function formatJsonReport(result: RunResult): string {
  // Terminals take some characters for commands that JSON leaves as they are.
  const escaped = (one: string) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify({ postmint: reportVersion, ...result }, null, 2).replace(/[\u007f-\u009f]/g, escaped)}\n`;
}
