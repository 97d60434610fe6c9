import { realpathSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { trackedFiles } from './git.ts';

/**
 * What keeps a secret from being taken out of a file: others can read it, or git tracks it.
 *
 * @param absolute the file, which has to exist
 * @param path the file as users know it
 */
export function checkSecretFile(absolute: string, path: string): Diagnostic[] {
  const real = realpathSync(absolute);
  const diagnostics: Diagnostic[] = [];
  // Windows has no such modes.
  const open = process.platform !== 'win32' && (statSync(real).mode & 0o077) !== 0;
  if (open) diagnostics.push(diagnose('secret-file-open', { path }));
  if (trackedFiles(dirname(real), [basename(real)]).size > 0)
    diagnostics.push(diagnose('secret-file-tracked', { path }));
  return diagnostics;
}
