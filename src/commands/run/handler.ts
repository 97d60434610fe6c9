import type { Session } from '../session.ts';
import { endUnsent } from '../target.ts';
import type { RunOptions } from './options.ts';
import { prepareRun } from './prepare.ts';
import { sendRun } from './send.ts';

/** Runs the generated files of a list against a server, or prints the plan with `--list`. Returns the exit code. */
export async function runRun(session: Session, options: RunOptions): Promise<number> {
  const prepared = await prepareRun(session, options);
  return prepared.value ? sendRun(session, options, prepared.value) : endUnsent(session, prepared.diagnostics);
}
