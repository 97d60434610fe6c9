import { type Diagnostic, diagnose, rewordDiagnostic } from '../diagnostics/diagnostic.ts';
import type { Api } from '../model/api.ts';
import { LeakScan } from '../secrets/last-look.ts';
import { ownWords, Redactor } from '../secrets/redactor.ts';
import { Collector, type Evidence } from './collector.ts';
import type { RunPlan } from './plan-run.ts';
import { retry } from './retry.ts';
import type { RequestResult, RunResult, Stop } from './run-result.ts';
import type { RunJob, Runner } from './runner.ts';
import { Control } from './supervisor.ts';
import { reachVerdict } from './verdict.ts';

/** How a run is carried out. */
export interface ExecuteOptions {
  readonly api: Api;
  readonly environment: string;
  readonly plan: RunPlan;
  readonly job: RunJob;
  readonly runner: Runner;
  /** Values that must not appear in any output. */
  readonly secrets: readonly string[];
  /** What stands in plain sight: the files that are sent. */
  readonly known: readonly string[];
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

/** What came of a run, and a last look for secrets in what is made of it. */
export interface Executed {
  readonly result: RunResult;
  readonly leaks: (text: string) => boolean;
  /** The values that the environment has at the end. */
  readonly left: Readonly<Record<string, string>>;
}

/** Sends the planned requests and reaches a verdict. It always resolves, and within the timeout and its grace. */
export async function execute(options: ExecuteOptions): Promise<Executed> {
  const { api, plan, job, environment, runner } = options;
  const started = Date.now();
  const collector = new Collector();
  const redactor = new Redactor(options.secrets, options.known);
  const scan = new LeakScan([...options.known, ownWords]);
  for (const secret of options.secrets) scan.add(secret);
  const iterations = job.data?.length ?? job.iterations;
  const control = new Control(options, collector, (secret, learnt) => {
    redactor.add(secret);
    if (!learnt) scan.add(secret);
  });
  await control.run(job);
  const evidence: Evidence = { plan, iterations, collector };
  const retried = control.stop === undefined ? await retry(options, control, evidence) : [];
  const { stop, crash } = control;
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
  const reworded = diagnostics.map((one) => rewordDiagnostic(one, (text) => redactor.text(text)));
  return {
    result: { ...redactor.data(result), diagnostics: reworded },
    leaks: (text) => scan.finds(text),
    left: control.environment,
  };
}

function endingOf(stop: Stop | undefined, crash: string | undefined, timeout: number): Diagnostic[] {
  if (stop === 'interrupted') return [diagnose('interrupted', {})];
  if (stop === 'deadline') return [diagnose('deadline', { seconds: timeout / 1000 })];
  return crash === undefined ? [] : [diagnose('runner-failed', { reason: crash })];
}
