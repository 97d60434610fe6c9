import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Api } from '../model/api.ts';
import type { OutputFile } from '../output/output-file.ts';
import type { PlannedFile } from '../output/plan.ts';
import { judge } from '../postman/v2/judge.ts';
import type { Collection } from '../postman/v2/types.ts';

/**
 * Compares a plan with a disk that should need nothing, and asks Postman's SDK what it makes of the collection.
 *
 * @param files what the API makes, see `generate`
 * @param plan what the disk would need, see `planOutput`
 * @param show a file's path as users know it
 * @returns nothing when all is as it should be
 */
export async function check(
  api: Api,
  files: readonly OutputFile[],
  plan: readonly PlannedFile[],
  show: (name: string) => string = (name) => name,
): Promise<Diagnostic[]> {
  return [...plan.flatMap((file) => differenceOf(file, show)), ...(await judgeFiles(api, files))];
}

/** Asks Postman's SDK what it makes of the collection among some files. */
export async function judgeFiles(api: Api, files: readonly OutputFile[]): Promise<Diagnostic[]> {
  const collection = files.find((file) => file.kind === 'collection');
  return collection ? judge(collection.content as unknown as Collection, api) : [];
}

/** How a file on disk differs from what would be generated. */
export function differenceOf(file: PlannedFile, show: (name: string) => string): Diagnostic[] {
  const path = show(file.name);
  if (file.refusal) return [file.refusal];
  if (file.conflict) return [file.conflict];
  switch (file.action) {
    case 'create':
      return [diagnose('missing-file', { path })];
    case 'update':
      return [diagnose('stale-file', { path })];
    case 'remove':
      return [diagnose('orphan-file', { path })];
    default:
      return [];
  }
}
