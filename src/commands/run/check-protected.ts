import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Environment } from '../../model/api.ts';
import type { RunOptions } from './options.ts';

/** Returns an error for `--unsafe` in a protected environment, unless `--yes` is given as well. */
export function checkProtected(
  { name, protected: isProtected, origin }: Environment,
  { unsafe, yes }: Pick<RunOptions, 'unsafe' | 'yes'>,
): Diagnostic[] {
  return isProtected && unsafe && !yes ? [diagnose('protected-environment', { name }, origin)] : [];
}
