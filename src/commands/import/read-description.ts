import { dirname, join, resolve } from 'node:path';
import { diagnose, type Result } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../diagnostics/origin.ts';
import { MAX_DESCRIPTION, type ReadOther } from '../../import/openapi/read-root.ts';
import { readSource, toSource } from '../../source/read.ts';
import type { Io } from '../io.ts';
import { STANDARD_INPUT } from '../usage.ts';

/** Reads a description from a file, or from standard input for `-`. */
export async function readDescriptionFile(
  file: string,
  { cwd, readStdin }: Pick<Io, 'cwd' | 'readStdin'>,
): Promise<Result<SourceFile>> {
  if (file !== STANDARD_INPUT) return readSource(file, { cwd, limit: MAX_DESCRIPTION });
  const text = await readStdin();
  const path = 'standard input';
  return text.length > MAX_DESCRIPTION
    ? { diagnostics: [diagnose('file-too-large', { path, bytes: text.length, limit: MAX_DESCRIPTION })] }
    : { value: toSource(path, text), diagnostics: [] };
}

/** Returns the reader of other files: those in the folder of the description. */
export function readerOfOthers(file: string, cwd: string): ReadOther {
  const root = file === STANDARD_INPUT ? cwd : dirname(resolve(cwd, file));
  return (path) => readSource(join(root, path), { cwd, root, limit: MAX_DESCRIPTION });
}
