import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Diagnostic, diagnose, hasErrors, type Result } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../diagnostics/origin.ts';
import { type Base, baseName, parseBase, printBase, toBase } from '../../import/update/base.ts';
import { FOLDER, type UpdatePlan } from '../../import/update/plan-update.ts';
import { importDescription } from '../../library/import-description.ts';
import { loadList, readerBeside } from '../../library/load-list.ts';
import { type UpdatedList, updateList } from '../../library/update-list.ts';
import { typedNames } from '../../library/workspace.ts';
import { readSource, showPath, toSource } from '../../source/read.ts';
import { type NewFile, writeFile } from '../files/new-file.ts';
import type { Session } from '../session.ts';
import { keptOptions, toImportOptions } from './import-options.ts';
import type { ImportCommandOptions } from './options.ts';
import { readerOfOthers } from './read-description.ts';

const REFUSED = 'nothing was written; the lines above are those of the list as this update would make it\n';

/** Merges a new version of a description into a list. Returns the exit code. Nothing is written if there is an error. */
export async function runUpdate(
  session: Session,
  options: ImportCommandOptions,
  file: string,
  description: SourceFile,
): Promise<number> {
  const { io } = session;
  const path = resolve(io.cwd, options.list);
  const show = (name: string) => showPath(join(dirname(path), name), io.cwd);
  const list = readSource(path, { cwd: io.cwd });
  if (!list.value) return session.end(2, list.diagnostics);
  const baseFile = baseName(basename(path));
  const before = readBase(join(dirname(path), baseFile), io.cwd);
  if (hasErrors(before.diagnostics)) return session.end(2, before.diagnostics);
  const kept = keptOptions(options, before.value?.options);
  const imported = await importDescription(
    description,
    toImportOptions(kept),
    options['allow-external'] ? readerOfOthers(file, io.cwd) : undefined,
  );
  if (!imported.value) return session.end(2, imported.diagnostics);
  const read = readerBeside(path, io.cwd);
  const updated = updateList(list.value, imported.value.list, before.value, read, typedNames(dirname(path)));
  const diagnostics: Diagnostic[] = [...before.diagnostics, ...imported.diagnostics, ...updated.diagnostics];
  if (!updated.value) return session.end(2, diagnostics);
  const faults = checkResult(list.value, updated.value, path, io.cwd);
  if (faults.length > 0) {
    const exitCode = session.end(2, [...diagnostics, ...faults]);
    if (session.format !== 'json') io.err(REFUSED);
    return exitCode;
  }
  const base = printBase(toBase(imported.value.list, kept));
  const files: NewFile[] = [
    ...[...updated.value.files].map(([source, text]) => asFound({ path: resolve(io.cwd, source.path), text })),
    ...(before.text === base ? [] : [{ path: join(dirname(path), baseFile), text: base }]),
    ...imported.value.list.files.flatMap((own) =>
      existsSync(join(dirname(path), own.name)) ? [] : [{ path: join(dirname(path), own.name), text: own.text }],
    ),
  ];
  if (!options['dry-run']) diagnostics.push(...files.flatMap((own) => writeFile(own, io)));
  const exitCode = hasErrors(diagnostics) ? 2 : 0;
  session.say(diagnostics);
  const { plan } = updated.value;
  if (session.format === 'json') {
    session.json(exitCode, diagnostics, {
      files: files.map((own) => showPath(own.path, io.cwd)),
      changes: changesOf(plan),
    });
    return exitCode;
  }
  if (exitCode !== 0) return exitCode;
  if (options['dry-run']) for (const [source, text] of updated.value.files) session.print(await diffOf(source, text));
  io.err(formatPlan(plan, show(basename(path))));
  return exitCode;
}

/** The new text of a file with its byte order mark, and with its line breaks: where all are CRLF, they stay. */
function asFound({ path, text }: NewFile): NewFile {
  const found = readFileSync(path, 'utf8');
  const mark = found.startsWith('\ufeff') ? '\ufeff' : '';
  const isCrlf = found.includes('\n') && !/(?<!\r)\n/.test(found);
  return { path, text: mark + (isCrlf ? text.replaceAll('\n', '\r\n') : text) };
}

