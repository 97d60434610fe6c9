import type { DataRow } from '../job.ts';

/** Returns the texts of a row: those of its values that replace variables. Objects and lists are for scripts only. */
export function textsOf(row: DataRow): Readonly<Record<string, string>> {
  const texts = Object.entries(row).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts);
}
