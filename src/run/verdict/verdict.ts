import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { type Evidence, plannedAndHeard } from '../collector.ts';
import type { RequestResult, Stop } from '../run-result.ts';
import type { Secrecy } from './explained.ts';
import { type Judged, judgeRequest } from './judge-request.ts';
import { judgeSignIn, tokenRequestResults } from './judge-sign-in.ts';
import { judgeUnsaved } from './judge-unsaved.ts';

/** The exit code of a run, the result of each request, and the diagnostics. */
export interface Verdict {
  readonly exitCode: number;
  readonly requests: readonly RequestResult[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Input of {@link reachVerdict}, besides the evidence. */
export interface VerdictOptions {
  /** Why the run ended early, if it did. */
  readonly stop?: Stop;
  /** Whether messages of failed assertions include the actual value. */
  readonly showValues: boolean;
  /** Whether results say what was sent for requests that passed as well. */
  readonly keepSent?: boolean;
  /** Keeps secrets out of excerpts. */
  readonly secrecy?: Secrecy;
  /** True for a value that no secret touches. See `Circumstances`. */
  readonly isOpen?: (value: string) => boolean;
}

/**
 * Compares the plan with the events of the run. A run passes only if every planned assertion was reported and passed.
 * The most fundamental failure decides the exit code: a sign-in before a request without an answer, and that before an
 * assertion.
 */
export function reachVerdict(evidence: Evidence, { stop, ...shown }: VerdictOptions): Verdict {
  const signIn = judgeSignIn(evidence, shown.secrecy);
  const stopped = stop !== undefined || signIn.length > 0;
  const judged = [...plannedAndHeard(evidence)].map(({ planned, iteration, heard }) =>
    judgeRequest(planned, heard, { iteration, of: evidence.iterations, stopped, plan: evidence.plan, ...shown }),
  );
  const unsaved = judgeUnsaved(evidence);
  const others = judged.flatMap(({ result: { id, iteration }, diagnostics }) =>
    unsaved.includes(id, iteration) ? [] : diagnostics,
  );
  const diagnostics = [...signIn, ...others, ...unsaved.diagnostics, ...nothingSent(evidence, judged)];
  const requests = [...tokenRequestResults(evidence, shown.keepSent), ...judged.map((request) => request.result)];
  const unsent = judged.some(({ result }) => result.outcome === 'not-run');
  return { exitCode: exitCodeOf(diagnostics, stop, unsent), requests, diagnostics };
}

/** A run in which scripts skipped every request has tested nothing. */
function nothingSent({ plan }: Evidence, judged: readonly Judged[]): Diagnostic[] {
  const [first] = plan.requests;
  if (!first || !judged.every(({ result }) => result.outcome === 'skipped')) return [];
  const { name, origin } = first.endpoint;
  return [diagnose('not-run', { request: name, reason: 'every request was skipped' }, origin)];
}

/** @param unsent whether a planned request was not sent. Such a run never passes */
function exitCodeOf(diagnostics: readonly Diagnostic[], stop: Stop | undefined, unsent: boolean): number {
  if (stop === 'interrupted') return 130;
  if (stop === 'deadline' || stop === 'loop' || stop === 'crash') return 5;
  const codes = new Set(diagnostics.map((diagnostic) => diagnostic.code));
  if (codes.has('sign-in-failed')) return 3;
  if (codes.has('request-failed')) return 4;
  return unsent || diagnostics.some((diagnostic) => diagnostic.severity === 'error') ? 1 : 0;
}
