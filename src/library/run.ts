import { hasErrors, type Result } from '../diagnostics/diagnostic.ts';
import type { Api, Environment } from '../model/api.ts';
import { execute } from '../run/execute.ts';
import { newmanRunner } from '../run/newman/child-runner.ts';
import type { RunFiles } from '../run/newman/newman-job.ts';
import { planRun, type RunPlan, type Selection, valuesInEachRow } from '../run/plan-run.ts';
import { neededVariables } from '../run/preflight/needed-variables.ts';
import { checkValues } from '../run/preflight/preflight.ts';
import { proxyOf, proxySecrets } from '../run/proxy.ts';
import type { RequestResult, RunResult } from '../run/run-result.ts';
import type { Runner } from '../run/runner.ts';
import { rowsOf, type SendOptions, toJob } from '../run/to-job.ts';
import { runSecrets } from '../secrets/run-secrets.ts';
import type { Secret } from '../secrets/secret.ts';

/** What is sent, with which values, and how. Members that may be absent have defaults. */
export interface RunInput {
  readonly api: Api;
  readonly environment: Environment;
  /** The generated files, as they are on disk: they are what is sent. */
  readonly files: RunFiles;
  /** Values of the variables that are not secrets. */
  readonly values: ReadonlyMap<string, string>;
  /** Values of the variables that are. They appear in no result and in no report. */
  readonly secrets: readonly Secret[];
  readonly selection: Selection;
  /** Path of the environment's file, as diagnostics show it. */
  readonly environmentPath?: string;
  readonly send?: Partial<SendOptions>;
  /** Milliseconds for the whole run; default: half an hour. */
  readonly timeout?: number;
  /** How often a safe request is sent again after no answer, 429 or 502 to 504. */
  readonly retries?: number;
  /** Whether the first failure ends the run. */
  readonly bail?: boolean;
  /** Whether a sign-in over plain http to another machine is allowed. */
  readonly allowHttp?: boolean;
  /** Whether actual values are shown beside the expected ones. */
  readonly showValues?: boolean;
  /** Ends the run when it is aborted. */
  readonly interrupt?: AbortSignal;
  /** What sends the requests; default: newman, in a process of its own. */
  readonly runner?: Runner;
  /** Called once, when everything is checked and nothing has been sent. */
  readonly onStart?: (plan: RunPlan) => void;
  /** Called after each request. */
  readonly onRequest?: (request: RequestResult) => void;
}

/** The result of a run, and a last look for secrets in any text that is made from it. */
export interface RunOutcome extends Result<RunResult> {
  /** True when a piece of a secret is in the text. */
  readonly leaks?: (text: string) => boolean;
  /** The values that the environment has at the end, tokens included. */
  readonly left?: Readonly<Record<string, string>>;
}

/** Half an hour. */
const TIMEOUT = 1_800_000;
const TIMEOUT_REQUEST = 30_000;

/** A run's input without a selection: for what has been planned already. */
export type PlannedInput = Omit<RunInput, 'selection'>;

/**
 * Plans, checks and carries out a run. Without a value, nothing has been sent, and the diagnostics say why.
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

/** Checks and carries out a plan. */
export async function runPlan(input: PlannedInput, plan: RunPlan): Promise<RunOutcome> {
  const { api, environment, files, interrupt } = input;
  const values = allValues(input);
  const send: SendOptions = {
    iterations: 1,
    timeoutRequest: TIMEOUT_REQUEST,
    delay: 0,
    tls: { insecure: false },
    ...input.send,
  };
  // A row of data takes precedence over the environment, so each iteration has its values.
  const iterations = rowsOf(send).map((row) => new Map([...values, ...Object.entries(row)]));
  const faults = checkIterations(input, plan, values, iterations);
  if (hasErrors(faults)) return { diagnostics: faults };
  input.onStart?.(plan);
  const { secrets, known, diagnostics } = runSecrets({
    api,
    secrets: input.secrets,
    iterations,
    proxies: proxySecrets(),
  });
  const { result, leaks, left } = await execute({
    api,
    environment: environment.name,
    plan,
    job: toJob(api, plan, values, send),
    runner: input.runner ?? newmanRunner(files),
    secrets,
    known,
    timeout: input.timeout ?? TIMEOUT,
    retries: input.retries ?? 0,
    bail: input.bail === true,
    showValues: input.showValues === true,
    interrupt: interrupt ?? new AbortController().signal,
    onRequest: input.onRequest ?? (() => undefined),
  });
  const value = { ...result, diagnostics: [...diagnostics, ...result.diagnostics] };
  return { value, diagnostics: value.diagnostics, leaks, left };
}

/** The values of a run's variables, secrets included. */
function allValues({ values, secrets }: Pick<RunInput, 'values' | 'secrets'>): Map<string, string> {
  return new Map([...values, ...secrets.map(({ name, value }) => [name, value] as const)]);
}

function checkIterations(
  { api, environment, environmentPath, allowHttp = false }: PlannedInput,
  plan: RunPlan,
  values: ReadonlyMap<string, string>,
  iterations: readonly ReadonlyMap<string, string>[],
) {
  const needed = neededVariables(plan, values);
  const file = environmentPath ?? environment.name;
  const proxied = (url: string) => proxyOf(url) !== undefined;
  return iterations.flatMap((own) =>
    checkValues({ api, environment, file, plan, needed, values: own, allowHttp, proxied }),
  );
}
