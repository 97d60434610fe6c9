import type { Session } from '../session.ts';
import { generateOnce } from './generate-once.ts';
import type { GenerateOptions } from './options.ts';

/** Writes the files of all lists, once or with `--watch` after each change. Returns the exit code. */
export async function runGenerate(session: Session, options: GenerateOptions): Promise<number> {
  if (!options.watch) return (await generateOnce(session, options)).exitCode;
  const { watchLists } = await import('../lists/watch-lists.ts');
  const refused = options['dry-run'] ? ['--dry-run'] : [];
  return watchLists(session, options, refused, (kept, lists) => generateOnce(kept, { ...options, lists }));
}
