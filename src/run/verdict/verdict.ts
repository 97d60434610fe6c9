import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Evidence, plannedAndHeard } from '../collector.ts';
import type { RequestResult, Stop } from '../run-result.ts';
import { judgeRequest } from './judge-request.ts';
import { judgeSignIn, tokenRequestResults } from './judge-sign-in.ts';

/** What a run comes to. */
export interface Verdict {
  readonly exitCode: number;
  readonly requests: readonly RequestResult[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What the verdict depends on besides the evidence. */
export interface VerdictOptions {
  /** Why the run ended early, if it did. */
  readonly stop?: Stop;
  /** Whether actual values are shown beside the expected ones. */
  readonly showValues: boolean;
}

/**
 * Compares what was planned with what happened: a run is good only when every planned assertion was reported, and
 * passed. Of several faults, the one that explains the others decides the exit code.
 */
export function reachVerdict(evidence: Evidence, { stop, showValues }: VerdictOptions): Verdict {
  const signIn = judgeSignIn(evidence);
  const stopped = stop !== undefined || signIn.length > 0;
  const judged = [...plannedAndHeard(evidence)].map(({ planned, iteration, heard }) =>
    judgeRequest(planned, heard, { iteration, of: evidence.iterations, stopped, showValues }),
  );
  const diagnostics = [...signIn, ...judged.flatMap((request) => request.diagnostics)];
  const requests = [...tokenRequestResults(evidence), ...judged.map((request) => request.result)];
  const unsent = judged.some(({ result }) => result.outcome === 'not-run');
  return { exitCode: exitCodeOf(diagnostics, stop, unsent), requests, diagnostics };
}

/** @param unsent whether a planned request was not sent: then a run is never good, whatever else is known */
function exitCodeOf(diagnostics: readonly Diagnostic[], stop: Stop | undefined, unsent: boolean): number {
  if (stop === 'interrupted') return 130;
  if (stop === 'deadline' || stop === 'crash') return 5;
  const codes = new Set(diagnostics.map((diagnostic) => diagnostic.code));
  if (codes.has('sign-in-failed')) return 3;
  if (codes.has('request-failed')) return 4;
  return unsent || diagnostics.some((diagnostic) => diagnostic.severity === 'error') ? 1 : 0;
}
