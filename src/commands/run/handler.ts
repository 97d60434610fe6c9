import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { runPlan } from '../../library/run.ts';
import { formatRow } from '../../report/rows.ts';
import { planRun, type RunPlan, type Selection, valuesInEachRow } from '../../run/plan-run.ts';
import { proxyOf } from '../../run/proxy.ts';
import type { RequestResult } from '../../run/run-result.ts';
import { rowsOf } from '../../run/to-job.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Io } from '../io.ts';
import type { Session } from '../session.ts';
import { chooseTarget, endUnsent, findSecrets, inputOf, knownValues, openTarget, type Target } from '../target.ts';
import { checkProtected } from './check-protected.ts';
import type { RunOptions } from './options.ts';
import { type Progress, startProgress } from './progress.ts';
import { publish } from './publish.ts';
import { type RunSettings, readSettings } from './settings.ts';
import { showPlan } from './show-plan.ts';

/** Runs the generated files of a list against a server, or prints the plan with `--list`. Returns the exit code. */
export async function runRun(session: Session, options: RunOptions): Promise<number> {
  const chosen = await chooseTarget(session, options);
  if (!chosen.value) return endUnsent(session, chosen.diagnostics);
  const { list, environment } = chosen.value;
  const settings = await readSettings(session.io, list, options);
  const opened = openTarget(session, chosen.value, options);
  const target = opened.value;
  const diagnostics = [...chosen.diagnostics, ...settings.diagnostics, ...opened.diagnostics];
  diagnostics.push(...checkProtected(environment, options));
  if (!settings.value || !target || hasErrors(diagnostics)) return endUnsent(session, diagnostics);
  const planned = planRun(list.api, selectionOf(options), valuesInEachRow(knownValues(target), settings.value.data));
  diagnostics.push(...planned.diagnostics);
  if (!planned.value) return endUnsent(session, diagnostics);
  if (options.list) return showPlan(session, planned.value, diagnostics);
  const secrets = await findSecrets(session, target, planned.value, options);
  diagnostics.push(...secrets.diagnostics);
  if (!secrets.value) return endUnsent(session, diagnostics);
  const rows = startRows(session, settings.value);
  const { iterations, data, delay, timeout, retries } = settings.value;
  const { timeoutRequest, tls } = target.connection;
  const ran = await runPlan(
    {
      ...inputOf(session, target, secrets.value, options['allow-http']),
      send: { iterations, ...(data ? { data } : {}), timeoutRequest, delay, tls },
      timeout,
      retries,
      bail: options.bail,
      showValues: options['show-values'] || session.io.terminal.out,
      onStart: (plan) => {
        session.say(diagnostics);
        rows.begin(plan, formatHeader(session.io, target, plan, secrets.value ?? []));
      },
      onRequest: (request) => rows.add(request),
    },
    planned.value,
  );
  rows.end();
  if (!ran.value) return session.end(2, [...diagnostics, ...ran.diagnostics]);
  return publish(session, settings.value.reports, { result: ran.value, before: diagnostics, leaks: ran.leaks });
}

const selectionOf = (options: RunOptions): Selection => ({
  folders: options.folder,
  requests: options.request,
  tags: options.tag,
  notTags: options['not-tag'],
  unsafe: options.unsafe,
});

/** Prints one row for each request of a run. */
interface Rows {
  begin(plan: RunPlan, header: string): void;
  add(request: RequestResult): void;
  end(): void;
}

function startRows(session: Session, settings: RunSettings): Rows {
  const { io } = session;
  const rounds = rowsOf(settings).length;
  let round = -1;
  let progress: Progress | undefined;
  return {
    begin: (plan, header) => {
      session.print(header);
      progress = startProgress(io, plan.requests.length * rounds, session.format === 'text');
    },
    add: (request) => {
      const row = formatRow(request, io.paint.out);
      const isNew = rounds > 1 && request.iteration !== round;
      round = request.iteration;
      progress?.row(isNew ? `${io.paint.out.dim(`iteration ${round + 1} of ${rounds}`)}\n${row}` : row);
    },
    end: () => progress?.end(),
  };
}

/** The first lines of a run: API, number of requests, environment, proxy, and the source of each secret. */
function formatHeader(
  io: Io,
  { list, environment, values }: Target,
  plan: RunPlan,
  secrets: readonly Secret[],
): string {
  const base = values.get('base_url') ?? '';
  const count = plan.requests.length;
  const where = `environment ${environment.name}${base ? ` (${base})` : ''}`;
  const lines = [`${list.api.name}: ${count} request${count === 1 ? '' : 's'}, ${where}`];
  const proxy = proxyOf(base, io.env);
  if (proxy !== undefined) lines.push(`  through the proxy ${proxy}`);
  for (const { name, source } of secrets) lines.push(`  ${name} from ${source}`);
  return `${lines.join('\n')}\n\n`;
}
