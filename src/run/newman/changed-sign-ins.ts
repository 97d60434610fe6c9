import type { RunJob } from '../runner.ts';

/**
 * For a row of data with another password than the one before, the variables that say for whom a token is: a token that
 * the right password has got would make a wrong one look right. In Postman, where one person types, it serves on.
 */
export function changedSignIns({ data = [], signIns }: Pick<RunJob, 'data' | 'signIns'>, iteration: number): string[] {
  const [before, now] = [data[iteration - 1], data[iteration]];
  if (!before || !now) return [];
  return signIns.flatMap(({ gotFor, secrets }) => (secrets.some((one) => before[one] !== now[one]) ? [gotFor] : []));
}
