import type { Args } from '../../diagnostics/catalogue.ts';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { guardAssertion, neededAssertion } from '../../model/expectation.ts';
import { showUrl } from '../../model/show-url.ts';
import type { Heard } from '../collector.ts';
import { neverReported } from '../own-texts.ts';
import type { PlannedAssertion, PlannedRequest, RunPlan } from '../plan-run.ts';
import { type AssertionResult, type RequestResult, skipReasons } from '../run-result.ts';
import { actualOf, isPlainValue, withValue } from './actual-value.ts';
import { explained, maskedAnswer, type Secrecy, sentOf } from './explained.ts';
import { inIteration, measured, placeOf, toAssertion } from './result-parts.ts';
import { unanswered } from './unanswered.ts';

/** The result of one request, and the diagnostics about it. */
export interface Judged {
  readonly result: RequestResult;
  readonly diagnostics: readonly Diagnostic[];
}

/** Input of {@link judgeRequest}, besides the request and its events. */
export interface Circumstances {
  /** From 0. */
  readonly iteration: number;
  /** Number of iterations. */
  readonly of: number;
  /** Whether the run has ended early, which explains requests that were not sent. */
  readonly stopped: boolean;
  /** How scripts decide about the run, see `RunPlan`. */
  readonly plan?: Pick<RunPlan, 'flow' | 'allowsUntested'>;
  /** Whether messages of failed assertions include the actual value, and private answers are shown. */
  readonly showValues: boolean;
  /** Whether a request that passed says what was sent as well. */
  readonly keepSent?: boolean;
  /** Absent: nothing is a secret. */
  readonly secrecy?: Secrecy;
  /** True for a value that no secret touches. Absent: no value is shown unless `showValues` is set. */
  readonly isOpen?: (value: string) => boolean;
}

/**
 * Compares a planned request with its events in one iteration. A planned assertion that was not reported counts as
 * failed.
 *
 * @param heard undefined if nothing was reported for the request
 */
export function judgeRequest(planned: PlannedRequest, heard: Heard | undefined, circumstances: Circumstances): Judged {
  const { iteration, of, stopped } = circumstances;
  const { endpoint } = planned;
  const request = `${endpoint.name}${inIteration(iteration, of)}`;
  const base = {
    id: endpoint.id,
    name: endpoint.name,
    folders: endpoint.folders,
    method: endpoint.method,
    url: showUrl(endpoint.url),
    iteration,
    ...measured(heard),
    ...placeOf(endpoint),
  };
  const diagnostics = scriptFailures(planned, heard, request);
  if (heard?.error) {
    diagnostics.push(unanswered(endpoint, request, heard.error));
    return { result: { ...base, outcome: 'no-answer', assertions: [], ...explained(heard, 'all') }, diagnostics };
  }
  const others = judgeUnplanned(planned, heard, request);
  if (heard?.sent && !heard.response && stopped) {
    diagnostics.push(...others.diagnostics);
    return { result: { ...base, outcome: 'no-answer', assertions: others.assertions }, diagnostics };
  }
  const skipped = whySkipped(planned, heard, circumstances);
  const isQuiet = circumstances.plan?.flow === undefined || others.diagnostics.length === 0;
  if (skipped && isQuiet) {
    const assertions = circumstances.plan?.flow === undefined ? [] : others.assertions;
    return { result: { ...base, outcome: 'skipped', assertions, reason: skipped }, diagnostics };
  }
  if (!heard?.response) {
    diagnostics.push(...others.diagnostics);
    if (!stopped && diagnostics.length === 0) {
      const reason = heard ? 'a script skipped it' : 'a script ended the run before it';
      diagnostics.push(diagnose('not-run', { request, reason }, endpoint.origin));
    }
    return { result: { ...base, outcome: 'not-run', assertions: others.assertions }, diagnostics };
  }
  return judgeAnswer(planned, heard, circumstances, { base, request, others, diagnostics });
}

