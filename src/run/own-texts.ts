import { guardAssertion, tokenAssertion } from '../model/expectation.ts';
import { networkReasons } from './network-reason.ts';
import type { RunPlan } from './plan-run.ts';

/**
 * Texts of a run that are our words as a whole: names of assertions, and why a request is not sent or has no answer. The
 * name of an assertion about a header's value is not one of them, because it quotes the list.
 */
export function ownTexts({ requests, leftOut }: RunPlan): Set<string> {
  const names = requests.flatMap(({ assertions }) =>
    assertions.flatMap(({ name, expectation }) => {
      const quotes = expectation?.kind === 'header' && typeof expectation.value === 'string';
      return quotes ? [] : [name];
    }),
  );
  const reasons = leftOut.flatMap(({ kind, reason }) => (kind === 'unsafe' ? [reason] : []));
  return new Set([...names, ...reasons, ...networkReasons, neverReported, tokenAssertion, guardAssertion]);
}

/** The message of a planned assertion that no script has reported. */
export const neverReported = 'never reported';
