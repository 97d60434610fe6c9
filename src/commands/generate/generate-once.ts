import { type Diagnostic, diagnose, hasErrors } from '../../diagnostics/diagnostic.ts';
import { quoteText } from '../../diagnostics/show-text.ts';
import { judgeFiles } from '../../library/check.ts';
import { countRequests } from '../../library/generate.ts';
import type { PrintedList } from '../../library/load-list.ts';
import { findTrackedSecrets, type LoadedList } from '../../library/workspace.ts';
import { identitiesWithoutCookies } from '../../model/check/check-cookies.ts';
import { lossesInMigration } from '../../model/check/check-migration.ts';
import { trackedFiles } from '../git.ts';
import { loadLists } from '../lists/load-lists.ts';
import type { Passed } from '../lists/watch-lists.ts';
import { formatFile, writeList } from '../lists/write-list.ts';
import type { Session } from '../session.ts';
import type { GenerateOptions } from './options.ts';

/**
 * Writes the files of all lists, or nothing if one of them has an error, and prints what was done.
 *
 * @param printed lists that were just written, by path
 */
export async function generateOnce(
  session: Session,
  options: GenerateOptions,
  printed?: ReadonlyMap<string, PrintedList>,
): Promise<Passed> {
  const loaded = await loadLists(session.io.cwd, options.lists ?? [], 'present', printed);
  const lists = loaded.value ?? [];
  const diagnostics = [...loaded.diagnostics];
  const refused = () => ({ exitCode: session.end(2, diagnostics), changed: false });
  if (lists.length === 0) return refused();
  for (const list of lists) {
    diagnostics.push(...refusals(list, options.force));
    if (options.verify) diagnostics.push(...(await judgeFiles(list.api, list.files)));
  }
  if (hasErrors(diagnostics)) return refused();
  diagnostics.push(...discouraged(lists));
  const written = options['dry-run'] ? [] : lists.flatMap((list) => writeList(session, list, list.plan));
  diagnostics.push(...written);
  const exitCode = hasErrors(written) ? 2 : 0;
  session.say(diagnostics);
  if (session.format === 'json') {
    const files = lists.flatMap((list) => list.plan.map(({ name, action }) => ({ path: list.show(name), action })));
    session.json(exitCode, diagnostics, { dryRun: options['dry-run'], files });
  } else if (exitCode === 0) {
    for (const list of lists) session.print(formatPlan(list, options['dry-run']));
  }
  return { exitCode, changed: lists.some(({ plan }) => plan.some(({ action }) => action !== 'keep')) };
}

/** Warnings about grants that RFC 9700 discourages: one for each template, and only for a new collection. */
function discouraged(lists: readonly LoadedList[]): Diagnostic[] {
  const warnings = new Map<string, Diagnostic>();
  for (const { api, plan } of lists) {
    if (plan[0]?.action !== 'create') continue;
    for (const { template, instead, signIn, origin } of api.identities) {
      if (!instead || signIn?.grant !== 'password' || warnings.has(template)) continue;
      warnings.set(template, diagnose('discouraged-grant', { grant: signIn.grant, instead }, origin));
    }
  }
  return [...warnings.values()];
}

/** Errors that prevent writing: files that must not be replaced, and secrets in files that git tracks. */
function refusals(list: LoadedList, force: boolean): Diagnostic[] {
  const conflicts = list.plan.flatMap(({ conflict, refusal }) =>
    refusal ? [refusal] : conflict && !force ? [conflict] : [],
  );
  return [...conflicts, ...findTrackedSecrets(list, trackedFiles)];
}

function formatPlan(list: LoadedList, dryRun: boolean): string {
  const { path, plan, api } = list;
  const count = countRequests(api);
  const title = `${path}: ${count} request${count === 1 ? '' : 's'}${dryRun ? ' (dry run, nothing written)' : ''}`;
  const notes = plan[0]?.action === 'keep' ? [] : notesOnPrograms(api);
  return `${[title, ...plan.map((file) => formatFile(list, file)), ...notes].join('\n')}\n`;
}

/** What works only in some programs, one fact in a line. */
function notesOnPrograms(api: LoadedList['api']): string[] {
  const names = identitiesWithoutCookies(api).map((name) => quoteText(name));
  return [
    ...(names.length > 0 ? [`in other runners, requests of ${names.join(', ')} send and keep no cookies`] : []),
    ...lossesInMigration(api).map(
      ({ request, text }) => `after a migration to Postman's v3, ${quoteText(request)} ${text}`,
    ),
  ];
}