/** What is known of a request before its answer is judged. */
interface Before {
  readonly base: Pick<RequestResult, 'id' | 'name' | 'folders' | 'method' | 'url' | 'iteration'>;
  /** Its name, with the iteration. */
  readonly request: string;
  readonly others: ReturnType<typeof judgeUnplanned>;
  readonly diagnostics: Diagnostic[];
}

/** Judges a request that was answered. */
function judgeAnswer(
  planned: PlannedRequest,
  heard: Heard,
  circumstances: Circumstances,
  { base, request, others, diagnostics }: Before,
): Judged {
  const judged = planned.assertions.map((assertion) => judgeAssertion(assertion, request, heard, circumstances));
  const all = [...judged.map(({ result }) => result), ...others.assertions];
  const failed = all.filter((assertion) => !assertion.passed);
  const explanation = explained(heard, mayShow(heard, failed, circumstances) ? 'all' : 'error', circumstances.secrecy);
  const exchange = { ...explanation.sent, status: heard.response?.status, answer: explanation.answer };
  if (isUntestedError(heard, circumstances)) {
    diagnostics.push(diagnose('untested-error', { request, ...exchange }, planned.endpoint.origin));
  }
  const reported = [...judged.flatMap(({ report }) => report ?? []), ...others.reports];
  // An answer with another status has another content: its other failures have the same cause.
  const status = judged.find(
    ({ report, result }, at) =>
      report && result.message !== neverReported && planned.assertions[at]?.expectation?.kind === 'status',
  );
  const causes = status?.report ? [status.report] : reported;
  for (const [at, report] of causes.entries()) {
    const more = status?.report ? { ...exchange, others: reported.length - 1 } : at === 0 ? exchange : {};
    diagnostics.push(report(more));
  }
  const outcome = diagnostics.length === 0 && failed.length === 0 ? 'passed' : 'failed';
  const kept = outcome === 'passed' ? sentOf(heard, circumstances.keepSent) : explanation;
  // Without a failed assertion, the result would not say why it failed.
  const reason = outcome === 'failed' && failed.length === 0 ? diagnostics[0]?.message : undefined;
  const why = reason === undefined ? {} : { reason };
  return { result: { ...base, outcome, assertions: all, ...kept, ...why }, diagnostics };
}

/** The errors of a request's scripts. A sign-in without an answer is reported as such. */
function scriptFailures({ endpoint }: PlannedRequest, heard: Heard | undefined, request: string): Diagnostic[] {
  const signInFailed = heard?.assertions.some(({ name, failure }) => name === guardAssertion && failure !== undefined);
  return (heard?.scriptErrors ?? [])
    .filter(({ unanswered: isUnanswered }) => !(isUnanswered && signInFailed))
    .map(({ script, message }) => diagnose('script-failed', { request, script, message }, endpoint.origin));
}

/** True for an error that no test looks at. In a list, every request has an assertion for its status. */
function isUntestedError({ response, assertions }: Heard, { plan }: Circumstances): boolean {
  // A test before the request cannot see the answer.
  const isTested = assertions.some(({ isBefore }) => isBefore !== true);
  const isLeft = plan?.flow === 'scripts' && plan.allowsUntested !== true && !isTested;
  return isLeft && (response?.status ?? 0) >= 400;
}

/** Why a request was not to be sent; undefined if it was. */
function whySkipped(
  { endpoint }: PlannedRequest,
  heard: Heard | undefined,
  { plan, stopped }: Circumstances,
): string | undefined {
  const isOwn = plan?.flow === 'scripts';
  if (!heard) return isOwn && !stopped ? skipReasons.flow : undefined;
  if (heard.sent || heard.scriptErrors.length > 0) return undefined;
  if (isOwn) return skipReasons.ownScript;
  const failed = heard.assertions.filter(({ failure }) => failure !== undefined);
  if (endpoint.skippable && failed.length === 0) return skipReasons.script;
  const isUnneeded = endpoint.always && failed.length > 0 && failed.every(({ name }) => name === neededAssertion);
  return isUnneeded ? skipReasons.unneeded : undefined;
}

