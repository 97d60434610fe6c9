import { join } from 'node:path';
import { type Diagnostic, diagnose, hasErrors, type Result } from '../diagnostics/diagnostic.ts';
import { uploadsOf } from '../model/body.ts';
import type { UploadFiles } from '../run/job.ts';
import type { RunPlan } from '../run/plan-run.ts';
import { findFile } from '../source/read.ts';

/**
 * Finds the files that the requests of a plan send. Reports those that do not exist, or that are outside the folder, also
 * by a symbolic link.
 *
 * @param folder absolute path of the folder of the list; absent if the collection is not in a file
 * @param cwd folder that paths in messages are relative to
 */
export function findUploads(
  { requests }: RunPlan,
  folder: string | undefined,
  cwd: string,
): Result<UploadFiles | undefined> {
  const uploads = requests.flatMap(({ endpoint }) => uploadsOf(endpoint));
  if (uploads.length === 0) return { value: undefined, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const files = uploads.flatMap(({ path, origin }) => {
    if (folder === undefined) {
      diagnostics.push(diagnose('file-not-found', { path }, origin));
      return [];
    }
    const found = findFile(join(folder, path), { cwd, root: folder, origin });
    diagnostics.push(...found.diagnostics);
    return found.value ? [found.value.real, join(folder, path)] : [];
  });
  if (hasErrors(diagnostics) || folder === undefined) return { diagnostics };
  return { value: { folder, files: [...new Set(files)] }, diagnostics: [] };
}
