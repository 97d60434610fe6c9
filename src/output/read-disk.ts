/** Reads the generated files on disk. */

import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose, type Result } from '../diagnostics/diagnostic.ts';
import { kindOf } from './file-kinds.ts';
import type { DiskFile } from './output-file.ts';

/**
 * Reads the generated files in a folder, and any other file with a wanted name. A folder that does not exist is empty. Byte
 * order marks, which some editors add, are removed.
 *
 * @param folder the list's folder
 * @param wanted names of the files that the list produces
 */
export function readDisk(folder: string, wanted: readonly string[]): Result<DiskFile[]> {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { value: [], diagnostics: [] };
    // A folder that cannot be listed is not empty: values that were entered into its files would be overwritten.
    return { diagnostics: [diagnose('file-unreadable', { path: folder, reason: code ?? String(error) })] };
  }
  const interesting = names.filter((name) => wanted.includes(name) || kindOf(name) !== undefined);
  return { value: interesting.sort().map((name) => readOne(folder, name)), diagnostics: [] };
}

function readOne(folder: string, name: string): DiskFile {
  const path = join(folder, name);
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return { name, text: '', unsafe: 'it is a symbolic link' };
  if (stat.isDirectory()) return { name, text: '', unsafe: 'it is a folder' };
  if (!stat.isFile()) return { name, text: '', unsafe: 'it is not a regular file' };
  try {
    return { name, text: readFileSync(path, 'utf8').replace(/^\ufeff/, '') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'EACCES' || code === 'EPERM' ? 'permission denied' : (code ?? String(error));
    return { name, text: '', unreadable: { reason, mode: (stat.mode & 0o777).toString(8) } };
  }
}

/** True when the folder has a file or folder with this name. */
export function hasFile(folder: string, name: string): boolean {
  return existsSync(join(folder, name));
}
