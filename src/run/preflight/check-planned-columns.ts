import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { madeBy } from '../../model/api.ts';
import type { DataRow } from '../job.ts';
import type { RunPlan } from '../plan-run.ts';

/**
 * Reports columns of the data that would change what a request sends in a way that nobody means. A runner reads a column
 * before the environment, so it would hide what a request sets or saves, and replace braces that are text, see
 * `literal_braces`.
 */
export function checkPlannedColumns(rows: readonly DataRow[], plan: RunPlan): Diagnostic[] {
  const columns = new Set(rows.flatMap((row) => Object.keys(row)));
  const made = new Set<string>();
  return plan.requests.flatMap(({ endpoint }) => {
    const { name: request, literal = [], sets = [], saves, origin } = endpoint;
    const places = [...sets, ...saves].filter(({ variable }) => columns.has(variable) && !made.has(variable));
    for (const variable of madeBy(endpoint)) made.add(variable);
    return [
      ...literal
        .filter((name) => columns.has(name))
        .map((name) => diagnose('literal-in-data', { name, request }, origin)),
      ...places.map((place) => diagnose('made-in-data', { name: place.variable, request }, place.origin)),
    ];
  });
}
