import { guardAssertion, tokenAssertion } from '../model/expectation.ts';
import { networkReasons } from './network-reason.ts';
import type { RunPlan } from './plan-run.ts';

/**
 * Returns the texts in a run's result that consist of postmint's words only: names of assertions, and the reasons why a
 * request was not sent or got no answer. They are never masked. The name of an assertion about a header's value is not
 * included, because it quotes the list.
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

/** The message of a planned assertion that no script reported. */
export const neverReported = 'never reported';
