import { type Diagnostic, diagnose, rewordFacts } from '../diagnostics/diagnostic.ts';
import { ownWordsOfDiagnostics } from '../diagnostics/own-words.ts';
import { LeakScan } from '../secrets/last-look.ts';
import { wordsOfReports, wordsOfScripts } from '../secrets/own-words.ts';
import { Redactor } from '../secrets/redactor.ts';
import { scriptMessages } from '../secrets/script-messages.ts';
import { Collector, type Evidence } from './collector.ts';
import type { ExecuteOptions } from './execute-options.ts';
import { ownTexts } from './own-texts.ts';
import { retry } from './retry.ts';
import { ownFields, type RequestResult, type RunResult, type Stop } from './run-result.ts';
import { Supervisor } from './supervisor.ts';
import { reachVerdict } from './verdict/verdict.ts';

/** The outcome of a run, and a test for secrets in what is printed or written about it. */
export interface Executed {
  readonly result: RunResult;
  /** Returns true for a text that contains a part of a secret. */
  readonly leaks: (text: string) => boolean;
  /** Returns true for a text with a part of a secret, those included that the run learnt from answers. */
  readonly isSecret: (text: string) => boolean;
  /** Values of the environment at the end, by name; absent if the engine did not report them. They include tokens. */
  readonly left?: Readonly<Record<string, string>>;
}

/**
 * Sends the planned requests and compares the answers with the plan. It never rejects, and resolves at the latest two
 * seconds after the timeout, even if the runner does not end.
 */
export async function execute(options: ExecuteOptions): Promise<Executed> {
  const { plan, job } = options;
  const started = Date.now();
  const collector = new Collector();
  const values = options.secrets.map((secret) => secret.value);
  const own = ownTexts(plan);
  const redactor = new Redactor(values, options.known, own);
  const words = [...own, ...scriptMessages, wordsOfScripts, wordsOfReports, ownWordsOfDiagnostics()];
  const scan = new LeakScan([...options.known, ...words]);
  for (const value of values) scan.add(value);
  const supervisor = new Supervisor(options, collector, (value, learnt) => {
    values.push(value);
    redactor.add(value);
    if (!learnt) scan.add(value);
  });
  const evidence: Evidence = { plan, iterations: job.rows.length, collector };
  await supervisor.run(supervisor.withoutLast());
  const retried = supervisor.stop === undefined ? await retry(options, supervisor, evidence) : [];
  await supervisor.sendLast();
  const { stop, crash, loop, environment: left } = supervisor;
  const isOpen = (value: string) => !values.some((secret) => touches(value, secret));
  const { showValues, keepSent = false } = options;
  const secrecy = { mask: (text: string) => redactor.text(text), leaks: (text: string) => scan.finds(text) };
  const verdict = reachVerdict(evidence, { showValues, keepSent, secrecy, isOpen, ...(stop ? { stop } : {}) });
  const diagnostics = [...endingOf(stop, crash ?? loop, options.timeout), ...retried, ...verdict.diagnostics];
  const result: Omit<RunResult, 'diagnostics'> = {
    collection: options.api.name,
    environment: options.environment,
    engine: options.runner.engine,
    startedAt: new Date(started).toISOString(),
    duration: Date.now() - started,
    exitCode: verdict.exitCode,
    ...(stop ? { stop } : {}),
    requests: verdict.requests,
    leftOut: plan.leftOut.map(({ endpoint, reason }) => ({ name: endpoint.name, reason })),
    totals: totalsOf(evidence, verdict.requests),
  };
  const reworded = diagnostics.map((diagnostic) => rewordFacts(diagnostic, (text) => redactor.text(text)));
  return {
    result: { ...redactor.data(result, ownFields), diagnostics: reworded },
    leaks: (text) => scan.finds(text),
    isSecret: (text) => scan.finds(text) || redactor.text(text) !== text,
    ...(left ? { left } : {}),
  };
}

/** Longest part of a secret that may be shown, because it occurs in any text: one digit, or a few letters. */
const HARMLESS = 3;

/** True if a value shows a secret or a part of it. */
function touches(value: string, secret: string): boolean {
  const text = value.replace(/^"|"$/g, '').toLowerCase();
  const whole = secret.toLowerCase();
  return text.includes(whole) || (text.length > HARMLESS && whole.includes(text));
}

function totalsOf({ plan, iterations, collector }: Evidence, requests: readonly RequestResult[]): RunResult['totals'] {
  const count = (...outcomes: RequestResult['outcome'][]) =>
    requests.filter((request) => outcomes.includes(request.outcome)).length;
  const assertions = requests.flatMap((request) => request.assertions);
  return {
    planned: plan.requests.length * iterations,
    sent: requests.length - count('not-run', 'skipped'),
    ...(count('skipped') > 0 ? { skipped: count('skipped') } : {}),
    ...(collector.repeated > 0 ? { repeated: collector.repeated } : {}),
    ...(collector.byScripts > 0 ? { byScripts: collector.byScripts } : {}),
    passed: count('passed'),
    failed: count('failed', 'no-answer'),
    assertions: assertions.length,
    failedAssertions: assertions.filter((assertion) => !assertion.passed).length,
    leftOut: plan.leftOut.length,
  };
}

function endingOf(stop: Stop | undefined, cause: string | Supervisor['loop'], timeout: number): Diagnostic[] {
  if (stop === 'interrupted') return [diagnose('interrupted', {})];
  if (stop === 'deadline') return [diagnose('deadline', { seconds: timeout / 1000 })];
  if (typeof cause === 'string') return [diagnose('runner-failed', { reason: cause })];
  return cause ? [diagnose('endless-loop', cause)] : [];
}
