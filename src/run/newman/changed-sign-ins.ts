import type { RunJob } from '../job.ts';

/**
 * Variables to clear when a data row has a different password than the previous one. Otherwise a token obtained with the
 * right password would hide a wrong one. The Postman app keeps the token: there, one person types.
 *
 * @param iteration the iteration that begins, from 0
 * @returns names of the `issuedFor` variables; once they are empty, the guard signs in again
 */
export function changedSignIns({ rows, signIns }: Pick<RunJob, 'rows' | 'signIns'>, iteration: number): string[] {
  const [before, now] = [rows[iteration - 1], rows[iteration]];
  if (!before || !now) return [];
  return signIns.flatMap(({ issuedFor, secrets }) =>
    secrets.some((name) => before[name] !== now[name]) ? [issuedFor] : [],
  );
}