/** Makes the diagnostic of a failed assertion. It is given what was sent and answered, for the first one of a request. */
type Report = (exchange: Partial<Args<'assertion-failed'>>) => Diagnostic;

/** True if the answer is an error of the server, or if all values may be shown: other answers may be private. */
function mayShow({ response }: Heard, failed: readonly AssertionResult[], { showValues }: Circumstances): boolean {
  const isError = (response?.status ?? 0) >= 400 || failed.some(({ name }) => name.startsWith('Status is '));
  return showValues || isError;
}

function judgeAssertion(
  planned: PlannedAssertion,
  request: string,
  heard: Heard,
  { showValues, secrecy, isOpen = () => false }: Circumstances,
): { result: AssertionResult; report?: Report } {
  const reports = heard.assertions.filter((assertion) => assertion.name === planned.name);
  // A user's script may use the same name. Then all assertions of that name must pass.
  const found = reports.find((assertion) => assertion.failure !== undefined) ?? reports[0];
  if (!found) {
    const report = () => diagnose('assertion-missing', { request, assertion: planned.name }, planned.origin);
    return { result: toAssertion(planned.name, neverReported, planned), report };
  }
  // Earlier scripts share the sandbox and may have changed functions that this one calls. So check the status again.
  const failure = withLocation(found.failure ?? statusFailure(planned, heard), planned, heard);
  if (failure === undefined) return { result: toAssertion(planned.name, failure, planned) };
  const value = actualOf(planned.expectation, failure, heard.response && maskedAnswer(heard.response, secrecy));
  const isPlain = value !== undefined && isPlainValue(value) && isOpen(value);
  const message = isPlain ? withValue(failure, value) : failure;
  const actual = showValues && !isPlain ? value : undefined;
  const hides = value !== undefined && !isPlain && !showValues;
  const args = { request, assertion: planned.name, message, actual, hides };
  const report: Report = (exchange) => diagnose('assertion-failed', { ...args, ...exchange }, planned.origin);
  return { result: toAssertion(planned.name, message, planned), report };
}

/** Why the status is wrong although its assertion passed; undefined if it is right. */
function statusFailure({ expectation }: PlannedAssertion, { response }: Heard): string | undefined {
  if (expectation?.kind !== 'status' || !response) return undefined;
  const { status } = response;
  const isExpected = expectation.ranges.some(({ from, to }) => status >= from && status <= to);
  return isExpected ? undefined : `the status is ${status}, although a script reported it as expected`;
}

/** Adds where an unexpected redirect points to. The query is left out, because it may contain a code or a token. */
function withLocation(
  failure: string | undefined,
  { expectation }: PlannedAssertion,
  { response }: Heard,
): string | undefined {
  const isRedirect = expectation?.kind === 'status' && response && response.status >= 300 && response.status < 400;
  if (failure === undefined || !isRedirect) return failure;
  const location = response.headers.find(({ key }) => key.toLowerCase() === 'location')?.value;
  if (!location) return failure;
  return `${failure}; it points to ${location.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//')}`;
}

/** Judges the assertions of the user's scripts, which count as well. */
function judgeUnplanned(
  { endpoint, assertions, token }: PlannedRequest,
  heard: Heard | undefined,
  request: string,
): { assertions: AssertionResult[]; reports: Report[]; diagnostics: Diagnostic[] } {
  const names = new Set(assertions.map((assertion) => assertion.name));
  const others = (heard?.assertions ?? []).filter(
    ({ name }) => !names.has(name) && !(token && name === guardAssertion),
  );
  const reports = others.flatMap(({ name, failure }): Report[] => {
    if (failure === undefined) return [];
    const args = { request, assertion: name, message: failure };
    return [(exchange) => diagnose('assertion-failed', { ...args, ...exchange }, endpoint.origin)];
  });
  return {
    assertions: others.map(({ name, failure }) => toAssertion(name, failure)),
    reports,
    diagnostics: reports.map((report) => report({})),
  };
}
