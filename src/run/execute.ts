import { type Diagnostic, diagnose, rewordDiagnostic } from '../diagnostics/diagnostic.ts';
import type { Api, Endpoint } from '../model/api.ts';
import { guardAssertion, tokenAssertion } from '../postman/to-token-request.ts';
import { Collector, type Evidence, type Heard } from './collector.ts';
import { isUnreachable } from './network-reason.ts';
import type { RunPlan } from './plan-run.ts';
import { Redactor } from './redact.ts';
import type { RequestResult, RunResult, Stop } from './run-result.ts';
import type { RunEvent, RunJob, Runner } from './runner.ts';
import { judgeRequest, reachVerdict } from './verdict.ts';

/** How a run is carried out. */
export interface ExecuteOptions {
  readonly api: Api;
  readonly environment: string;
  readonly plan: RunPlan;
  readonly job: RunJob;
  readonly runner: Runner;
  /** Values that must not appear in any output. */
  readonly secrets: readonly string[];
  /** Milliseconds for the whole run. */
  readonly timeout: number;
  /** How often a safe request is sent again after no answer, 429 or 502 to 504. */
  readonly retries: number;
  readonly bail: boolean;
  readonly showValues: boolean;
  readonly interrupt: AbortSignal;
  /** Told of each request that is over, for rows and a progress bar. */
  readonly onRequest: (result: RequestResult) => void;
}

/** How long a runner may take to end after it was told to. */
const GRACE = 2000;

/** Sends the planned requests and reaches a verdict. It always resolves, and within the timeout and its grace. */
export async function execute(options: ExecuteOptions): Promise<RunResult> {
  const { api, plan, job, environment, runner } = options;
  const started = Date.now();
  const collector = new Collector();
  const redactor = new Redactor(options.secrets);
  const iterations = job.data?.length ?? job.iterations;
  const control = new Control(options, collector, redactor);
  const crash = await control.run(job);
  const retried = control.stop === undefined ? await retry(options, control, collector, iterations) : [];
  const evidence: Evidence = {
    plan,
    iterations,
    collector,
  };
  const { stop } = control;
  const verdict = reachVerdict(evidence, { showValues: options.showValues, ...(stop ? { stop } : {}) });
  const ending = endingOf(stop, crash, options.timeout);
  const diagnostics = [...ending, ...retried, ...verdict.diagnostics];
  const { requests } = verdict;
  const assertions = requests.flatMap((one) => one.assertions);
  const result: Omit<RunResult, 'diagnostics'> = {
    collection: api.name,
    environment,
    engine: runner.engine,
    startedAt: new Date(started).toISOString(),
    duration: Date.now() - started,
    exitCode: verdict.exitCode,
    ...(stop ? { stop } : {}),
    requests,
    leftOut: plan.leftOut.map(({ endpoint, reason }) => ({ name: endpoint.name, reason })),
    totals: {
      planned: plan.requests.length * iterations,
      sent: requests.filter((one) => one.outcome !== 'not-run').length,
      passed: requests.filter((one) => one.outcome === 'passed').length,
      failed: requests.filter((one) => one.outcome === 'failed' || one.outcome === 'no-answer').length,
      assertions: assertions.length,
      failedAssertions: assertions.filter((one) => !one.passed).length,
      leftOut: plan.leftOut.length,
    },
  };
  return {
    ...redactor.data(result),
    diagnostics: diagnostics.map((one) => rewordDiagnostic(one, (text) => redactor.text(text))),
  };
}

function endingOf(stop: Stop | undefined, crash: string | undefined, timeout: number): Diagnostic[] {
  if (stop === 'interrupted') return [diagnose('interrupted', {})];
  if (stop === 'deadline') return [diagnose('deadline', { seconds: timeout / 1000 })];
  return crash === undefined ? [] : [diagnose('runner-failed', { reason: crash })];
}

/** Starts a runner, listens to it, and ends it when going on makes no sense. */
class Control {
  stop: Stop | undefined;
  /** Values of the environment at the end of the last job. */
  environment: Readonly<Record<string, string>> = {};
  private readonly options: ExecuteOptions;
  private readonly collector: Collector;
  private readonly redactor: Redactor;
  private readonly abort = new AbortController();
  private readonly deadline: number;

  constructor(options: ExecuteOptions, collector: Collector, redactor: Redactor) {
    this.options = options;
    this.collector = collector;
    this.redactor = redactor;
    this.deadline = Date.now() + options.timeout;
  }

