import type { Session } from '../session.ts';
import { generateOnce } from './generate-once.ts';
import type { GenerateOptions } from './options.ts';

/** Writes the files of all lists, once or with `--watch` after each change. Returns the exit code. */
export async function runGenerate(session: Session, options: GenerateOptions): Promise<number> {
  if (!options.watch) return (await generateOnce(session, options)).exitCode;
  return (await import('./watch.ts')).watchGenerate(session, options);
}
