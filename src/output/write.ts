import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { PlannedFile } from './plan.ts';

/** Who writes: each process its own temporary files, and how to know those that a killed one left. */
export interface Writer {
  /** Unique among the processes that may write at the same time. */
  readonly id: string;
  /** True when no process with this id is there any more. */
  readonly isGone: (id: string) => boolean;
  /** A file's path as users know it. */
  readonly show: (name: string) => string;
}

const temporary = /^\.(.+)\.postmint-([\w-]+)\.tmp$/;

/**
 * Carries out a plan in a folder. Every file is replaced as a whole or not at all.
 *
 * @returns what could not be written, and the backups that were made
 */
export function writePlan(folder: string, files: readonly PlannedFile[], writer: Writer): Diagnostic[] {
  removeLeftOvers(folder, writer);
  return files.flatMap((file): Diagnostic[] => {
    const path = join(folder, file.name);
    const shown = writer.show(file.name);
    try {
      const notes = file.conflict ? [backUp(path, shown, writer)] : [];
      if (file.action === 'remove') {
        unlinkSync(path);
      } else if (file.action !== 'keep' && file.text !== undefined) {
        writeAtomic(path, file.text, file.private ? 0o600 : 0o666, writer.id);
      }
      return notes;
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      return [diagnose('write-failed', { path: shown, reason })];
    }
  });
}

function backUp(path: string, shown: string, writer: Writer): Diagnostic {
  const taken = new Set(readdirSync(dirname(path)));
  let name = `${basename(path)}.bak`;
  for (let number = 2; taken.has(name); number++) name = `${basename(path)}.bak${number}`;
  // For its owner only: it may hold what was typed in.
  writeAtomic(join(dirname(path), name), readFileSync(path), 0o600, writer.id);
  return diagnose('kept-backup', { path: shown, backup: writer.show(name) });
}

/**
 * Replaces a file in one step: a reader, a crash or a full disk sees the old bytes or the new ones, never a part. An
 * existing file keeps its mode and owner.
 *
 * @param mode permissions of a new file, before the process's umask
 */
export function writeAtomic(path: string, text: string | Buffer, mode: number, id: string): void {
  const temporaryPath = join(dirname(path), `.${basename(path)}.postmint-${id}.tmp`);
  const existing = statSync(path, { throwIfNoEntry: false });
  let descriptor: number | undefined;
  try {
    descriptor = openSync(temporaryPath, 'wx', existing ? existing.mode & 0o777 : mode);
    // Not writeSync, which may write less than it was given, and says so only in its result.
    writeFileSync(descriptor, text);
    if (existing) keepOwner(descriptor, existing);
    fsyncSync(descriptor);
    closeSync(descriptor);
    descriptor = undefined;
    renameSync(temporaryPath, path);
  } catch (error) {
    if (descriptor !== undefined) closeQuietly(descriptor);
    unlinkQuietly(temporaryPath);
    throw error;
  }
  syncFolder(dirname(path));
}

function keepOwner(descriptor: number, existing: { mode: number; uid: number; gid: number }): void {
  fchmodSync(descriptor, existing.mode & 0o777);
  try {
    fchownSync(descriptor, existing.uid, existing.gid);
  } catch {
    // Only root may give a file away; then the mode is all that can be kept.
  }
}

/** Makes the rename itself last. Some file systems cannot sync a folder; the file is whole there all the same. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Not possible on this file system.
  }
}

function closeQuietly(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // The error that brought us here is the one to report.
  }
}

function unlinkQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made.
  }
}

/** Temporary files of processes that were killed. */
function removeLeftOvers(folder: string, writer: Writer): void {
  let names: string[] = [];
  try {
    names = readdirSync(folder);
  } catch {
    // Then the writing itself says what is wrong with the folder.
  }
  for (const name of names) {
    const id = temporary.exec(name)?.[2];
    // Our own number on a file that we have not begun to write: an earlier process had it, as happens in containers.
    if (id !== undefined && (id === writer.id || writer.isGone(id))) unlinkQuietly(join(folder, name));
  }
}
