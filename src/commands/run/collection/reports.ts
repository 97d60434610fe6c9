import { type Diagnostic, diagnose, type Result, resultOf } from '../../../diagnostics/diagnostic.ts';
import type { RunOptions } from '../options.ts';

/** newman's reporters with a file, and the kind of report that each is. */
const kinds = [
  ['json', 'json'],
  ['junit', 'junit'],
  ['html', 'html'],
  ['htmlextra', 'html'],
] as const;

/**
 * Returns the reports of newman's options `-r` and `--reporter-…-export`, as `--report` has them. A reporter without a file
 * is an error, because newman would choose one by the time of day.
 */
export function toReports(options: RunOptions): Result<string[]> {
  const diagnostics: Diagnostic[] = [];
  const named = (options.reporters ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const reports: string[] = [];
  for (const [name, kind] of kinds) {
    const path = options[`reporter-${name}-export`];
    if (path !== undefined) reports.push(`${kind}=${path}`);
    else if (named.includes(name)) {
      const reason = `the reporter ${name} needs a file`;
      diagnostics.push(diagnose('usage', { reason, help: `write --report ${kind}=FILE` }));
    }
  }
  const others = named.filter(
    (name) => !['cli', 'json', 'junit', 'html', 'htmlextra', 'progress', 'emojitrain'].includes(name),
  );
  for (const name of others) {
    const help = 'write --report junit=FILE, json=FILE, html=FILE or markdown=FILE';
    diagnostics.push(diagnose('usage', { reason: `there is no reporter "${name}"`, help }));
  }
  return resultOf(reports, diagnostics);
}
