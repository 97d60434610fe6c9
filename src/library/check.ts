import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Api } from '../model/api.ts';
import type { OutputFile } from '../output/output-file.ts';
import type { PlannedFile } from '../output/plan.ts';
import { judge } from '../postman/v2/judge.ts';
import type { Collection } from '../postman/v2/types.ts';

/**
 * Checks that the files on disk are up to date, and that Postman's SDK reads the collection as the list means it.
 *
 * @param files the generated files, see `generate`
 * @param plan the changes that the disk would need, see `planOutput`
 * @param show returns the path of a file as diagnostics show it
 * @returns one error for each difference; empty if there is none
 */
export async function check(
  api: Api,
  files: readonly OutputFile[],
  plan: readonly PlannedFile[],
  show: (name: string) => string = (name) => name,
): Promise<Diagnostic[]> {
  return [...plan.flatMap((file) => differenceOf(file, show)), ...(await judgeFiles(api, files))];
}

/** Loads the collection with Postman's SDK. Returns one error for each difference from the API, see `judge`. */
export async function judgeFiles(api: Api, files: readonly OutputFile[]): Promise<Diagnostic[]> {
  const collection = files.find((file) => file.kind === 'collection');
  return collection ? judge(collection.content as unknown as Collection, api) : [];
}

/**
 * Returns an error if a file on disk is not as generated: missing, stale, changed by hand, or no longer generated. A
 * missing file that git ignores is only noted.
 */
export function differenceOf(file: PlannedFile, show: (name: string) => string): Diagnostic[] {
  const path = show(file.name);
  if (file.refusal) return [file.refusal];
  if (file.conflict) return [file.conflict];
  if (file.isSame) return [];
  switch (file.action) {
    case 'create':
      return [diagnose(file.isIgnored ? 'ignored-file' : 'missing-file', { path })];
    case 'update':
      return [diagnose('stale-file', { path })];
    case 'remove':
      return [diagnose('orphan-file', { path })];
    default:
      return [];
  }
}
