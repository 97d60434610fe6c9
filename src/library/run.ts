import { hasErrors, type Result } from '../diagnostics/diagnostic.ts';
import type { Api, Environment } from '../model/api.ts';
import { PASSPHRASE } from '../model/client-files.ts';
import { clientOrigins } from '../run/client-origins.ts';
import { nestedVariables, secretsForScripts } from '../run/data/check-columns.ts';
import { textsOf } from '../run/data/texts-of.ts';
import { typedRows } from '../run/data/typed-text.ts';
import { execute } from '../run/execute.ts';
import type { DataRow, Tls } from '../run/job.ts';
import { newmanRunner } from '../run/newman/child-runner.ts';
import type { RunFiles } from '../run/newman/newman-job.ts';
import { planRun, type RunPlan, type Selection, valuesInEachRow } from '../run/plan-run.ts';
import { atRows, type DataPlace } from '../run/preflight/at-rows.ts';
import { checkPlannedColumns } from '../run/preflight/check-planned-columns.ts';
import { checkRows } from '../run/preflight/check-rows.ts';
import { neededVariables } from '../run/preflight/needed-variables.ts';
import { checkValues } from '../run/preflight/preflight.ts';
import { proxyOf, proxySecrets } from '../run/proxy.ts';
import type { RequestResult, RunResult } from '../run/run-result.ts';
import type { Runner } from '../run/runner.ts';
import { rowsOf, type SendOptions, toJob } from '../run/to-job.ts';
import { runSecrets } from '../secrets/run-secrets.ts';
import type { Secret } from '../secrets/secret.ts';
import { findUploads } from './uploads.ts';

/** Input of a run: the requests, their values, and how they are sent. Optional members have defaults. */
export interface RunInput {
  readonly api: Api;
  readonly environment: Environment;
  /** The generated collection and environment, as they are on disk. Their requests are the ones that are sent. */
  readonly files: RunFiles;
  /** Values of the variables that are not secrets. */
  readonly values: ReadonlyMap<string, string>;
  /** Values of the secrets. They never appear in a result or report. */
  readonly secrets: readonly Secret[];
  /** Where the rows in `send.data` come from, for messages. */
  readonly dataPlace?: DataPlace;
  /** Which requests are sent. */
  readonly selection: Selection;
  /** Path of the environment's file, as diagnostics show it. */
  readonly environmentPath?: string;
  /** Folder that paths in messages are relative to; default: the working folder. */
  readonly cwd?: string;
  readonly send?: Partial<SendOptions>;
  /** Milliseconds for the whole run; default: half an hour. */
  readonly timeout?: number;
  /** How often a safe request is retried after no answer, 429 or 502 to 504; default: never. */
  readonly retries?: number;
  /** Stops the run at the first failure. */
  readonly bail?: boolean;
  /** Allows a sign-in over plain http to another machine. */
  readonly allowHttp?: boolean;
  /** Includes actual values in the messages of failed assertions. */
  readonly showValues?: boolean;
  /** Includes what was sent in the results of requests that passed; default: only of those that failed. */
  readonly keepSent?: boolean;
  /** Ends the run when it is aborted. */
  readonly interrupt?: AbortSignal;
  /** Ends the run at once when it is aborted, without the requests that clean up. */
  readonly interruptAgain?: AbortSignal;
  /** Sends the requests; default: newman, in a separate process. */
  readonly runner?: Runner;
  /** Called once, after all checks and before the first request. */
  readonly onStart?: (plan: RunPlan) => void;
  /** Called after each request. */
  readonly onRequest?: (request: RequestResult) => void;
}

/** The outcome of a run. Without a value, nothing was sent. */
export interface RunOutcome extends Result<RunResult> {
  /** Returns true for a text that contains a part of a secret. Call it before you write a report. */
  readonly leaks?: (text: string) => boolean;
  /** Returns true for a text with a part of a secret, those included that the run learnt from answers. */
  readonly isSecret?: (text: string) => boolean;
  /** Values of the environment at the end, by name. They include tokens. */
  readonly left?: Readonly<Record<string, string>>;
}

/** Default limits in milliseconds: half an hour for a run, 30 seconds for a request. */
const TIMEOUT = 1_800_000;
const TIMEOUT_REQUEST = 30_000;

/** Input of a run whose plan is already made. */
export type PlannedInput = Omit<RunInput, 'selection'>;

