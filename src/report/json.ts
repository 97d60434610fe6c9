/** The JSON report. */

import type { RunResult } from '../run/run-result.ts';

/** Version of the format. A change that can break programs that read the report increases it. */
export const reportVersion = 1;

/** Returns a run as one JSON document. It has names, statuses and verdicts, but no headers, bodies or environment. */
export function formatJsonReport(result: RunResult): string {
  // Some terminals read these characters as commands, and JSON does not escape them.
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify({ postmint: reportVersion, ...result }, null, 2).replace(/[\u007f-\u009f]/g, escaped)}\n`;
}
