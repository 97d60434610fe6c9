import type { KeptCookies, RunJob } from './job.ts';

/** The parts of a server's answer that a report needs. */
export interface ReceivedResponse {
  readonly status: number;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  /** Cut to {@link MAX_BODY} characters. */
  readonly body: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds. */
  readonly time: number;
  /** What was sent: method and URL with the values of variables. */
  readonly sent?: SentRequest;
}

/** The method and the URL of a request as it was sent. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
}

/** The largest head of an answer (status line and headers) that is accepted, in bytes. Node's own limit is 16 KB. */
export const MAX_HEAD = 64 * 1024;

/** How many characters of a body are kept, to show actual values. */
export const MAX_BODY = 200_000;

/**
 * An event of a run. Events are reported in the order in which they happen. `id` is the id of a request in the
 * collection; `iteration` counts from 0.
 */
export type RunEvent =
  | { readonly type: 'sent'; readonly id: string; readonly iteration: number }
  /** A script sends a request, such as the guard its sign-in. */
  | { readonly type: 'script-sent'; readonly id: string; readonly iteration: number }
  | {
      readonly type: 'response';
      readonly id: string;
      readonly iteration: number;
      readonly response: ReceivedResponse;
      /** Whether a script sent the request, such as the guard's sign-in. */
      readonly scripted?: true;
    }
  | {
      readonly type: 'no-response';
      readonly id: string;
      readonly iteration: number;
      readonly error: RunError;
      readonly host: string;
      readonly scripted: boolean;
    }
  | {
      readonly type: 'assertion';
      readonly id: string;
      readonly iteration: number;
      readonly name: string;
      readonly failure?: string;
      /** Whether it was made before the request, by a script that cannot see the answer. */
      readonly isBefore?: true;
    }
  /** A try failed, and the request is sent again: only the events of the last try count. */
  | { readonly type: 'again'; readonly id: string; readonly iteration: number }
  | {
      readonly type: 'script-error';
      readonly id: string;
      readonly iteration: number;
      readonly script: string;
      readonly message: string;
      /** Whether a request of the script got no answer. The script may have handled that, but newman counts it. */
      readonly unanswered?: true;
    }
  /** Values of the environment after the last request, for a later job. */
  | { readonly type: 'environment'; readonly values: Readonly<Record<string, string>> }
  /** Cookies at the end of the job, for a later job. */
  | { readonly type: 'cookies'; readonly cookies: KeptCookies }
  /**
   * A value to mask from now on. `learnt` marks one from an answer: a report that still contains it is not withheld,
   * because a server may call any text a token.
   */
  | { readonly type: 'secret'; readonly value: string; readonly learnt?: true }
  /** There are more secrets than can be masked. From now on, no text from an answer may be shown. */
  | { readonly type: 'too-many-secrets' }
  | { readonly type: 'finished'; readonly id: string; readonly iteration: number };

/** Why a request got no answer. */
export interface RunError {
  /** Code such as `ECONNREFUSED`; empty if there is none. */
  readonly code: string;
  readonly message: string;
  /** The proxy through which the request was sent, such as `http://proxy.test:3128`; absent if there is none. */
  readonly proxy?: string;
  /** Bytes that an answer may have; present if the answer had more. */
  readonly limit?: number;
  /** Whether the limit is that of the request, not that of the run. */
  readonly ownLimit?: true;
  /** Scheme of the URL; `tls-answered` if the answer to a plain http request began like an alert of TLS. */
  readonly scheme?: 'http' | 'https' | 'tls-answered';
}

/** Sends the requests of a job. */
export interface Runner {
  /** Name of the engine, as reports show it. */
  readonly engine: string;
  /**
   * Sends the requests and reports events. Resolves after the last request, or soon after the signal is aborted. Rejects
   * if the engine itself fails; failed requests are events.
   *
   * @param ending aborted to end after the current request with its scripts
   */
  run(job: RunJob, emit: (event: RunEvent) => void, signal: AbortSignal, ending?: AbortSignal): Promise<void>;
}

/** Returns the id of the events of the nth time that scripts send a request in an iteration, counted from 1. */
export const idOfTime = (id: string, time: number): string => (time > 1 ? `${id}#${time}` : id);

/** Returns the id of a request in the collection, and which time an event belongs to. */
export function timeOf(id: string): { readonly base: string; readonly time: number } {
  const at = id.lastIndexOf('#');
  return at === -1 ? { base: id, time: 1 } : { base: id.slice(0, at), time: Number(id.slice(at + 1)) };
}
