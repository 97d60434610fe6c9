import { findLists } from '../lists/find-lists.ts';
import type { Session } from '../session.ts';
import { endUnsent } from '../target.ts';
import { refuseOptions, refuseOthers } from './collection/options.ts';
import type { RunOptions } from './options.ts';
import { prepareRun } from './prepare.ts';
import { sendRun } from './send.ts';
import { runSeveral } from './several.ts';

/**
 * Runs a collection file, or the generated files of one or several lists against a server, or prints the plan with `--list`. Returns the exit
 * code. Without a list on the command line there must be only one, so that nothing is sent by mistake.
 */
export async function runRun(session: Session, options: RunOptions): Promise<number> {
  const { lists = [] } = options;
  const refused = refuseOptions(options as never);
  const isCollection = lists.some((path) => /\.json$/i.test(path));
  const wrong = [...refused, ...refuseOthers(options as never, isCollection)];
  if (wrong.length > 0) return endUnsent(session, wrong);
  if (isCollection) return (await import('./collection/handler.ts')).runCollectionFile(session, options);
  const paths = lists.length > 1 ? (findLists(session.io.cwd, lists).value ?? []) : [];
  if (paths.length > 1) return runSeveral(session, options, paths);
  const prepared = await prepareRun(session, options);
  return prepared.value ? sendRun(session, options, prepared.value) : endUnsent(session, prepared.diagnostics);
}
