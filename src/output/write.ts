/** Writes files so that each is replaced completely or not at all. */

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

/** The process that writes. Its id names temporary files, so that those of killed processes can be removed. */
export interface Writer {
  /** Unique among the processes that can write at the same time. */
  readonly id: string;
  /** True when no process with this id is running. */
  readonly isGone: (id: string) => boolean;
  /** The path of a file as messages show it. */
  readonly show: (name: string) => string;
}

const temporary = /^\.(.+)\.postmint-([\w-]+)\.tmp$/;

/**
 * Applies a plan to a folder. Every file is replaced completely or not at all.
 *
 * @returns errors for files that could not be written, and notes for backups
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
  // Only the owner may read it: it can contain values that were entered by hand.
  writeAtomic(join(dirname(path), name), readFileSync(path), 0o600, writer.id);
  return diagnose('kept-backup', { path: shown, backup: writer.show(name) });
}

/**
 * Replaces a file in one step: after a crash or on a full disk, the file has the old content or the new one, never a
 * part of it. An existing file keeps its mode and owner.
 *
 * @param mode permissions of a new file, before the process's umask
 * @param id unique among running processes; part of the temporary file's name
 * @throws when the file cannot be written; the old file is then unchanged
 */
export function writeAtomic(path: string, text: string | Buffer, mode: number, id: string): void {
  const temporaryPath = join(dirname(path), `.${basename(path)}.postmint-${id}.tmp`);
  const existing = statSync(path, { throwIfNoEntry: false });
  let descriptor: number | undefined;
  try {
    descriptor = openSync(temporaryPath, 'wx', existing ? existing.mode & 0o777 : mode);
    // Not writeSync: it can write less than it was asked to, and reports that only in its result.
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
    // Only root can change the owner of a file, so otherwise only the mode is kept.
  }
}

/** Makes the rename survive a power failure. Some file systems cannot sync a folder; the file is complete there too. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // This file system cannot sync folders.
  }
}

function closeQuietly(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // The earlier error is the one to report.
  }
}

function unlinkQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // The file was not created.
  }
}

/** Removes temporary files of processes that were killed. */
function removeLeftOvers(folder: string, writer: Writer): void {
  let names: string[] = [];
  try {
    names = readdirSync(folder);
  } catch {
    // Writing will report what is wrong with the folder.
  }
  for (const name of names) {
    const id = temporary.exec(name)?.[2];
    // Nothing is written yet, so a file with our own id is of an earlier process: in containers, ids repeat.
    if (id !== undefined && (id === writer.id || writer.isGone(id))) unlinkQuietly(join(folder, name));
  }
}
