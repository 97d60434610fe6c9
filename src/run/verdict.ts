import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { positionAt } from '../diagnostics/origin.ts';
import { guardAssertion, tokenAssertion } from '../postman/v2/to-token-request.ts';
import { toUrl } from '../postman/v2/to-url.ts';
import { actualOf } from './actual-value.ts';
import { type Evidence, type Heard, plannedAndHeard } from './collector.ts';
import { networkReason } from './network-reason.ts';
import type { PlannedAssertion, PlannedRequest } from './plan-run.ts';
import type { AssertionResult, RequestResult, Stop } from './run-result.ts';

/** What the evidence comes to. */
export interface Verdict {
  readonly exitCode: number;
  readonly requests: readonly RequestResult[];
  readonly diagnostics: readonly Diagnostic[];
}

/** How a verdict is reached and told. */
export interface VerdictOptions {
  readonly stop?: Stop;
  /** Whether actual values are shown beside the expected ones. */
  readonly showValues: boolean;
}

interface Judged {
  readonly result: RequestResult;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compares what was planned with what was heard: a run is good only when every planned assertion was reported, and
 * passed. Of several faults, the one that explains the others decides the exit code.
 */
export function reachVerdict(evidence: Evidence, options: VerdictOptions): Verdict {
  const signIn = judgeSignIn(evidence);
  const stopped = options.stop !== undefined || signIn.length > 0;
  const judged = [...plannedAndHeard(evidence)].map(({ planned, iteration, heard }) =>
    judgeRequest(planned, heard, { iteration, of: evidence.iterations, stopped, showValues: options.showValues }),
  );
  const diagnostics = [...signIn, ...judged.flatMap((one) => one.diagnostics)];
  const requests = [...tokenRequests(evidence), ...judged.map((one) => one.result)];
  const unsent = judged.some((one) => one.result.outcome === 'not-run');
  return { exitCode: exitCodeOf(diagnostics, options.stop, unsent), requests, diagnostics };
}

/** @param unsent whether a planned request was not sent: then a run is never good, whatever else is known */
function exitCodeOf(diagnostics: readonly Diagnostic[], stop: Stop | undefined, unsent: boolean): number {
  if (stop === 'interrupted') return 130;
  if (stop === 'deadline' || stop === 'crash') return 5;
  const codes = new Set(diagnostics.map((one) => one.code));
  if (codes.has('sign-in-failed')) return 3;
  if (codes.has('request-failed')) return 4;
  return unsent || diagnostics.some((one) => one.severity === 'error') ? 1 : 0;
}

/** A failed sign-in, told once, where the list asks for it. */
function judgeSignIn({ plan, iterations, collector }: Evidence): Diagnostic[] {
  const requests = [
    ...plan.tokenRequests.map((own) => ({ id: own.id, own, token: own })),
    ...plan.requests.map(({ endpoint, token }) => ({ id: endpoint.id, own: undefined, token })),
  ];
  for (let iteration = 0; iteration < iterations; iteration++) {
    for (const { id, own, token } of requests) {
      const heard = collector.get(id, iteration);
      if (!heard || !token) continue;
      const { signIn, identity } = token;
      const { origin } = identity;
      const round = inIteration(iteration, iterations);
      const fault = heard.error ?? (heard.assertions.some(isSignInFailure) ? heard.scriptedError : undefined);
      if (fault && (own || !heard.error)) {
        const args = { request: `${signIn.name}${round}`, host: fault.host, reason: networkReason(fault.error) };
        return [diagnose('request-failed', args, origin)];
      }
      if (own && heard.response && !heard.assertions.some((one) => one.name === tokenAssertion)) {
        const broken = heard.scriptErrors[0]?.message ?? 'its test never reported';
        const cause = `the script of the token request failed${round}: ${broken}`;
        return [diagnose('sign-in-failed', { identity: identity.name, cause }, origin)];
      }
      const failed = heard.assertions.find(isSignInFailure);
      if (failed?.failure !== undefined) {
        return [diagnose('sign-in-failed', { identity: identity.name, cause: `${failed.failure}${round}` }, origin)];
      }
    }
  }
  return [];
}

function isSignInFailure({ name, failure }: { name: string; failure?: string }): boolean {
  return failure !== undefined && (name === tokenAssertion || name === guardAssertion);
}

/** The visible token requests as rows of the result. One that was not sent is none: its token lives, or a diagnostic tells. */
function tokenRequests({ plan, iterations, collector }: Evidence): RequestResult[] {
  return Array.from({ length: iterations }, (_, iteration) => iteration).flatMap((iteration) =>
    plan.tokenRequests.flatMap(({ id, signIn }): RequestResult[] => {
      const heard = collector.get(id, iteration);
      if (!heard?.sent) return [];
      const assertions = heard.assertions.map(({ name, failure }) => toAssertion(name, failure));
      const passed = assertions.length > 0 && assertions.every((one) => one.passed);
      const outcome = heard.error ? 'no-answer' : passed ? 'passed' : 'failed';
      const base = { id, name: signIn.name, folders: [], method: 'POST', url: signIn.tokenUrl, iteration };
      return [{ ...base, outcome, ...measured(heard), assertions }];
    }),
  );
}

function toAssertion(name: string, failure: string | undefined, planned?: PlannedAssertion): AssertionResult {
  const line = planned ? { line: positionAt(planned.origin.source, planned.origin.start).line } : {};
  return { name, passed: failure === undefined, ...(failure === undefined ? {} : { message: failure }), ...line };
}

function measured(heard: Heard | undefined): Pick<RequestResult, 'status' | 'time' | 'size'> {
  const { response } = heard ?? {};
  return response ? { status: response.status, time: response.time, size: response.size } : {};
}

/** What tells an iteration, from 0, from the others; nothing where there is only one. */
const inIteration = (iteration: number, of: number) => (of > 1 ? ` (iteration ${iteration + 1})` : '');

/** Where in a run a request stands, and how it is told. */
interface Circumstances {
  /** From 0. */
  readonly iteration: number;
  /** How many iterations there are. */
  readonly of: number;
  /** Whether the run has ended early, which explains what was not sent. */
  readonly stopped: boolean;
  readonly showValues: boolean;
}

/** One request's part of the verdict. */
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
    url: toUrl(endpoint.url).raw,
    iteration,
    ...measured(heard),
  };
  const diagnostics: Diagnostic[] = [];
  for (const { script, message } of heard?.scriptErrors ?? []) {
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
  const assertions = planned.assertions.map((one) => {
    const { assertion, diagnostic } = judgeAssertion(one, request, heard, showValues);
    if (diagnostic) diagnostics.push(diagnostic);
    return assertion;
  });
  const all = [...assertions, ...others.assertions];
  const outcome = diagnostics.length === 0 && all.every((one) => one.passed) ? 'passed' : 'failed';
  return { result: { ...base, outcome, assertions: all }, diagnostics };
}

