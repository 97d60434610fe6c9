import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { LoadedList } from '../../library/workspace.ts';
import type { PlannedFile } from '../../output/plan.ts';
import { writePlan } from '../../output/write.ts';
import type { Session } from '../session.ts';

/** Applies a plan in the folder of a list. Returns errors for files that could not be written. */
export function writeList({ io }: Session, list: LoadedList, plan: readonly PlannedFile[]): Diagnostic[] {
  return writePlan(list.folder, plan, { id: io.id, isGone, show: list.show });
}

const words = { create: 'new', update: 'changed', keep: 'unchanged', remove: 'removed' } as const;

/** One line of the result: what happens to a file, and its path. */
export const formatFile = (list: LoadedList, { name, action }: PlannedFile): string =>
  `  ${words[action].padEnd(9)} ${list.show(name)}`;

/** True when no process with this id runs on this machine. */
function isGone(id: string): boolean {
  try {
    process.kill(Number(id), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
