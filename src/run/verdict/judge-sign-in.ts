import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { guardAssertion, tokenAssertion } from '../../model/expectation.ts';
import type { Evidence } from '../collector.ts';
import { networkReason } from '../network-reason.ts';
import type { RequestResult } from '../run-result.ts';
import { reasonIn } from './excerpt.ts';
import { explained, maskedAnswer, type Secrecy, sentOf } from './explained.ts';
import { inIteration, measured, toAssertion } from './result-parts.ts';

/** Returns the first failed sign-in, reported where the list asks for it; empty if every sign-in succeeded. */
export function judgeSignIn({ plan, iterations, collector }: Evidence, secrecy?: Secrecy): Diagnostic[] {
  const requests = [
    ...plan.tokenRequests.map(({ id, identity }) => ({ id, visible: true, identity })),
    ...plan.requests.map(({ endpoint, token }) => ({ id: endpoint.id, visible: false, identity: token })),
  ];
  for (let iteration = 0; iteration < iterations; iteration++) {
    for (const { id, visible, identity } of requests) {
      const heard = collector.get(id, iteration);
      if (!heard || !identity) continue;
      const { signIn, origin } = identity;
      const round = inIteration(iteration, iterations);
      const fault = heard.error ?? (heard.assertions.some(isSignInFailure) ? heard.scriptedError : undefined);
      if (fault && (visible || !heard.error)) {
        const args = { request: `${signIn.name}${round}`, host: fault.host, reason: networkReason(fault.error) };
        return [diagnose('request-failed', args, origin)];
      }
      if (visible && heard.response && !heard.assertions.some(({ name }) => name === tokenAssertion)) {
        const broken = heard.scriptErrors[0]?.message ?? 'its test was never reported';
        const cause = `the script of the token request failed${round}: ${broken}`;
        return [diagnose('sign-in-failed', { identity: identity.name, cause }, origin)];
      }
      const failed = heard.assertions.find(isSignInFailure);
      if (failed?.failure !== undefined) {
        const answer = visible ? heard.response : heard.scriptedResponse;
        const cause = `${failed.failure}${round}`;
        const said = answer && reasonIn(maskedAnswer(answer, secrecy));
        // The cause names the codes of RFC 6749 already.
        const reason = said !== undefined && cause.includes(said) ? undefined : said;
        const args = { identity: identity.name, cause, reason, ...answer?.sent, status: answer?.status };
        return [diagnose('sign-in-failed', args, origin)];
      }
    }
  }
  return [];
}

function isSignInFailure({ name, failure }: { name: string; failure?: string }): boolean {
  return failure !== undefined && (name === tokenAssertion || name === guardAssertion);
}

/**
 * Returns the results of the visible token requests. They have no excerpt of the answer, which may be a token; the reason
 * of a refusal is in its diagnostic. Requests that were not sent get no row: either the token is still
 * valid, or a diagnostic says why.
 *
 * @param keepSent whether a request that passed says what was sent
 */
export function tokenRequestResults({ plan, iterations, collector }: Evidence, keepSent = false): RequestResult[] {
  return Array.from({ length: iterations }, (_, iteration) => iteration).flatMap((iteration) =>
    plan.tokenRequests.flatMap(({ id, identity: { signIn } }): RequestResult[] => {
      const heard = collector.get(id, iteration);
      if (!heard?.sent) return [];
      const assertions = heard.assertions.map(({ name, failure }) => toAssertion(name, failure));
      const passed = assertions.length > 0 && assertions.every((assertion) => assertion.passed);
      const outcome = heard.error ? 'no-answer' : passed ? 'passed' : 'failed';
      const base = { id, name: signIn.name, folders: [], method: 'POST', url: signIn.tokenUrl, iteration };
      return [
        {
          ...base,
          outcome,
          ...measured(heard),
          ...(passed ? sentOf(heard, keepSent) : explained(heard, 'nothing')),
          assertions,
          signIn: true,
        },
      ];
    }),
  );
}
