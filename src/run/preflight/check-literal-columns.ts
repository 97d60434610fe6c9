import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { DataRow } from '../job.ts';
import type { RunPlan } from '../plan-run.ts';

/**
 * Reports columns of the data whose name a request sends as text in braces, see `literal_braces`: a runner would put the
 * value of the column there.
 */
export function checkLiteralColumns(rows: readonly DataRow[], plan: RunPlan): Diagnostic[] {
  const columns = new Set(rows.flatMap((row) => Object.keys(row)));
  return plan.requests.flatMap(({ endpoint: { name: request, literal = [], origin } }) =>
    literal.filter((name) => columns.has(name)).map((name) => diagnose('literal-in-data', { name, request }, origin)),
  );
}
