import { type Diagnostic, diagnose, hasErrors } from '../diagnostics/diagnostic.ts';
import { differenceOf } from '../library/check.ts';
import { environmentFileName } from '../library/generate.ts';
import { run } from '../library/run.ts';
import type { RunFiles } from '../library/to-job.ts';
import type { LoadedList } from '../library/workspace.ts';
import type { Environment } from '../model/api.ts';
import { writeAtomic } from '../output/write.ts';
import { formatJsonReport } from '../report/json.ts';
import { formatJunit } from '../report/junit.ts';
import { formatRow, formatSummary } from '../report/rows.ts';
import { planRun, type RunPlan, type Selection } from '../run/plan-run.ts';
import type { RunResult } from '../run/run-result.ts';
import type { Secret } from '../run/secrets.ts';
import { neededVariables } from '../run/values.ts';
import { showPath } from '../source/read.ts';
import { chooseEnvironment, chooseList } from './choose.ts';
import { gatherSecrets } from './gather-secrets.ts';
import type { Io } from './io.ts';
import { type Progress, startProgress } from './progress.ts';
import type { RunOptions } from './run.ts';
import { type RunSettings, readSettings } from './run-settings.ts';
import { endWith, sayDiagnostics } from './say.ts';

/** Everything that is settled before the first packet. */
interface Prepared {
  readonly list: LoadedList;
  readonly environment: Environment;
  readonly settings: RunSettings;
  readonly plan: RunPlan;
  readonly secrets: readonly Secret[];
  /** Values of the environment for this run, secrets among them. */
  readonly values: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs a list's files and returns the exit code of the verdict. */
export async function runRun(io: Io, options: RunOptions): Promise<number> {
  const prepared = await prepare(io, options);
  if (!('plan' in prepared)) {
    const interrupted = prepared.diagnostics.some((one) => one.code === 'interrupted');
    return endWith(io, options, 'run', interrupted ? 130 : 2, prepared.diagnostics);
  }
  if (options.list) {
    sayDiagnostics(io, options, prepared.diagnostics);
    return showPlan(io, options, prepared.plan);
  }
  const { list, environment, settings, values, diagnostics } = prepared;
  const rows = options.format === 'text';
  let progress: Progress | undefined;
  const { iterations, data, timeoutRequest, delay, tls } = settings;
  const ran = await run({
    api: list.api,
    environment,
    files: filesOf(list, environment),
    environmentPath: list.show(environmentFileName(list.api, environment.name)),
    values,
    selection: selectionOf(options),
    pace: { iterations, ...(data ? { data } : {}), timeoutRequest, delay, tls },
    timeout: settings.timeout,
    retries: settings.retries,
    bail: options.bail,
    allowHttp: options['allow-http'],
    showValues: options['show-values'] || io.terminal.out,
    interrupt: io.signal,
    onStart: (plan) => {
      sayDiagnostics(io, options, diagnostics);
      if (rows) io.out(formatHeader(prepared));
      progress = startProgress(io, plan.requests.length * (data?.length ?? iterations), rows);
    },
    onRequest: (request) => progress?.row(formatRow(request, io.paint.out)),
  });
  progress?.end();
  if (!ran.value) return endWith(io, options, 'run', 2, [...diagnostics, ...ran.diagnostics]);
  return report(io, options, settings, ran.value, diagnostics);
}

/** Writes the reports, prints the closing lines, and returns the exit code. */
function report(
  io: Io,
  options: RunOptions,
  settings: RunSettings,
  result: RunResult,
  before: readonly Diagnostic[],
): number {
  const failures = writeReports(io, settings, result);
  sayDiagnostics(io, options, [...result.diagnostics, ...failures]);
  const exitCode = failures.length > 0 && result.exitCode === 0 ? 5 : result.exitCode;
  if (options.format === 'text') io.out(`${formatSummary(result, io.paint.out)}\n`);
  else io.out(formatJsonReport({ ...result, exitCode, diagnostics: [...before, ...result.diagnostics, ...failures] }));
  return exitCode;
}

const selectionOf = (options: RunOptions): Selection => ({
  folders: options.folder,
  tags: options.tag,
  notTags: options['not-tag'],
  unsafe: options.unsafe,
});

/** Loads, plans and gathers the secrets. Anything wrong ends here, and nothing has been sent. */
async function prepare(io: Io, options: RunOptions): Promise<Prepared | { diagnostics: readonly Diagnostic[] }> {
  const chosen = chooseList(io, options.endpoints);
  if (!chosen.value) return chosen;
  const list = chosen.value;
  const found = chooseEnvironment(list, options.env);
  if (!found.value) return found;
  const environment = found.value;
  const settings = readSettings(io, list, environment, options);
  const diagnostics = [...chosen.diagnostics, ...settings.diagnostics, ...staleFiles(list, environment)];
  if (environment.protected && options.unsafe && !options.yes) {
    diagnostics.push(diagnose('protected-environment', { name: environment.name }, environment.origin));
  }
  if (options.insecure) diagnostics.push(diagnose('insecure', {}));
  if (!settings.value || hasErrors(diagnostics)) return { diagnostics };
  const onDisk = valuesOnDisk(list, environment);
  const values = new Map([...onDisk, ...settings.value.variables]);
  const planned = planRun(list.api, selectionOf(options), values);
  diagnostics.push(...planned.diagnostics);
  if (!planned.value) return { diagnostics };
  const base = { list, environment, settings: settings.value, plan: planned.value, values, diagnostics };
  if (options.list) return { ...base, secrets: [] };
  const needed = neededVariables(planned.value, values);
  const secrets = await gatherSecrets(io, list, environment, onDisk, needed, options);
  diagnostics.push(...secrets.diagnostics);
  if (!secrets.value) return { diagnostics };
  for (const { name, value } of secrets.value) values.set(name, value);
  return { ...base, secrets: secrets.value };
}

/** What is sent comes from the files: they have to be what the list says. */
function staleFiles(list: LoadedList, environment: Environment): Diagnostic[] {
  const [collection] = list.files;
  const names = new Set([collection?.name, environmentFileName(list.api, environment.name)]);
  return list.plan.filter((file) => names.has(file.name)).flatMap((file) => differenceOf(file, list.show));
}

/** The files of a run, as they are on disk. */
function filesOf(list: LoadedList, environment: Environment): RunFiles {
  const read = (name: string) => JSON.parse(list.disk.find((file) => file.name === name)?.text ?? '{}');
  return {
    collection: read(list.files[0]?.name ?? ''),
    environment: read(environmentFileName(list.api, environment.name)),
  };
}

function valuesOnDisk(list: LoadedList, environment: Environment): Map<string, string> {
  const { values = [] } = filesOf(list, environment).environment as { values?: { key: string; value: string }[] };
  return new Map(values.map(({ key, value }) => [key, String(value ?? '')]));
}

/** The first lines of a run: what runs where, and where each secret comes from. */
function formatHeader({ list, environment, plan, secrets, values }: Prepared): string {
  const base = values.get('base_url') ?? '';
  const count = plan.requests.length;
  const where = `environment ${environment.name}${base ? ` (${base})` : ''}`;
  const lines = [`${list.api.name}: ${count} request${count === 1 ? '' : 's'}, ${where}`];
  for (const { name, source } of secrets) lines.push(`  ${name} from ${source}`);
  return `${lines.join('\n')}\n\n`;
}

function showPlan(io: Io, options: RunOptions, plan: RunPlan): number {
  const requests = plan.requests.map(({ endpoint, assertions }) => ({
    name: [...endpoint.folders, endpoint.name].join(' / '),
    method: endpoint.method,
    assertions: assertions.map((one) => one.name),
  }));
  const leftOut = plan.leftOut.map(({ endpoint, reason }) => ({ name: endpoint.name, reason }));
  if (options.format === 'json') {
    io.out(
      `${JSON.stringify({ command: 'run', exitCode: 0, signsIn: plan.tokenRequests.length > 0, requests, leftOut }, null, 2)}\n`,
    );
    return 0;
  }
  for (const { name, method } of requests) io.out(`${method.padEnd(7)} ${name}\n`);
  for (const { name, reason } of leftOut) io.out(io.paint.out.dim(`left out: ${name}: ${reason}\n`));
  return 0;
}

function writeReports(io: Io, settings: RunSettings, result: RunResult): Diagnostic[] {
  return settings.reports.flatMap(({ kind, path }) => {
    try {
      writeAtomic(path, kind === 'junit' ? formatJunit(result) : formatJsonReport(result), 0o600, io.id);
      return [];
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      return [diagnose('write-failed', { path: showPath(path, io.cwd), reason })];
    }
  });
}
