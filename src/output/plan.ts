/** The plan: what has to happen to each file on disk. */

import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { mergeEnvironment, typedValues } from './merge-environment.ts';
import { type DiskFile, endings, type OutputFile } from './output-file.ts';
import { hashCollection, markCollection, markOf } from './ownership.ts';

/** What has to happen to one file so that it is as the list requires. */
export interface PlannedFile {
  readonly name: string;
  readonly action: 'create' | 'update' | 'keep' | 'remove';
  /** The bytes to write; absent when the file is removed. */
  readonly text?: string;
  /** True when users can enter secrets into it, so that only its owner may read it. */
  readonly private: boolean;
  /** Why it needs `--force`, which first saves a backup. */
  readonly conflict?: Diagnostic;
  /** Why it cannot be written even with `--force`. */
  readonly refusal?: Diagnostic;
}

/** What a plan is computed from. */
export interface PlanInput {
  /** File name of the list. */
  readonly list: string;
  readonly files: readonly OutputFile[];
  /** The files on disk: generated ones, and any others with the same names. */
  readonly disk: readonly DiskFile[];
  /** The path of a file as messages show it. */
  readonly show: (name: string) => string;
  /** Whether another list, which produced a file earlier, still exists beside this one. */
  readonly hasList?: (name: string) => boolean;
}

type Tree = Readonly<Record<string, unknown>>;

/** The text of a file: with tabs, like an export of Postman, and with a line end. */
function print(content: Tree): string {
  return `${JSON.stringify(content, null, '\t')}\n`;
}

function parseTree(text: string): Tree | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Compares what a list produces with what is on disk. `generate` applies the plan; `check` and `--dry-run` show it.
 */
export function planOutput(input: PlanInput): PlannedFile[] {
  const disk = new Map(input.disk.map((file) => [file.name, file]));
  const planned = input.files.map((file) => planFile(file, disk.get(file.name), input));
  const wanted = new Set(input.files.map((file) => file.name));
  const orphans = input.disk.filter((file) => !wanted.has(file.name)).flatMap((file) => planOrphan(file, input));
  return [...planned, ...orphans];
}

function planFile(file: OutputFile, disk: DiskFile | undefined, input: PlanInput): PlannedFile {
  const { list, show } = input;
  const { name, kind } = file;
  const path = show(name);
  // An environment includes the values on disk. A collection is parsed only if it differs.
  const content =
    kind === 'collection'
      ? markCollection(file.content, list)
      : mergeEnvironment(file.content, disk && parseTree(disk.text), list);
  const text = print(content);
  const base = { name, text, private: kind === 'environment' && hasSecret(content) };
  if (!disk) return { ...base, action: 'create' };
  if (disk.unsafe) {
    return { ...base, action: 'update', refusal: diagnose('unsafe-output', { path, reason: disk.unsafe }) };
  }
  if (disk.text.replaceAll('\r\n', '\n') === text) return { ...base, action: 'keep' };
  const found = parseTree(disk.text);
  const conflict = clashOf(found, input, path) ?? conflictOf(file, found, path);
  return { ...base, action: 'update', ...(conflict ? { conflict } : {}) };
}

function hasSecret(content: Tree): boolean {
  return (content.values as { type?: string }[] | undefined)?.some(({ type }) => type === 'secret') === true;
}

/** Reports another list that produces the same file: each would overwrite the work of the other. */
function clashOf(found: Tree | undefined, { list, hasList }: PlanInput, path: string): Diagnostic | undefined {
  const other = found && markOf(found)?.list;
  return other && other !== list && hasList?.(other) ? diagnose('output-clash', { path, other }) : undefined;
}

/** Why a file needs `--force`: postmint did not generate it, or somebody changed it. */
function conflictOf(file: OutputFile, found: Tree | undefined, path: string): Diagnostic | undefined {
  const mark = found && markOf(found);
  if (file.kind === 'environment') {
    // An export of the app has lost the mark, but is still this environment. Its values are kept anyway.
    const same = found && (mark || found.id === file.content.id);
    return same ? undefined : diagnose('foreign-file', { path });
  }
  if (!mark) {
    const id = (found?.info as Tree | undefined)?._postman_id;
    const exported = id !== undefined && id === (file.content.info as Tree)._postman_id;
    return exported ? diagnose('edited-by-hand', { path }) : diagnose('foreign-file', { path });
  }
  return hashCollection(found) === mark.hash ? undefined : diagnose('edited-by-hand', { path });
}

/** The plan for a file that this list produced earlier, but no longer produces. */
function planOrphan(file: DiskFile, { list, show }: PlanInput): PlannedFile[] {
  const content = parseTree(file.text);
  const mark = content && markOf(content);
  if (!content || mark?.list !== list || file.unsafe) return [];
  const path = show(file.name);
  const base = { name: file.name, action: 'remove' as const, private: false };
  if (file.name.endsWith(endings.collection)) {
    const edited = hashCollection(content) !== mark.hash;
    return [{ ...base, ...(edited ? { conflict: diagnose('edited-by-hand', { path }) } : {}) }];
  }
  const names = [...typedValues(content)].filter(([, value]) => value !== '').map(([name]) => name);
  return [{ ...base, ...(names.length > 0 ? { conflict: diagnose('typed-values', { path, names }) } : {}) }];
}
