import { realpathSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { trackedFiles } from './git.ts';

/**
 * Checks a file with secrets. Returns errors if other users can read it, or if git tracks it.
 *
 * @param absolute absolute path; the file must exist
 * @param path the path to show in diagnostics
 */
export function checkSecretFile(absolute: string, path: string): Diagnostic[] {
  const real = realpathSync(absolute);
  const diagnostics: Diagnostic[] = [];
  // Windows has no such permission bits.
  const open = process.platform !== 'win32' && (statSync(real).mode & 0o077) !== 0;
  if (open) diagnostics.push(diagnose('secret-file-open', { path }));
  if (trackedFiles(dirname(real), [basename(real)]).size > 0)
    diagnostics.push(diagnose('secret-file-tracked', { path }));
  return diagnostics;
}