  private end(stop: Stop): void {
    this.stop ??= stop;
    this.abort.abort();
  }

  private hear(event: RunEvent, final: boolean): void {
    if (event.type === 'secret') this.redactor.add(event.value);
    if (event.type === 'environment') this.environment = event.values;
    this.collector.add(event);
    if (event.type === 'finished') this.tell(event.id, event.iteration);
    if (event.type === 'assertion' && event.failure !== undefined) {
      if (event.name === tokenAssertion || event.name === guardAssertion) this.end('sign-in');
      else if (this.options.bail && (final || !isPassing(this.collector.get(event.id, event.iteration))))
        this.end('bail');
    }
    // A script's own request may fail without harm; a sign-in that fails so is told by its assertion.
    if (event.type === 'no-response' && !event.scripted) {
      if (isUnreachable(event.error) && final) this.end('network');
      else if (this.options.bail && final) this.end('bail');
    }
  }

  private tell(id: string, iteration: number): void {
    const planned = this.options.plan.requests.find((one) => one.endpoint.id === id);
    const heard = this.collector.get(id, iteration);
    if (planned && heard?.sent) this.options.onRequest(judgeRequest(planned, iteration, heard, true, false).result);
  }

  /** Runs one job to its end. Returns why the runner failed, if it did. */
  async run(job: RunJob, final = this.options.retries === 0): Promise<string | undefined> {
    const { runner, interrupt } = this.options;
    const onInterrupt = () => this.end('interrupted');
    if (interrupt.aborted) onInterrupt();
    interrupt.addEventListener('abort', onInterrupt, { once: true });
    const timer = setTimeout(() => this.end('deadline'), Math.max(0, this.deadline - Date.now()));
    let grace: NodeJS.Timeout | undefined;
    const ended = new Promise<void>((resolve) => {
      const later = () => {
        grace = setTimeout(resolve, GRACE);
      };
      if (this.abort.signal.aborted) later();
      else this.abort.signal.addEventListener('abort', later, { once: true });
    });
    try {
      const running = runner.run(job, (event) => this.hear(event, final), this.abort.signal);
      running.catch(() => undefined);
      await Promise.race([running, ended]);
      return undefined;
    } catch (error) {
      this.stop ??= 'crash';
      return error instanceof Error ? error.message : String(error);
    } finally {
      clearTimeout(timer);
      clearTimeout(grace);
      interrupt.removeEventListener('abort', onInterrupt);
    }
  }
}

/** Worth another try: no answer, or one that says "not now". */
function isPassing(heard: Heard | undefined): boolean {
  const status = heard?.response?.status ?? 0;
  return heard?.error !== undefined || status === 429 || (status >= 502 && status <= 504);
}

/** An environment with other values: those that the first try left. */
function withValues(
  environment: RunJob['environment'],
  values: Readonly<Record<string, string>>,
): RunJob['environment'] {
  const list = environment.values as readonly { readonly key: string; readonly value: string }[];
  return { ...environment, values: list.map((one) => ({ ...one, value: values[one.key] ?? one.value })) };
}

/** Safe requests that got no answer or "not now", and the safe ones that need a value which these would have saved. */
function worthAnotherTry(plan: RunPlan, collector: Collector): Endpoint[] {
  const saved = new Set<string>();
  return plan.requests.flatMap(({ endpoint }) => {
    const waits = [...endpoint.uses].some((name) => saved.has(name));
    if (!endpoint.safe || !(waits || isPassing(collector.get(endpoint.id, 0)))) return [];
    for (const { variable } of endpoint.saves) saved.add(variable);
    return [endpoint];
  });
}

/** Sends safe requests again that got no answer or "not now"; only the last try counts. */
async function retry(
  options: ExecuteOptions,
  control: Control,
  collector: Collector,
  iterations: number,
): Promise<Diagnostic[]> {
  if (options.retries === 0 || iterations !== 1) return [];
  const times = new Map<string, number>();
  for (let attempt = 1; attempt <= options.retries && control.stop === undefined; attempt++) {
    const again = worthAnotherTry(options.plan, collector);
    if (again.length === 0) break;
    for (const endpoint of again) {
      collector.forget(endpoint.id, 0);
      times.set(endpoint.name, attempt);
    }
    const environment = withValues(options.job.environment, control.environment);
    const job = { ...options.job, environment, requestIds: again.map((endpoint) => endpoint.id) };
    await control.run(job, attempt === options.retries);
  }
  return [...times].map(([request, count]) => diagnose('retried', { request, times: count }));
}
