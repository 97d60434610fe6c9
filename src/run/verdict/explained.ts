import type { Heard } from '../collector.ts';
import { networkReason } from '../network-reason.ts';
import type { RequestResult } from '../run-result.ts';
import { errorsIn, excerptOf } from './excerpt.ts';

/**
 * Returns what explains a failed request: what was sent, the start of the answer, or why there was none.
 *
 * @param shown how much of the answer: nothing, as it may be a token; only its error, as the rest may be private; all
 */
export function explained(
  heard: Heard | undefined,
  shown: 'nothing' | 'error' | 'all',
): Pick<RequestResult, 'sent' | 'answer' | 'reason'> {
  const { response, error } = heard ?? {};
  const excerpt = { nothing: () => undefined, error: errorsIn, all: excerptOf }[shown];
  const answer = response && excerpt(response);
  return {
    ...sentOf(heard),
    ...(answer === undefined ? {} : { answer }),
    ...(error ? { reason: networkReason(error.error) } : {}),
  };
}

/** Returns what was sent; nothing if it is not known or not wanted. */
export function sentOf(heard: Heard | undefined, wanted = true): Pick<RequestResult, 'sent'> {
  const sent = heard?.response?.sent;
  return wanted && sent ? { sent } : {};
}