/**
 * Plans a run, checks its values, and sends its requests. Without a value in the outcome, nothing was sent, and the
 * diagnostics say why.
 *
 * @example
 *   const selection = { folders: [], tags: [], notTags: [], unsafe: false };
 *   const { value } = await run({ api, environment, files, values, secrets, selection });
 *   process.exitCode = value?.exitCode ?? 2;
 */
export async function run(input: RunInput): Promise<RunOutcome> {
  const planned = planRun(input.api, input.selection, valuesInEachRow(allValues(input), input.send?.data));
  return planned.value ? runPlan(input, planned.value) : { diagnostics: planned.diagnostics };
}

/** Checks the values that a plan needs, and sends its requests. */
export async function runPlan(input: PlannedInput, plan: RunPlan): Promise<RunOutcome> {
  const { api, environment, files, interrupt } = input;
  const values = allValues(input);
  const send: SendOptions = {
    iterations: 1,
    timeoutRequest: TIMEOUT_REQUEST,
    delay: 0,
    tls: { insecure: false },
    ...input.send,
    ...(input.send?.data ? { data: typedRows(input.send.data, api) } : {}),
  };
  const rows = rowsOf(send);
  const iterations = rows.map((row) => withRow(values, row));
  const nested = nestedVariables('the data', rows, api);
  // Without its value, such a variable would be reported a second time, as one that is empty.
  if (nested.length > 0) return { diagnostics: nested };
  const faults = [
    ...checkRows(rows, api, input.dataPlace),
    ...checkPlannedColumns(rows, plan),
    ...checkIterations(input, plan, values, rows),
  ];
  const uploads = findUploads(plan, files.folder, input.cwd ?? '.');
  faults.push(...uploads.diagnostics);
  if (hasErrors(faults)) return { diagnostics: faults };
  input.onStart?.(plan);
  const dataSecrets = secretsForScripts(rows, api).map((secret) => ({ ...secret, source: 'a row of data' }));
  const { secrets, known, diagnostics } = runSecrets({
    api,
    secrets: input.secrets,
    iterations,
    further: [...proxySecrets(), ...passphraseOf(send.tls), ...dataSecrets],
  });
  const { result, ...ended } = await execute({
    api,
    environment: environment.name,
    plan,
    job: toJob(api, plan, values, {
      ...send,
      tls: { clientOrigins: clientOrigins(api, iterations), ...send.tls },
      ...(uploads.value ? { uploads: uploads.value } : {}),
    }),
    runner: input.runner ?? newmanRunner(files),
    secrets,
    known,
    timeout: input.timeout ?? TIMEOUT,
    retries: input.retries ?? 0,
    bail: input.bail === true,
    showValues: input.showValues === true,
    keepSent: input.keepSent === true,
    interrupt: interrupt ?? new AbortController().signal,
    ...(input.interruptAgain ? { interruptAgain: input.interruptAgain } : {}),
    onRequest: input.onRequest ?? (() => undefined),
  });
  const value = { ...result, diagnostics: [...diagnostics, ...result.diagnostics] };
  return { value, diagnostics: value.diagnostics, ...ended };
}

/** The passphrase of a client certificate, which reports must not contain. */
function passphraseOf({ passphrase }: Tls): Secret[] {
  return passphrase ? [{ name: PASSPHRASE, value: passphrase, source: 'the caller' }] : [];
}

/** The values of all variables of a run, including secrets. */
function allValues({ values, secrets }: Pick<RunInput, 'values' | 'secrets'>): Map<string, string> {
  return new Map([...values, ...secrets.map(({ name, value }) => [name, value] as const)]);
}

/** The values of an iteration: those in a data row take precedence over the environment. */
const withRow = (values: ReadonlyMap<string, string>, row: DataRow): ReadonlyMap<string, string> =>
  new Map([...values, ...Object.entries(textsOf(row))]);

function checkIterations(
  { api, environment, environmentPath, allowHttp = false, dataPlace }: PlannedInput,
  plan: RunPlan,
  values: ReadonlyMap<string, string>,
  rows: readonly DataRow[],
) {
  const needed = neededVariables(plan, values);
  const file = environmentPath ?? environment.name;
  const proxied = (url: string) => proxyOf(url);
  const check = (row: DataRow) => {
    const inRow = new Set(Object.keys(row));
    const own = { values: withRow(values, row), inRow, ...(dataPlace ? { dataFile: dataPlace.path } : {}) };
    return checkValues({ api, environment, file, plan, needed, allowHttp, proxied, ...own });
  };
  const faults = rows.map(check);
  return atRows(faults, faults.some((list) => list.length > 0) ? check({}) : [], dataPlace);
}
