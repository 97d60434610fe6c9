import type { Diagnostic, Result } from '../diagnostics/diagnostic.ts';
import { findClashes, type LoadedList, loadWorkspace } from '../library/workspace.ts';
import { findLists } from './find-lists.ts';

/** All lists that a command is about, those without a mistake; the mistakes of the others are in the diagnostics. */
export async function loadLists(cwd: string, given: readonly string[]): Promise<Result<LoadedList[]>> {
  const paths = findLists(cwd, given);
  const diagnostics: Diagnostic[] = [...paths.diagnostics];
  const value: LoadedList[] = [];
  for (const path of paths.value ?? []) {
    const loaded = await loadWorkspace(path, cwd);
    diagnostics.push(...loaded.diagnostics);
    if (loaded.value) value.push(loaded.value);
  }
  return { value, diagnostics: [...diagnostics, ...findClashes(value)] };
}
