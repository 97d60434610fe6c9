import type { Heard } from '../collector.ts';
import { networkReason } from '../network-reason.ts';
import type { RequestResult } from '../run-result.ts';
import { excerptOf } from './excerpt.ts';

/**
 * Returns what explains a failed request: what was sent, the start of the answer, or why there was none.
 *
 * @param withAnswer whether the answer may be shown. It may be private if it is not an error
 */
export function explained(
  heard: Heard | undefined,
  withAnswer = true,
): Pick<RequestResult, 'sent' | 'answer' | 'reason'> {
  const { response, error } = heard ?? {};
  const answer = response && withAnswer ? excerptOf(response) : undefined;
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
