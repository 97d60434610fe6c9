/** The plan: the change that each file on disk needs. */

import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { fileKinds, kindOf } from './file-kinds.ts';
import type { DiskFile, OutputFile } from './output-file.ts';
import { markOf, type Tree } from './ownership.ts';
import { repeatsKey } from './repeats-key.ts';

/** The change that brings one file on disk up to date with the list. */
export interface PlannedFile {
  readonly name: string;
  readonly action: 'create' | 'update' | 'keep' | 'remove';
  /** True if the file on disk says the same already: a formatter or Postman has saved it again. It is not stale. */
  readonly isSame?: boolean;
  /** True if the file is missing and git ignores it, so that a fresh clone does not have it. */
  readonly isIgnored?: boolean;
  /** The bytes to write; absent when the file is removed. */
  readonly text?: string;
  /** True when users can enter secrets into it, so that only its owner may read it. */
  readonly private: boolean;
  /** Why it needs `--force`, which first saves a backup. */
  readonly conflict?: Diagnostic;
  /** Why it cannot be written even with `--force`. */
  readonly refusal?: Diagnostic;
}

/** Input of `planOutput`. */
export interface PlanInput {
  /** File name of the list. */
  readonly list: string;
  /** The files that the list generates. */
  readonly files: readonly OutputFile[];
  /** The generated files on disk, and any other file with one of their names. */
  readonly disk: readonly DiskFile[];
  /** The path of a file as messages show it. */
  readonly show: (name: string) => string;
  /** Whether another list, which produced a file earlier, still exists beside this one. */
  readonly hasList?: (name: string) => boolean;
}

/** Compares the generated files with the disk. `generate` applies the plan; `check` and `--dry-run` show it. */
export function planOutput(input: PlanInput): PlannedFile[] {
  const disk = new Map(input.disk.map((file) => [file.name, file]));
  const planned = input.files.map((file) => planFile(file, disk.get(file.name), input));
  const wanted = new Set(input.files.map((file) => file.name));
  const orphans = input.disk.filter((file) => !wanted.has(file.name)).flatMap((file) => planOrphan(file, input));
  return [...planned, ...orphans];
}

function planFile(file: OutputFile, disk: DiskFile | undefined, input: PlanInput): PlannedFile {
  const { list, show } = input;
  const { name, content } = file;
  const kind = fileKinds[file.kind];
  const path = show(name);
  const read = () => disk && kind.parse(disk.text);
  const finished = kind.finish(content, read, list);
  const text = kind.print(finished);
  const base = { name, text, private: file.private ?? kind.isPrivate(finished) };
  if (!disk) return { ...base, action: 'create' };
  if (disk.unsafe) {
    return { ...base, action: 'update', refusal: diagnose('unsafe-output', { path, reason: disk.unsafe }) };
  }
  if (disk.unreadable) {
    return { ...base, action: 'update', refusal: diagnose('unreadable-output', { path, ...disk.unreadable }) };
  }
  if (disk.text.replaceAll('\r\n', '\n') === text) return { ...base, action: 'keep' };
  const found = read();
  // No program writes a key twice. One reader could see our file, and another one something else.
  const isDouble = kind.isJson && found !== undefined && repeatsKey(disk.text);
  if (found && !isDouble && kind.isSame(finished, found)) return { ...base, action: 'update', isSame: true };
  const edited = isDouble ? diagnose('edited-by-hand', { path }) : undefined;
  const conflict = clashOf(found, input, path) ?? kind.conflict(content, found, path) ?? edited;
  return { ...base, action: 'update', ...(conflict ? { conflict } : {}) };
}

/** Reports another list that produces the same file: each would overwrite the work of the other. */
function clashOf(found: Tree | undefined, { list, hasList }: PlanInput, path: string): Diagnostic | undefined {
  const other = found && markOf(found)?.list;
  return other && other !== list && hasList?.(other) ? diagnose('output-clash', { path, other }) : undefined;
}

/** The plan for a file that this list produced earlier, but no longer produces. */
function planOrphan(file: DiskFile, { list, show }: PlanInput): PlannedFile[] {
  const kind = kindOf(file.name);
  const found = kind?.parse(file.text);
  if (!kind || !found || markOf(found)?.list !== list || file.unsafe || file.unreadable) return [];
  const conflict = kind.loss(found, show(file.name));
  return [{ name: file.name, action: 'remove', private: false, ...(conflict ? { conflict } : {}) }];
}
