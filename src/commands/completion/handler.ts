import { readCompletions } from '../../source/templates.ts';
import type { Session } from '../session.ts';
import type { CompletionOptions } from './options.ts';

/** Prints the lines that a shell evaluates. Returns 0. */
export async function runCompletion(session: Session, { shell }: CompletionOptions): Promise<number> {
  const text = readCompletions().get(shell) ?? '';
  if (session.format === 'json') session.json(0, [], { shell, text });
  session.print(text);
  return 0;
}
