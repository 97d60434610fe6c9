import { run } from '../../library/run.ts';
import { formatRow } from '../../report/rows.ts';
import { planRun, type Selection } from '../../run/plan-run.ts';
import { proxyOf } from '../../run/proxy.ts';
import type { Io } from '../io.ts';
import { endWith, sayDiagnostics, sayJson } from '../say.ts';
import type { RunOptions } from './command.ts';
import { inputOf, type Prepared, prepareRun } from './prepare-run.ts';
import { type Progress, startProgress } from './progress.ts';
import { publish } from './publish.ts';

/** Runs a list's files and returns the exit code of the verdict. */
export async function runRun(io: Io, options: RunOptions): Promise<number> {
  const prepared = await prepareRun(io, options, (api, values) => planRun(api, selectionOf(options), values));
  if (!('plan' in prepared)) {
    const interrupted = prepared.diagnostics.some((one) => one.code === 'interrupted');
    return endWith(io, options, 'run', interrupted ? 130 : 2, prepared.diagnostics);
  }
  if (options.list) {
    sayDiagnostics(io, options, prepared.diagnostics);
    return showPlan(io, options, prepared);
  }
  const { settings, diagnostics } = prepared;
  const rows = options.format === 'text';
  let progress: Progress | undefined;
  const { iterations, data, timeoutRequest, delay, tls } = settings;
  const rounds = data?.length ?? iterations;
  let round = -1;
  const ran = await run({
    ...inputOf(io, prepared, options['allow-http']),
    selection: selectionOf(options),
    pace: { iterations, ...(data ? { data } : {}), timeoutRequest, delay, tls },
    timeout: settings.timeout,
    retries: settings.retries,
    bail: options.bail,
    showValues: options['show-values'] || io.terminal.out,
    onStart: (plan) => {
      sayDiagnostics(io, options, diagnostics);
      if (rows) io.out(formatHeader(io, prepared));
      progress = startProgress(io, plan.requests.length * rounds, rows);
    },
    onRequest: (request) => {
      const row = formatRow(request, io.paint.out);
      const isNew = rounds > 1 && request.iteration !== round;
      round = request.iteration;
      progress?.row(isNew ? `${io.paint.out.dim(`iteration ${round + 1} of ${rounds}`)}\n${row}` : row);
    },
  });
  progress?.end();
  if (!ran.value) return endWith(io, options, 'run', 2, [...diagnostics, ...ran.diagnostics]);
  return publish(io, options, settings, ran.value, diagnostics, ran.leaks ?? (() => false));
}

const selectionOf = (options: RunOptions): Selection => ({
  folders: options.folder,
  tags: options.tag,
  notTags: options['not-tag'],
  unsafe: options.unsafe,
});

/** The first lines of a run: what runs where, and where each secret comes from. */
function formatHeader(io: Io, { list, environment, plan, secrets, values }: Prepared): string {
  const base = values.get('base_url') ?? '';
  const count = plan.requests.length;
  const where = `environment ${environment.name}${base ? ` (${base})` : ''}`;
  const lines = [`${list.api.name}: ${count} request${count === 1 ? '' : 's'}, ${where}`];
  const proxy = proxyOf(base, io.env);
  if (proxy !== undefined) lines.push(`  through the proxy ${proxy}`);
  for (const { name, source } of secrets) lines.push(`  ${name} from ${source}`);
  return `${lines.join('\n')}\n\n`;
}

function showPlan(io: Io, options: RunOptions, { plan, diagnostics }: Prepared): number {
  const requests = plan.requests.map(({ endpoint, assertions }) => ({
    name: [...endpoint.folders, endpoint.name].join(' / '),
    method: endpoint.method,
    assertions: assertions.map((one) => one.name),
  }));
  const leftOut = plan.leftOut.map(({ endpoint, reason }) => ({ name: endpoint.name, reason }));
  if (options.format === 'json') {
    const signsIn = plan.tokenRequests.length > 0;
    sayJson(io, 'run', 0, diagnostics, { signsIn, requests, leftOut });
    return 0;
  }
  for (const { endpoint } of plan.requests) {
    // A request without a name of its own is called by its method and path.
    const { method, folders, name } = endpoint;
    const own = name.startsWith(`${method} `) ? name.slice(method.length + 1) : name;
    io.out(`${method.padEnd(7)} ${[...folders, own].join(' / ')}\n`);
  }
  for (const { name, reason } of leftOut) io.out(io.paint.out.dim(`left out: ${name}: ${reason}\n`));
  return 0;
}
