import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Environment } from '../../model/api.ts';
import type { RunOptions } from './options.ts';

/** Unsafe requests run in a protected environment only with `--yes`. */
export function checkProtected(
  { name, protected: isProtected, origin }: Environment,
  { unsafe, yes }: Pick<RunOptions, 'unsafe' | 'yes'>,
): Diagnostic[] {
  return isProtected && unsafe && !yes ? [diagnose('protected-environment', { name }, origin)] : [];
}
