import { type Diagnostic, hasErrors } from '../../diagnostics/diagnostic.ts';
import { isPage, pageNames } from '../../library/pages.ts';
import type { LoadedList } from '../../library/workspace.ts';
import type { PlannedFile } from '../../output/plan.ts';
import { loadLists } from '../lists/load-lists.ts';
import { type Passed, watchLists } from '../lists/watch-lists.ts';
import { formatFile, writeList } from '../lists/write-list.ts';
import type { Session } from '../session.ts';
import type { DocsOptions } from './options.ts';

/** Writes the onboarding pages of all lists, once or with `--watch` after each change. Returns the exit code. */
export async function runDocs(session: Session, options: DocsOptions): Promise<number> {
  if (!options.watch) return (await writeOnce(session, options)).exitCode;
  const refused = options['dry-run'] ? ['--dry-run'] : [];
  return watchLists(session, options, refused, (kept, lists) => writeOnce(kept, { ...options, lists }));
}

/** Writes the pages of all lists, or nothing if one of them has an error, and prints what was done. */
async function writeOnce(session: Session, options: DocsOptions): Promise<Passed> {
  const loaded = await loadLists(session.io.cwd, options.lists ?? [], 'all');
  const diagnostics: Diagnostic[] = [...loaded.diagnostics];
  // The collection and the environments are for `generate`.
  const lists = (loaded.value ?? []).map((list) => ({ list, plan: pagesOf(list) }));
  for (const { plan } of lists) {
    for (const { refusal, conflict } of plan) {
      if (refusal) diagnostics.push(refusal);
      else if (conflict && !options.force) diagnostics.push(conflict);
    }
  }
  if (lists.length === 0 || hasErrors(diagnostics)) {
    return { exitCode: session.end(2, diagnostics), changed: false };
  }
  const written = options['dry-run'] ? [] : lists.flatMap(({ list, plan }) => writeList(session, list, plan));
  diagnostics.push(...written);
  const exitCode = hasErrors(written) ? 2 : 0;
  session.say(diagnostics);
  if (session.format === 'json') {
    const files = lists.flatMap(({ list, plan }) =>
      plan.map(({ name, action }) => ({ path: list.show(name), action })),
    );
    session.json(exitCode, diagnostics, { dryRun: options['dry-run'], files });
  } else if (exitCode === 0) {
    for (const { list, plan } of lists) session.print(formatPlan(list, plan, options['dry-run']));
  }
  return { exitCode, changed: lists.some(({ plan }) => plan.some(({ action }) => action !== 'keep')) };
}

/** The plan for the pages: those of this name, and those of an earlier one. */
function pagesOf({ api, plan, files }: LoadedList): PlannedFile[] {
  const others = new Set(files.map(({ name }) => name).filter((name) => !pageNames(api).includes(name)));
  return plan.filter(({ name }) => isPage(name) && !others.has(name));
}

function formatPlan(list: LoadedList, plan: readonly PlannedFile[], dryRun: boolean): string {
  const lines = plan.map((file) => formatFile(list, file));
  return `${[`${list.path}${dryRun ? ' (dry run, nothing written)' : ''}`, ...lines].join('\n')}\n`;
}
