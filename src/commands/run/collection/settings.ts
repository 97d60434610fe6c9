import { resolve } from 'node:path';
import { type Diagnostic, diagnose, type Result, resultOf } from '../../../diagnostics/diagnostic.ts';
import { isSecretName } from '../../../notation/secret-name.ts';
import { parseSize } from '../../../notation/units/size.ts';
import type { EnvironmentFile, FileVariable } from '../../../postman/read/collection-file.ts';
import { parseNewmanRows } from '../../../run/data/newman-rows.ts';
import type { DataRow } from '../../../run/job.ts';
import { readSource, showPath } from '../../../source/read.ts';
import { readDuration } from '../../connection.ts';
import type { Io } from '../../io.ts';
import type { RunOptions } from '../options.ts';

/** The parsed options for a collection file, without certificates and reports. Times are in milliseconds. */
export interface CollectionSettings {
  readonly timeout: number;
  readonly timeoutRequest: number;
  readonly timeoutScript: number;
  readonly delay: number;
  readonly maxResponse?: number;
  readonly rows: readonly DataRow[];
  /** Values from `--env-var` and `--global-var`, by name. */
  readonly values: ReadonlyMap<string, string>;
  readonly globals: ReadonlyMap<string, string>;
  /** Absolute path of the folder with the files that requests send. */
  readonly folder: string;
}

/** How much longer a script may take than a request by default: it may wait for requests of its own. */
const SCRIPT_MARGIN = 5000;

/** Most iterations of one run. */
const MOST_ITERATIONS = 100_000;

/** Parses the options for a collection file. Reports all mistakes at once. */
export async function readCollectionSettings(io: Io, options: RunOptions): Promise<Result<CollectionSettings>> {
  const diagnostics: Diagnostic[] = [];
  const usage = (reason: string, help: string) => diagnostics.push(diagnose('usage', { reason, help }));
  // As in newman, a number without a unit is in milliseconds, and 0 is no limit.
  const duration = (name: string, text: string): number => {
    const read = readDuration(name, /^\d+$/.test(text) && !/^0+$/.test(text) ? `${text}ms` : text);
    diagnostics.push(...read.diagnostics);
    return read.value ?? 1;
  };
  const timeout = duration('timeout', options.timeout);
  if (timeout === 0) usage('--timeout must be more than 0', 'write --timeout 30m');
  const timeoutRequest = duration('timeout-request', options['timeout-request']) || timeout;
  const script = options['timeout-script'];
  const timeoutScript =
    script === undefined ? timeoutRequest + SCRIPT_MARGIN : duration('timeout-script', script) || timeout;
  const written = options.iterations || '1';
  const count = /^\d{1,6}$/.test(written) ? Number(written) : 0;
  if (count < 1 || count > MOST_ITERATIONS) {
    usage(`--iterations ${written} is not a whole number from 1 to ${MOST_ITERATIONS}`, 'write -n 3');
  }
  const size = options['max-response'];
  const maxResponse = size === undefined ? undefined : parseSize(size);
  if (size !== undefined && maxResponse === undefined)
    usage(`--max-response ${size} is not a size up to 100MB`, 'write --max-response 50MB or 500KB');
  if (options.quiet && options.verbose) usage('--quiet and --verbose cannot be combined', 'keep one of them');
  const data = options.data === undefined ? undefined : await readRows(io, options.data);
  diagnostics.push(...(data?.diagnostics ?? []));
  const values = readAssignments('env-var', options['env-var'] ?? []);
  const globals = readAssignments('global-var', options['global-var'] ?? []);
  diagnostics.push(...values.diagnostics, ...globals.diagnostics);
  const settings: CollectionSettings = {
    timeout,
    timeoutRequest,
    timeoutScript,
    delay: duration('delay', options.delay),
    ...(maxResponse === undefined ? {} : { maxResponse }),
    rows: rowsOf(data?.value, options.iterations === '' ? undefined : count),
    values: values.value ?? new Map(),
    globals: globals.value ?? new Map(),
    folder: resolve(io.cwd, options['working-dir'] ?? '.'),
  };
  return resultOf(settings, diagnostics);
}

/** The rows of a run. With more iterations than rows, the last row is used again, as in newman. */
function rowsOf(data: readonly DataRow[] | undefined, count: number | undefined): DataRow[] {
  const length = count ?? data?.length ?? 1;
  return Array.from({ length }, (_, index) => data?.[Math.min(index, data.length - 1)] ?? {});
}

async function readRows(io: Io, given: string): Promise<Result<readonly DataRow[]>> {
  const source = readSource(given, { cwd: io.cwd });
  if (!source.value) return { diagnostics: source.diagnostics };
  return parseNewmanRows(showPath(given, io.cwd), source.value.text);
}

/** Parses `--env-var NAME=VALUE`. A secret is warned of: every user of the machine can read a command line. */
function readAssignments(option: string, assignments: readonly string[]): Result<Map<string, string>> {
  const diagnostics: Diagnostic[] = [];
  const values = new Map<string, string>();
  for (const text of assignments) {
    const at = text.indexOf('=');
    const name = text.slice(0, Math.max(0, at));
    if (at < 1) {
      const help = `for example: --${option} limit=5`;
      diagnostics.push(diagnose('usage', { reason: `--${option} requires NAME=VALUE`, help }));
    } else {
      if (isSecretName(name)) diagnostics.push(diagnose('secret-on-command-line', { name, option }));
      values.set(name, text.slice(at + 1));
    }
  }
  return resultOf(values, diagnostics);
}

/** A file of globals or an environment with further values, which replace those of the file. */
export function withValues(
  file: EnvironmentFile | undefined,
  given: ReadonlyMap<string, string>,
  name: string,
): EnvironmentFile | undefined {
  if (given.size === 0) return file;
  const kept = ((file?.json.values ?? []) as { readonly key?: unknown }[]).filter(({ key }) => !given.has(String(key)));
  const added = [...given].map(([key, value]) => ({ key, value, enabled: true }));
  const wasSecret = new Set((file?.variables ?? []).flatMap(({ name: own, secret }) => (secret ? [own] : [])));
  const variables = [...given].map(
    ([key, value]): FileVariable => ({ name: key, value, secret: wasSecret.has(key) || isSecretName(key) }),
  );
  return {
    name: file?.name ?? name,
    json: { ...file?.json, name: file?.name ?? name, values: [...kept, ...added] },
    variables: [...(file?.variables ?? []).filter((variable) => !given.has(variable.name)), ...variables],
  };
}