function judgeAssertion(
  one: PlannedAssertion,
  request: string,
  heard: Heard,
  showValues: boolean,
): { assertion: AssertionResult; diagnostic?: Diagnostic } {
  const reports = heard.assertions.filter((assertion) => assertion.name === one.name);
  // A script of the user's may use the same name: then all of them have to pass.
  const found = reports.find((assertion) => assertion.failure !== undefined) ?? reports[0];
  if (!found) {
    const diagnostic = diagnose('assertion-missing', { request, assertion: one.name }, one.origin);
    return { assertion: toAssertion(one.name, 'never reported', one), diagnostic };
  }
  // A script shares its sandbox with those before it, which may have changed what it calls: the status is known here.
  const failure = found.failure ?? statusFailure(one, heard);
  const assertion = toAssertion(one.name, failure, one);
  if (failure === undefined) return { assertion };
  const actual = showValues ? actualOf(one.expectation, failure, heard.response) : undefined;
  const args = { request, assertion: one.name, message: failure, actual };
  return { assertion, diagnostic: diagnose('assertion-failed', args, one.origin) };
}

/** What is wrong with the status although its assertion passed. */
function statusFailure({ expectation }: PlannedAssertion, { response }: Heard): string | undefined {
  if (expectation?.kind !== 'status' || !response) return undefined;
  const { status } = response;
  const good = expectation.ranges.some(({ from, to }) => status >= from && status <= to);
  return good ? undefined : `the status is ${status}, and a script says that it is right`;
}

/** Assertions of the user's own scripts: they count as well. */
function judgeUnplanned(
  { endpoint, assertions, token }: PlannedRequest,
  heard: Heard | undefined,
  request: string,
): { assertions: AssertionResult[]; diagnostics: Diagnostic[] } {
  const names = new Set(assertions.map((one) => one.name));
  const others = (heard?.assertions ?? []).filter(
    (one) => !names.has(one.name) && !(token && one.name === guardAssertion),
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
