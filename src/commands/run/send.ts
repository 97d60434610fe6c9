import { runPlan } from '../../library/run.ts';
import type { EndedEnvironment } from '../../report/environment.ts';
import type { Session } from '../session.ts';
import { inputOf } from '../target.ts';
import type { RunOptions } from './options.ts';
import type { PreparedRun } from './prepare.ts';
import { type Detail, publish } from './publish.ts';
import { formatHeader, startRows } from './rows.ts';
import { showPlan } from './show-plan.ts';

/** Sends the requests of a prepared run and prints the result, or with `--list` the plan. Returns the exit code. */
export async function sendRun(session: Session, options: RunOptions, prepared: PreparedRun): Promise<number> {
  const { target, settings, plan, secrets, diagnostics } = prepared;
  if (options.list) return showPlan(session, plan, diagnostics);
  const detail: Detail = options.quiet ? 'quiet' : options.verbose ? 'verbose' : 'normal';
  const rows = startRows(session, settings, options.quiet);
  const { iterations, data, dataPlace, delay, timeout, retries, maxResponse } = settings;
  const { timeoutRequest } = target.connection;
  const { tls } = secrets;
  const ran = await runPlan(
    {
      ...inputOf(session, target, secrets.secrets, options['allow-http']),
      send: {
        iterations,
        ...(data ? { data } : {}),
        timeoutRequest,
        delay,
        ...(maxResponse ? { maxResponse } : {}),
        tls,
      },
      ...(dataPlace ? { dataPlace } : {}),
      timeout,
      retries,
      bail: options.bail,
      showValues: options['show-values'] || session.io.terminal.out,
      keepSent: options.verbose,
      onStart: (started) => {
        if (!options.quiet) session.say(diagnostics);
        rows.begin(started, formatHeader(session.io, target, started, secrets.shown));
      },
      onRequest: (request) => rows.add(request),
    },
    plan,
  );
  rows.end();
  if (!ran.value) return session.end(2, [...diagnostics, ...ran.diagnostics]);
  const { api } = target.list;
  const { left, isSecret = () => false } = ran;
  const environment: EndedEnvironment = {
    name: `${api.slug}.${target.environment.name}`,
    values: left ?? {},
    secret: new Set(api.variables.flatMap(({ name, secret }) => (secret ? [name] : []))),
    isSecret,
  };
  // An engine that had to be ended does not report them, and an earlier file is better than an empty one.
  const isKnown = left !== undefined;
  const ended = {
    result: ran.value,
    before: diagnostics,
    leaks: ran.leaks,
    ...(isKnown ? { environment } : {}),
    detail,
  };
  return publish(session, settings.reports, ended);
}
