import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { positionAt } from '../../diagnostics/origin.ts';
import { guardAssertion } from '../../model/expectation.ts';
import { showUrl } from '../../model/show-url.ts';
import type { Heard } from '../collector.ts';
import { networkReason } from '../network-reason.ts';
import { neverReported } from '../own-texts.ts';
import type { PlannedAssertion, PlannedRequest } from '../plan-run.ts';
import type { AssertionResult, RequestResult } from '../run-result.ts';
import { actualOf } from './actual-value.ts';

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
  /** Whether messages of failed assertions include the actual value. */
  readonly showValues: boolean;
}

/**
 * Compares a planned request with its events in one iteration. A planned assertion that was not reported counts as
 * failed.
 *
 * @param heard undefined if nothing was reported for the request
 */
export function judgeRequest(
  planned: PlannedRequest,
  heard: Heard | undefined,
  { iteration, of, stopped, showValues }: Circumstances,
): Judged {
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
  };
  const diagnostics: Diagnostic[] = [];
  // A sign-in without an answer is reported as such.
  const signInFailed = heard?.assertions.some(({ name, failure }) => name === guardAssertion && failure !== undefined);
  for (const { script, message, unanswered } of heard?.scriptErrors ?? []) {
    if (unanswered && signInFailed) continue;
    diagnostics.push(diagnose('script-failed', { request, script, message }, endpoint.origin));
  }
  if (heard?.error) {
    const { host, error } = heard.error;
    diagnostics.push(diagnose('request-failed', { request, host, reason: networkReason(error) }, endpoint.origin));
    return { result: { ...base, outcome: 'no-answer', assertions: [] }, diagnostics };
  }
  const others = judgeUnplanned(planned, heard, request);
  diagnostics.push(...others.diagnostics);
  if (heard?.sent && !heard.response && stopped) {
    return { result: { ...base, outcome: 'no-answer', assertions: others.assertions }, diagnostics };
  }
  if (!heard?.response) {
    if (!stopped && diagnostics.length === 0) {
      const reason = heard ? 'a script skipped it' : 'a script ended the run before it';
      diagnostics.push(diagnose('not-run', { request, reason }, endpoint.origin));
    }
    return { result: { ...base, outcome: 'not-run', assertions: others.assertions }, diagnostics };
  }
  const assertions = planned.assertions.map((assertion) => {
    const judged = judgeAssertion(assertion, request, heard, showValues);
    if (judged.diagnostic) diagnostics.push(judged.diagnostic);
    return judged.result;
  });
  const all = [...assertions, ...others.assertions];
  const outcome = diagnostics.length === 0 && all.every((assertion) => assertion.passed) ? 'passed' : 'failed';
  return { result: { ...base, outcome, assertions: all }, diagnostics };
}

function judgeAssertion(
  planned: PlannedAssertion,
  request: string,
  heard: Heard,
  showValues: boolean,
): { result: AssertionResult; diagnostic?: Diagnostic } {
  const reports = heard.assertions.filter((assertion) => assertion.name === planned.name);
  // A user's script may use the same name. Then all assertions of that name must pass.
  const found = reports.find((assertion) => assertion.failure !== undefined) ?? reports[0];
  if (!found) {
    const diagnostic = diagnose('assertion-missing', { request, assertion: planned.name }, planned.origin);
    return { result: toAssertion(planned.name, neverReported, planned), diagnostic };
  }
  // Earlier scripts share the sandbox and may have changed functions that this one calls. So check the status again.
  const failure = withLocation(found.failure ?? statusFailure(planned, heard), planned, heard);
  const result = toAssertion(planned.name, failure, planned);
  if (failure === undefined) return { result };
  const actual = showValues ? actualOf(planned.expectation, failure, heard.response) : undefined;
  const args = { request, assertion: planned.name, message: failure, actual };
  return { result, diagnostic: diagnose('assertion-failed', args, planned.origin) };
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
  return location ? `${failure} to ${location.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//')}` : failure;
}

/** Judges the assertions of the user's scripts, which count as well. */
function judgeUnplanned(
  { endpoint, assertions, token }: PlannedRequest,
  heard: Heard | undefined,
  request: string,
): { assertions: AssertionResult[]; diagnostics: Diagnostic[] } {
  const names = new Set(assertions.map((assertion) => assertion.name));
  const others = (heard?.assertions ?? []).filter(
    ({ name }) => !names.has(name) && !(token && name === guardAssertion),
  );
  return {
    assertions: others.map(({ name, failure }) => toAssertion(name, failure)),
    diagnostics: others.flatMap(({ name, failure }) =>
      failure === undefined
        ? []
        : [diagnose('assertion-failed', { request, assertion: name, message: failure }, endpoint.origin)],
    ),
  };
}

/**
 * Returns the result of an assertion.
 *
 * @param failure why it failed; undefined if it passed
 * @param planned adds the line of the list that asks for it
 */
export function toAssertion(name: string, failure: string | undefined, planned?: PlannedAssertion): AssertionResult {
  const line = planned ? { line: positionAt(planned.origin.source, planned.origin.start).line } : {};
  return { name, passed: failure === undefined, ...(failure === undefined ? {} : { message: failure }), ...line };
}

/** Returns status, time and size of the answer; an empty object if there was none. */
export function measured(heard: Heard | undefined): Pick<RequestResult, 'status' | 'time' | 'size'> {
  const { response } = heard ?? {};
  return response ? { status: response.status, time: response.time, size: response.size } : {};
}

/** Returns ` (iteration 2)` for iteration 1, because users count from 1; empty text if there is only one iteration. */
export const inIteration = (iteration: number, of: number) => (of > 1 ? ` (iteration ${iteration + 1})` : '');
