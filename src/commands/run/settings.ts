import { lstatSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Diagnostic, diagnose, hasErrors, type Result, resultOf } from '../../diagnostics/diagnostic.ts';
import type { LoadedList } from '../../library/workspace.ts';
import { parseSize } from '../../run/answer-size.ts';
import { checkColumns, secretsForScripts, setsSecrets } from '../../run/data/check-columns.ts';
import { type DataFile, parseDataFile } from '../../run/data-file.ts';
import type { DataRow } from '../../run/job.ts';
import type { DataPlace } from '../../run/preflight/at-rows.ts';
import { readSource, reasonOf, showPath } from '../../source/read.ts';
import { readDuration } from '../connection.ts';
import type { Io } from '../io.ts';
import { checkSecretFile } from '../secret-file.ts';
import type { RunOptions } from './options.ts';

/** A report to write. */
export interface ReportTarget {
  readonly kind: 'junit' | 'json';
  /** Absolute path. */
  readonly path: string;
}

/** The parsed options of `run`, without those of the connection. Times are in milliseconds. */
export interface RunSettings {
  readonly timeout: number;
  readonly delay: number;
  readonly retries: number;
  readonly iterations: number;
  /** Bytes. */
  readonly maxResponse: number;
  readonly data?: readonly DataRow[];
  /** Where the rows are, for messages. */
  readonly dataPlace?: DataPlace;
  readonly reports: readonly ReportTarget[];
}

/** Parses the options of `run`. Reports all mistakes at once. */
export async function readSettings(io: Io, list: LoadedList, options: RunOptions): Promise<Result<RunSettings>> {
  const diagnostics: Diagnostic[] = [];
  const usage = (reason: string, help: string) => diagnostics.push(diagnose('usage', { reason, help }));
  const duration = (name: 'timeout' | 'delay'): number => {
    const read = readDuration(name, options[name]);
    diagnostics.push(...read.diagnostics);
    // A value that was already reported must not be reported again as 0.
    return read.value ?? 1;
  };
  const count = (name: string, text: string, least: number): number => {
    const value = /^\d{1,6}$/.test(text) ? Number(text) : -1;
    if (value < least)
      usage(`--${name} ${text} is not a whole number of at least ${least}`, `write --${name} ${Math.max(least, 3)}`);
    return value;
  };
  const retries = count('retries', options.retries, 0);
  const iterations = count('iterations', options.iterations, 1);
  const timeout = duration('timeout');
  if (timeout === 0) usage('--timeout must be more than 0', 'write --timeout 30m');
  const delay = duration('delay');
  const maxResponse = parseSize(options['max-response']);
  if (maxResponse === undefined)
    usage(`--max-response ${options['max-response']} is not a size up to 100MB`, 'write --max-response 50MB or 500KB');
  const data = options.data === undefined ? undefined : await readData(io, list, options.data);
  diagnostics.push(...(data?.diagnostics ?? []));
  if (data && iterations !== 1) usage('--data and --iterations cannot be combined', 'keep one of them');
  if (options.quiet && options.verbose) usage('--quiet and --verbose cannot be combined', 'keep one of them');
  const reports = readReports(io, list, options);
  diagnostics.push(...reports.diagnostics);
  const settings: RunSettings = {
    timeout,
    delay,
    retries,
    iterations,
    maxResponse: maxResponse ?? 1,
    ...(data?.value ? { data: data.value.rows, dataPlace: { path: data.value.path, lines: data.value.lines } } : {}),
    reports: reports.value ?? [],
  };
  return resultOf(settings, diagnostics);
}

/** The rows of a data file. If it has values for secrets, it must pass the checks of a file with secrets. */
async function readData(
  io: Io,
  { api }: LoadedList,
  given: string,
): Promise<Result<DataFile & { readonly path: string }>> {
  const source = readSource(given, { cwd: io.cwd });
  if (!source.value) return { diagnostics: source.diagnostics };
  const path = showPath(given, io.cwd);
  const known = api.variables.map((variable) => variable.name);
  const { value, diagnostics: faults } = await parseDataFile(path, source.value.text, known);
  if (!value) return { diagnostics: faults };
  const { rows } = value;
  // The rows of JSON have names; a CSV file may begin with values.
  const diagnostics = checkColumns(path, rows, api, /^\s*\[/.test(source.value.text));
  const isForScripts = !hasErrors(diagnostics) && secretsForScripts(rows, api).length > 0;
  if (setsSecrets(rows, api) || isForScripts) diagnostics.push(...checkSecretFile(resolve(io.cwd, given), path));
  return resultOf({ ...value, path }, diagnostics);
}

/** The files that a run reads. */
function inputsOf(options: RunOptions): string[] {
  const names = ['env-file', 'data', 'ca-file', 'client-cert'] as const;
  return names.flatMap((name) => options[name] ?? []);
}

function readReports(io: Io, list: LoadedList, options: RunOptions): Result<ReportTarget[]> {
  const diagnostics: Diagnostic[] = [];
  const targets: ReportTarget[] = [];
  for (const text of options.report.flatMap((reports) => reports.split(','))) {
    const [, kind, path] = /^(junit|json)=(.+)$/.exec(text.replaceAll('{slug}', list.api.slug)) ?? [];
    const fail = (reason: string, help: string) => diagnostics.push(diagnose('usage', { reason, help }));
    if (!kind || !path) {
      fail(`"${text}" is not a report`, 'write --report junit=report.xml or --report json=report.json');
      continue;
    }
    const absolute = resolve(io.cwd, path);
    const fault = pathFault(absolute, path);
    if (fault) {
      fail(...fault);
      continue;
    }
    const stat = lstatSync(absolute, { throwIfNoEntry: false });
    const ours = [
      ...inputsOf(options).map((file) => resolve(io.cwd, file)),
      resolve(io.cwd, list.path),
      ...list.files.map((file) => join(list.folder, file.name)),
    ];
    if ((stat && !stat.isFile()) || ours.includes(absolute)) {
      fail(`the report ${path} would overwrite another file or folder`, 'write it to another file');
    }
    if (targets.some((target) => target.path === absolute)) {
      fail(`two reports would be written to ${path}`, 'write each to another file');
    }
    targets.push({ kind: kind as ReportTarget['kind'], path: absolute });
  }
  return resultOf(targets, diagnostics);
}

/** Why a report cannot be written to a path, and what to do; undefined if it can. */
function pathFault(absolute: string, path: string): [reason: string, help: string] | undefined {
  const cannot = (reason: string): [string, string] => [
    `the report ${path} cannot be written: ${reason}`,
    'write it to a folder that you can write to',
  ];
  const folder = dirname(absolute);
  try {
    if (!statSync(folder).isDirectory()) return cannot('a part of its path is not a folder');
    lstatSync(absolute, { throwIfNoEntry: false });
    // A report is written to a new file beside it first, so what counts is that something can be made in the folder.
    rmdirSync(mkdtempSync(join(folder, '.postmint-')));
    return undefined;
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return isMissing
      ? [`the folder of the report ${path} does not exist`, 'create the folder first']
      : cannot(reasonOf(error));
  }
}
