import { quoteText } from './show-text.ts';

/** Facts about a failed assertion, and about the exchange that it belongs to. */
export interface FailedAssertion {
  readonly request: string;
  readonly assertion: string;
  readonly message: string;
  /** The value in the answer. */
  readonly actual?: string | undefined;
  /** Whether the message hides a value that can be shown. */
  readonly hides?: boolean | undefined;
  /** How many other assertions of the request failed for the same reason. */
  readonly others?: number | undefined;
  /** Names of other requests that were not sent for the same reason. */
  readonly unsent?: readonly string[] | undefined;
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly status?: number | undefined;
  /** The start of the answer. */
  readonly answer?: string | undefined;
}

/** Facts about a refused sign-in, and about its token request if that is known. */
export interface FailedSignIn extends Pick<FailedAssertion, 'method' | 'url' | 'status'> {
  /** Absent for that of `auth`. */
  readonly identity?: string | undefined;
  readonly cause: string;
  /** Why the server refused, in its own words. */
  readonly reason?: string | undefined;
}

/**
 * Returns what was sent and answered, in one line.
 *
 * @example 'GET http://127.0.0.1:8787/books was answered with 500: {"error":"too long"}'
 */
export function describeExchange({
  method,
  url,
  status,
  answer,
}: Pick<FailedAssertion, 'method' | 'url' | 'status' | 'answer'>): string {
  return `${method} ${url} was answered with ${status}${answer ? `: ${answer}` : ''}`;
}

/** Returns what explains a failed assertion, one fact in a line: what was sent and answered, and what follows from it. */
export function detailsOfFailure(facts: FailedAssertion): string[] {
  const { method, url, status, answer, hides, others = 0, unsent = [] } = facts;
  return [
    ...(method && url ? [describeExchange({ method, url, status, answer })] : []),
    ...(hides ? ['--show-values shows the value'] : []),
    ...(others > 0 ? [`${others} more assertion${others === 1 ? '' : 's'} of this request failed`] : []),
    ...(unsent.length > 0 ? [`also not sent: ${unsent.map((name) => quoteText(name)).join(', ')}`] : []),
  ];
}
