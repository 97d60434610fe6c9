import { resolve } from 'node:path';
import { type Diagnostic, diagnose, hasErrors, type Result, resultOf } from '../../diagnostics/diagnostic.ts';
import type { LoadedList } from '../../library/workspace.ts';
import { parseSize } from '../../notation/units/size.ts';
import { checkColumns, secretsForScripts, setsSecrets } from '../../run/data/check-columns.ts';
import { type DataFile, parseDataFile } from '../../run/data-file.ts';
import type { DataRow } from '../../run/job.ts';
import type { DataPlace } from '../../run/preflight/at-rows.ts';
import { readSource, showPath } from '../../source/read.ts';
import { readDuration } from '../connection.ts';
import type { Io } from '../io.ts';
import { checkSecretFile } from '../secret-file.ts';
import type { RunOptions } from './options.ts';
import { type ReportTarget, readReports } from './reports.ts';

/** The parsed options of `run`, without those of the connection. Times are in milliseconds. */
export interface RunSettings {
  readonly timeout: number;
  readonly delay: number;
  readonly retries: number;
  readonly iterations: number;
  /** Bytes; absent: 10 MB, and for single requests what their list says. */
  readonly maxResponse?: number;
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
  const iterations = count('iterations', options.iterations || '1', 1);
  const timeout = duration('timeout');
  if (timeout === 0) usage('--timeout must be more than 0', 'write --timeout 30m');
  const delay = duration('delay');
  const size = options['max-response'];
  const maxResponse = size === undefined ? undefined : parseSize(size);
  if (size !== undefined && maxResponse === undefined)
    usage(`--max-response ${size} is not a size up to 100MB`, 'write --max-response 50MB or 500KB');
  const data = options.data === undefined ? undefined : await readData(io, list, options.data);
  diagnostics.push(...(data?.diagnostics ?? []));
  if (data && iterations !== 1) usage('--data and --iterations cannot be combined', 'keep one of them');
  if (options.quiet && options.verbose) usage('--quiet and --verbose cannot be combined', 'keep one of them');
  const reports = readReports(io, list, options.report, options['export-environment']);
  diagnostics.push(...reports.diagnostics);
  const settings: RunSettings = {
    timeout,
    delay,
    retries,
    iterations,
    ...(maxResponse === undefined ? {} : { maxResponse }),
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
