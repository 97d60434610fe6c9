import { diagnose, type Result } from '../../diagnostics/diagnostic.ts';
import { type LoadedList, loadWorkspace } from '../../library/workspace.ts';
import type { Environment } from '../../model/api.ts';
import { findLists } from './find-lists.ts';

/**
 * Finds and loads the list of a command that works on a single list. Several lists are an error. Files that requests send
 * may be missing: a run looks for those of the requests that it sends.
 */
export async function chooseList(cwd: string, given: readonly string[] = []): Promise<Result<LoadedList>> {
  const paths = findLists(cwd, given);
  const [path, second] = paths.value ?? [];
  if (path === undefined) return { diagnostics: paths.diagnostics };
  if (second !== undefined) {
    const reason = given.length > 1 ? 'this command takes one list' : `there are ${paths.value?.length} lists`;
    return { diagnostics: [diagnose('usage', { reason, help: `choose one: ${paths.value?.slice(0, 4).join(', ')}` })] };
  }
  const { value, diagnostics } = await loadWorkspace(path, cwd);
  const others = diagnostics.filter(({ code }) => code !== 'upload-missing');
  return { ...(value ? { value } : {}), diagnostics: others };
}

/** Returns the environment with this name. Without a name, the list must have exactly one environment. */
export function chooseEnvironment(list: LoadedList, name: string | undefined): Result<Environment> {
  const { environments } = list.api;
  const known = environments.map((environment) => environment.name);
  if (name === undefined) {
    const [only, second] = environments;
    if (only && !second) return { value: only, diagnostics: [] };
    return { diagnostics: [diagnose('which-environment', { known })] };
  }
  const value = environments.find((environment) => environment.name === name);
  return value ? { value, diagnostics: [] } : { diagnostics: [diagnose('unknown-environment', { name, known })] };
}
