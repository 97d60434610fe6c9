import { hasErrors, type Result } from '../diagnostics/diagnostic.ts';
import type { Api, Environment } from '../model/api.ts';
import { execute } from '../run/execute.ts';
import { childRunner } from '../run/newman/child-runner.ts';
import { planRun, type RunPlan, type Selection } from '../run/plan-run.ts';
import { checkValues, neededVariables } from '../run/preflight.ts';
import { proxyOf } from '../run/proxy.ts';
import type { RequestResult, RunResult } from '../run/run-result.ts';
import type { Runner } from '../run/runner.ts';
import { runSecrets } from '../secrets/run-secrets.ts';
import { type Pace, type RunFiles, toJob } from './to-job.ts';

/** A run: what is sent, with which values, and how. All but the first five have defaults. */
export interface RunInput {
  readonly api: Api;
  readonly environment: Environment;
  readonly files: RunFiles;
  /** Every variable's value for this run, secrets among them. */
  readonly values: ReadonlyMap<string, string>;
  readonly selection: Selection;
  /** The environment's file, as users know it. */
  readonly environmentPath?: string;
  readonly pace?: Partial<Pace>;
  /** Milliseconds for the whole run; half an hour. */
  readonly timeout?: number;
  readonly retries?: number;
  readonly bail?: boolean;
  readonly allowHttp?: boolean;
  readonly showValues?: boolean;
  readonly interrupt?: AbortSignal;
  readonly runner?: Runner;
  /** Told once, when everything is settled and nothing has been sent. */
  readonly onStart?: (plan: RunPlan) => void;
  readonly onRequest?: (request: RequestResult) => void;
}

/** The result of a run, and a last look for secrets in any text that is made of it. */
export interface RunOutcome extends Result<RunResult> {
  /** True when a piece of a secret is in the text. */
  readonly leaks?: (text: string) => boolean;
  /** The values that the environment has at the end, tokens among them. */
  readonly left?: Readonly<Record<string, string>>;
}

/** Half an hour. */
const TIMEOUT = 1_800_000;
const TIMEOUT_REQUEST = 30_000;

/**
 * Plans, checks and carries out a run. Without a value, nothing has been sent, and the diagnostics say why.
 *
 * @example
 *   const { value } = await run({ api, environment, files, values, selection });
 *   process.exitCode = value?.exitCode ?? 2;
 */
export async function run(input: RunInput): Promise<RunOutcome> {
  const planned = planRun(input.api, input.selection, input.values);
  return planned.value ? runPlan(input, planned.value) : { diagnostics: planned.diagnostics };
}

/** Checks and carries out a plan. */
export async function runPlan(input: Omit<RunInput, 'selection'>, plan: RunPlan): Promise<RunOutcome> {
  const { api, environment, files, values, pace, interrupt } = input;
  const needed = neededVariables(plan, values);
  const file = input.environmentPath ?? environment.name;
  const allowHttp = input.allowHttp === true;
  const proxied = (url: string) => proxyOf(url) !== undefined;
  // A row of data goes before the environment, so each iteration has values of its own.
  const iterations = (pace?.data ?? [{}]).map((row) => new Map([...values, ...Object.entries(row)]));
  const faults = iterations.flatMap((own) =>
    checkValues({ api, environment, file, plan, needed, values: own, allowHttp, proxied }),
  );
  if (hasErrors(faults)) return { diagnostics: faults };
  input.onStart?.(plan);
  const full: Pace = { iterations: 1, timeoutRequest: TIMEOUT_REQUEST, delay: 0, tls: { insecure: false }, ...pace };
  const { secrets, known, diagnostics } = runSecrets(api, iterations);
  const { result, leaks, left } = await execute({
    api,
    environment: environment.name,
    plan,
    job: toJob(api, files, plan, values, full),
    runner: input.runner ?? childRunner,
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