/** Maximum size of the file that an import keeps, in bytes. */
const MAX_BASE = 50_000_000;

function readBase(path: string, cwd: string): Result<Base> & { readonly text?: string } {
  const shown = showPath(path, cwd);
  if (!existsSync(path)) return { diagnostics: [diagnose('no-import-file', { path: shown })] };
  const source = readSource(path, { cwd, limit: MAX_BASE });
  if (!source.value) return { diagnostics: source.diagnostics };
  const { text } = source.value;
  const value = parseBase(text);
  return value ? { value, text, diagnostics: [] } : { diagnostics: [diagnose('bad-import-file', { path: shown })] };
}

/** Errors that the updated list would have, and the list does not have now. */
function checkResult(source: SourceFile, { files }: UpdatedList, path: string, cwd: string): Diagnostic[] {
  if (files.size === 0) return [];
  const read = readerBeside(path, cwd);
  const texts = new Map([...files].map(([file, text]) => [file.path, text]));
  const readNew = Object.assign((...args: Parameters<typeof read>) => {
    const found = read(...args);
    const text = found.value && texts.get(found.value.path);
    return text === undefined || !found.value ? found : { ...found, value: toSource(found.value.path, text) };
  }, read);
  const before = new Set(loadList(source, read).diagnostics.map(({ code, message }) => `${code} ${message}`));
  const after = loadList(toSource(source.path, texts.get(source.path) ?? source.text), readNew).diagnostics;
  return after.filter(({ severity, code, message }) => severity === 'error' && !before.has(`${code} ${message}`));
}

async function diffOf(source: SourceFile, text: string): Promise<string> {
  const { createTwoFilesPatch } = await import('diff');
  const patch = createTwoFilesPatch(source.path, `${source.path} (updated)`, source.text, text, '', '', { context: 2 });
  return patch
    .split('\n')
    .filter((line) => !/^=+$/.test(line))
    .join('\n');
}

/** The changes of a plan, for JSON and for the summary. */
function changesOf({ entries, additions, folders, head, kept }: UpdatePlan) {
  const changed = entries.filter(({ mark, renamedFrom }) => mark === undefined && renamedFrom === undefined);
  return {
    added: additions.flatMap((addition) => addition.entries.map(({ request }) => request)),
    changed: [
      ...changed.map(({ entry }) => entry.request),
      ...folders.map(({ folder }) => `folder ${folder.name}`),
      ...head.map(({ field }) => field.path.join('.')),
    ],
    renamed: entries.flatMap(({ entry, renamedFrom, changes }) =>
      renamedFrom === undefined
        ? []
        : [
            {
              from: renamedFrom,
              to: String(changes.find(({ field }) => field.path[0] === 'request')?.value ?? entry.request),
            },
          ],
    ),
    gone: entries.flatMap(({ entry, mark }) => (mark === 'gone' ? [entry.request] : [])),
    back: entries.flatMap(({ entry, mark }) => (mark === 'back' ? [entry.request] : [])),
    kept: kept.map(({ where, field }) => ({ where, field: field.replace('/', '.') })),
  };
}

/** Returns the summary of an update: a line for each kind of change. */
function formatPlan(plan: UpdatePlan, shown: string): string {
  const { added, changed, renamed, gone, back, kept } = changesOf(plan);
  const rows: [string, readonly string[]][] = [
    ['added', added],
    ['changed', changed],
    ['renamed', renamed.map(({ from, to }) => `${from} -> ${to}`)],
    ['gone', gone],
    ['back', back],
    [
      'in another folder than the description has it',
      kept.flatMap(({ where, field }) => (field === FOLDER ? [where] : [])),
    ],
    ['kept as you wrote it', kept.flatMap(({ where, field }) => (field === FOLDER ? [] : [`${where}: ${field}`]))],
  ];
  const used = rows.filter(([, items]) => items.length > 0);
  if (used.length === 0) return `${shown}: no difference\n`;
  const lines = used.flatMap(([title, items]) => [`${title}: ${items.length}`, ...items.map((item) => `  ${item}`)]);
  return `${[`${shown}:`, ...lines].join('\n')}\n`;
}
