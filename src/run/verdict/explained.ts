import type { Heard } from '../collector.ts';
import { networkReason } from '../network-reason.ts';
import type { RequestResult } from '../run-result.ts';
import type { ReceivedResponse } from '../runner.ts';
import { errorsIn, excerptOf } from './excerpt.ts';

/** Keeps secrets out of what is shown of an answer. */
export interface Secrecy {
  /** Returns a text with its secrets masked. */
  readonly mask: (text: string) => string;
  /** True for a text in which a part of a secret is left. */
  readonly leaks: (text: string) => boolean;
}

/**
 * Returns an answer with its secrets masked. This comes before anything is cut or joined: half a secret, or one with
 * other spaces, would not be recognized.
 */
export function maskedAnswer(response: ReceivedResponse, secrecy: Secrecy | undefined): ReceivedResponse {
  if (!secrecy) return response;
  const headers = response.headers.map(({ key, value }) => ({ key, value: secrecy.mask(value) }));
  return { ...response, headers, body: secrecy.mask(response.body) };
}

/**
 * Returns what explains a failed request: what was sent, the start of the answer, or why there was none.
 *
 * @param shown how much of the answer: nothing, as it may be a token; only its error, as the rest may be private; all
 */
export function explained(
  heard: Heard | undefined,
  shown: 'nothing' | 'error' | 'all',
  secrecy?: Secrecy,
): Pick<RequestResult, 'sent' | 'answer' | 'reason'> {
  const { response, error } = heard ?? {};
  const excerpt = { nothing: () => undefined, error: errorsIn, all: excerptOf }[shown];
  const found = response && excerpt(maskedAnswer(response, secrecy));
  const answer = found !== undefined && secrecy?.leaks(found) ? undefined : found;
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
