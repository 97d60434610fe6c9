import type { RunJob } from './job.ts';

/** What a server answered, as far as a report needs it. */
export interface ReceivedResponse {
  readonly status: number;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  /** Cut to {@link MAX_BODY} characters. */
  readonly body: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds. */
  readonly time: number;
}

/** The largest answer that is taken in, in bytes: ten million characters of JSON are a fault, or an attack. */
export const MAX_ANSWER = 10 * 1024 * 1024;

/** The largest head of an answer, in bytes; four times what Node itself takes. */
export const MAX_HEAD = 64 * 1024;

/** How much of a body is kept to show an actual value. */
export const MAX_BODY = 200_000;

/** What happens during a run, in order. `id` is the id of a request in the collection. */
export type RunEvent =
  | { readonly type: 'sent'; readonly id: string; readonly iteration: number }
  | { readonly type: 'response'; readonly id: string; readonly iteration: number; readonly response: ReceivedResponse }
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
    }
  | {
      readonly type: 'script-error';
      readonly id: string;
      readonly iteration: number;
      readonly script: string;
      readonly message: string;
    }
  /** Values of the environment when everything was sent, for a further job. */
  | { readonly type: 'environment'; readonly values: Readonly<Record<string, string>> }
  /** `learnt` from an answer: hidden, but no reason to withhold a report, because a server may call anything a token. */
  | { readonly type: 'secret'; readonly value: string; readonly learnt?: true }
  /** There were more of them than can be looked for: from now on nothing that an answer may have brought can be shown. */
  | { readonly type: 'too-many-secrets' }
  | { readonly type: 'finished'; readonly id: string; readonly iteration: number };

/** Why a request got no answer. */
export interface RunError {
  readonly code: string;
  readonly message: string;
}

/**
 * What sends the requests. It reports events, and resolves when everything is over; aborting the signal ends it soon.
 * It rejects when it cannot do its work at all.
 */
export interface Runner {
  readonly engine: string;
  run(job: RunJob, emit: (event: RunEvent) => void, signal: AbortSignal): Promise<void>;
}
