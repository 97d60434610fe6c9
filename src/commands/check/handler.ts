import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { check } from '../../library/check.ts';
import { findTrackedSecrets } from '../../library/workspace.ts';
import type { PlannedFile } from '../../output/plan.ts';
import { trackedFiles, withIgnored } from '../git.ts';
import { loadLists } from '../lists/load-lists.ts';
import type { Session } from '../session.ts';
import { checkAgainst } from './against.ts';
import { diffOf } from './diff.ts';
import type { CheckOptions } from './options.ts';

/**
 * Compares the files on disk with those that the lists would generate, and with what Postman's SDK reads. Returns exit
 * code 0 when they agree; else prints the differences and returns 2.
 */
export async function runCheck(session: Session, options: CheckOptions): Promise<number> {
  if (options.against !== undefined) return checkAgainst(session, options, options.against);
  const loaded = await loadLists(session.io.cwd, options.lists ?? []);
  const lists = (loaded.value ?? []).map(withIgnored);
  const diagnostics = [...loaded.diagnostics];
  if (lists.length === 0) return session.end(2, diagnostics);
  const diffs: string[] = [];
  for (const list of lists) {
    diagnostics.push(...findTrackedSecrets(list, trackedFiles));
    diagnostics.push(...(await check(list.api, list.files, list.plan, list.show)));
    for (const file of list.plan) {
      if (file.action === 'update' && !file.refusal && !file.isSame) diffs.push(await diffOf(file, list));
    }
  }
  const exitCode = hasErrors(diagnostics) ? 2 : 0;
  session.say(diagnostics);
  if (session.format === 'json') {
    const files = lists.flatMap((list) =>
      list.plan.map((file) => ({ path: list.show(file.name), action: actionOf(file) })),
    );
    session.json(exitCode, diagnostics, { files });
    return exitCode;
  }
  for (const diff of diffs) session.print(diff);
  if (exitCode === 0) {
    for (const list of lists) {
      session.print(`${list.path}: ${list.plan.length} files are as generated, and Postman reads them as meant\n`);
    }
  }
  return exitCode;
}

/** A file that says what would be generated needs no change, although `generate` would lay it out again. */
const actionOf = ({ action, isSame }: PlannedFile) => (isSame ? 'keep' : action);
