import { existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { writeAtomic } from '../../output/write.ts';
import { showPath } from '../../source/read.ts';
import type { Io } from '../io.ts';

/** A file to write. It does not exist yet, or gets further lines. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** True for anything with this name, a link to nothing too. */
export const exists = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Writes a file, and the folders that it is in. Returns an error if it cannot be written. */
export function writeFile({ path, text }: NewFile, { id, cwd }: Pick<Io, 'id' | 'cwd'>): Diagnostic[] {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeAtomic(existsSync(path) ? realpathSync(path) : path, text, 0o666, id);
    return [];
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    return [diagnose('write-failed', { path: showPath(path, cwd), reason })];
  }
}
