import { type Diagnostic, diagnose, type Result, resultOf } from '../../../diagnostics/diagnostic.ts';
import type { RunOptions } from '../options.ts';

/**
 * Returns the reports of newman's options `-r` and `--reporter-…-export`, as `--report` has them. A reporter without a file
 * is an error, because newman would choose one by the time of day.
 */
export function toReports(options: RunOptions): Result<string[]> {
  const diagnostics: Diagnostic[] = [];
  const named = (options.reporters ?? '').split(',').filter((name) => name !== '');
  const reports: string[] = [];
  for (const kind of ['json', 'junit'] as const) {
    const path = options[`reporter-${kind}-export`];
    if (path !== undefined) reports.push(`${kind}=${path}`);
    else if (named.includes(kind)) {
      const reason = `the reporter ${kind} needs a file`;
      diagnostics.push(diagnose('usage', { reason, help: `write --report ${kind}=FILE` }));
    }
  }
  const others = named.filter((name) => !['cli', 'json', 'junit', 'progress'].includes(name));
  for (const name of others) {
    const help = 'write --report junit=FILE, json=FILE or markdown=FILE';
    diagnostics.push(diagnose('usage', { reason: `there is no reporter "${name}"`, help }));
  }
  return resultOf(reports, diagnostics);
}
