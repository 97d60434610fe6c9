import type { Diagnostic, Result } from '../../diagnostics/diagnostic.ts';
import type { PrintedList } from '../../library/load-list.ts';
import { findClashes, type LoadedList, loadWorkspace, type PageChoice } from '../../library/workspace.ts';
import { findLists } from './find-lists.ts';

/**
 * Loads the lists of a command. Returns the lists without errors, and the diagnostics of all.
 *
 * @param given paths from the command line; if empty, lists are searched for
 * @param pages which onboarding pages are made
 * @param printed lists that were just written, by path
 */
export async function loadLists(
  cwd: string,
  given: readonly string[],
  pages: PageChoice = 'present',
  printed: ReadonlyMap<string, PrintedList> = new Map(),
): Promise<Result<LoadedList[]>> {
  const paths = findLists(cwd, given);
  const diagnostics: Diagnostic[] = [...paths.diagnostics];
  const value: LoadedList[] = [];
  for (const path of paths.value ?? []) {
    const loaded = await loadWorkspace(path, cwd, pages, printed.get(path));
    diagnostics.push(...loaded.diagnostics);
    if (loaded.value) value.push(loaded.value);
  }
  return { value, diagnostics: [...diagnostics, ...findClashes(value)] };
}
