import { formatRow } from '../../report/rows.ts';
import type { RunPlan } from '../../run/plan-run.ts';
import { proxyOf } from '../../run/proxy.ts';
import type { RequestResult } from '../../run/run-result.ts';
import { rowsOf } from '../../run/to-job.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Io } from '../io.ts';
import type { Session } from '../session.ts';
import type { Target } from '../target.ts';
import { type Progress, startProgress } from './progress.ts';
import type { RunSettings } from './settings.ts';

/** Prints one row for each request of a run. */
export interface Rows {
  /** Prints the first lines, and begins the rows. */
  begin(plan: RunPlan, header: string): void;
  add(request: RequestResult): void;
  end(): void;
}

/**
 * Starts to print the rows of a run.
 *
 * @param quiet only the rows of failed requests, without a header and a progress bar
 */
export function startRows(session: Session, settings: Pick<RunSettings, 'iterations' | 'data'>, quiet = false): Rows {
  const { io } = session;
  if (quiet) return quietRows(session);
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

const quietRows = (session: Session): Rows => ({
  begin: () => undefined,
  add: (request) => {
    if (request.outcome !== 'passed') session.print(`${formatRow(request, session.io.paint.out)}\n`);
  },
  end: () => undefined,
});

/** Returns the first lines of a run: API, number of requests, environment, proxy, and the source of each secret. */
export function formatHeader(
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
