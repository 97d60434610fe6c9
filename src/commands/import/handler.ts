import { basename, dirname, join, resolve } from 'node:path';
import { type Diagnostic, diagnose, hasErrors } from '../../diagnostics/diagnostic.ts';
import { treeOfList } from '../../import/entries/to-list.ts';
import { baseName, printBase, toBase } from '../../import/update/base.ts';
import { templateNames } from '../../library/auth-templates.ts';
import { type ImportedList, importDescription } from '../../library/import-description.ts';
import type { PrintedList } from '../../library/load-list.ts';
import { MAX_BYTES, showPath, toSource } from '../../source/read.ts';
import { exists, type NewFile, writeFile } from '../files/new-file.ts';
import { schemaPath } from '../files/places.ts';
import type { Session } from '../session.ts';
import { importCredentials } from './credentials.ts';
import { keptOptions, toImportOptions } from './import-options.ts';
import type { ImportCommandOptions } from './options.ts';
import { readDescriptionFile, readerOfOthers } from './read-description.ts';
import { formatSummary } from './summary.ts';
import { runUpdate } from './update.ts';

/**
 * Writes a list from a description, and with `--generate` its files. Returns the exit code. Nothing is overwritten, and
 * nothing is written after an error.
 */
export async function runImport(session: Session, options: ImportCommandOptions): Promise<number> {
  if (options.generate) {
    const other = notWithGenerate(options);
    const help = 'run postmint generate as a command of its own';
    if (other) return session.end(2, [diagnose('usage', { reason: `--generate does not go with ${other}`, help })]);
  }
  const { exitCode, imported } = await importList(session, options);
  if (exitCode !== 0 || !options.generate) return exitCode;
  const [{ generateOnce }, { generateDefaults }] = await Promise.all([
    import('../generate/generate-once.ts'),
    import('../generate/options.ts'),
  ]);
  const printed = imported && toPrinted(imported, showPath(options.list, session.io.cwd), options.schemas === true);
  const generated = await generateOnce(
    session,
    { ...generateDefaults, format: options.format, lists: [options.list] },
    new Map(printed ? [[options.list, printed]] : []),
  );
  return generated.exitCode;
}

/** The list that was written, so that it need not be read again; undefined if it has to be, also to refuse its size. */
function toPrinted({ list, text }: ImportedList, path: string, hasSchemas: boolean): PrintedList | undefined {
  if (Buffer.byteLength(text) > MAX_BYTES) return undefined;
  const source = toSource(path, text);
  const tree = treeOfList(list, source);
  return tree && { source, tree, hasSchemas };
}

/** The option that `--generate` does not go with; undefined if there is none. */
function notWithGenerate({
  'dry-run': isDry,
  'from-pydio-json': credentials,
  format,
}: ImportCommandOptions): string | undefined {
  if (isDry) return '--dry-run';
  if (credentials !== undefined) return '--from-pydio-json';
  return format === 'json' ? '--format json' : undefined;
}

/** How an import ended, and the new list if it was written. */
interface Ended {
  readonly exitCode: number;
  readonly imported?: ImportedList;
}

async function importList(session: Session, options: ImportCommandOptions): Promise<Ended> {
  const { io } = session;
  const { file, 'from-pydio-json': credentials } = options;
  const refused = (diagnostics: readonly Diagnostic[]): Ended => ({ exitCode: session.end(2, diagnostics) });
  if (credentials !== undefined) return { exitCode: await importCredentials(session, options, credentials) };
  const wrong = checkOptions(options);
  if (file === undefined || wrong.length > 0) return refused(wrong);
  const source = await readDescriptionFile(file, io);
  if (!source.value) return refused(source.diagnostics);
  if (options.update) return { exitCode: await runUpdate(session, options, file, source.value) };
  const path = resolve(io.cwd, options.list);
  const kept = keptOptions(options);
  const imported = await importDescription(
    source.value,
    { ...toImportOptions(kept), schema: schemaPath(dirname(path)) },
    options['allow-external'] ? readerOfOthers(file, io.cwd) : undefined,
  );
  if (!imported.value) return refused(imported.diagnostics);
  const { list, text, omissions } = imported.value;
  const files: NewFile[] = [
    { path, text },
    { path: join(dirname(path), baseName(basename(path))), text: printBase(toBase(list, kept)) },
    ...list.files.map((own) => ({ path: join(dirname(path), own.name), text: own.text })),
  ];
  const shown = files.map((own) => showPath(own.path, io.cwd));
  const diagnostics = [...imported.diagnostics];
  if (options['dry-run']) session.print(text);
  else diagnostics.push(...writeNew(files, session));
  session.say(diagnostics);
  const exitCode = hasErrors(diagnostics) ? 2 : 0;
  if (session.format === 'json') {
    session.json(exitCode, diagnostics, { files: shown, omitted: omissions.list() });
    return { exitCode };
  }
  if (exitCode === 0) {
    io.err(formatSummary(imported.value, shown[0] ?? ''));
    if (!options['dry-run']) session.print(`${shown.map((name) => `  new       ${name}`).join('\n')}\n`);
  }
  return { exitCode, imported: imported.value };
}

function checkOptions({ file, auth, list, prefix, 'base-url': baseUrl }: ImportCommandOptions): Diagnostic[] {
  const wrong = (reason: string, help: string) => diagnose('usage', { reason, help });
  const diagnostics: Diagnostic[] = [];
  if (file === undefined)
    diagnostics.push(wrong('import requires a file', 'for example: postmint import openapi.yaml'));
  if (file !== undefined && /^https?:\/\//.test(file)) {
    diagnostics.push(wrong('import reads files, not addresses', `get it first: curl -sSf ${file} | postmint import -`));
  }
  if (!/\.ya?ml$/.test(list)) {
    diagnostics.push(
      wrong(`${list} is not the name of a list`, 'write a name such as endpoints.yaml or shop.postmint.yaml'),
    );
  }
  if (prefix !== undefined && !/^\/[^\s?#{}]*$/.test(prefix)) {
    diagnostics.push(wrong(`--prefix ${prefix} is not the start of a path`, 'for example: --prefix /api'));
  }
  if (baseUrl !== undefined && !/^https?:\/\/[^/]/.test(baseUrl)) {
    diagnostics.push(
      wrong(`--base-url ${baseUrl} is not an address`, 'for example: --base-url https://api.example.com'),
    );
  }
  if (auth !== undefined && !auth.startsWith('./') && !templateNames().includes(auth)) {
    diagnostics.push(diagnose('unknown-template', { name: auth, known: templateNames(), isIdentity: false }));
  }
  return diagnostics;
}

function writeNew(files: readonly NewFile[], { io }: Session): Diagnostic[] {
  const taken = files.filter(({ path }) => exists(path));
  if (taken.length > 0)
    return taken.map(({ path }) => diagnose('file-exists', { path: showPath(path, io.cwd), isImport: true }));
  return files.flatMap((file) => writeFile(file, io));
}
