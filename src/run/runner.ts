/** What a runner is to send, and how. Plain data, so that it can cross a process. */
export interface RunJob {
  /** The collection as it was written. */
  readonly collection: Readonly<Record<string, unknown>>;
  /** The environment as it was written, with this run's values in it. */
  readonly environment: Readonly<Record<string, unknown>>;
  /** Ids of the requests to send; all when absent. The order is the collection's. */
  readonly requestIds?: readonly string[];
  readonly iterations: number;
  /** One set of variables for each iteration. */
  readonly data?: readonly Readonly<Record<string, string>>[];
  /** Milliseconds. */
  readonly timeoutRequest: number;
  readonly timeoutScript: number;
  readonly delay: number;
  readonly tls: {
    readonly insecure: boolean;
    readonly caFile?: string;
    readonly clientCert?: string;
    readonly clientKey?: string;
  };
  /** Sign-ins whose secrets may come with the data: another password wants another sign-in. */
  readonly signIns: readonly SignInSecrets[];
  /** Names of the variables whose values are secrets, so that those that a run sets can be learnt. */
  readonly secretVariables: readonly string[];
}

/** A sign-in: the variable that says for whom its token is, and the secrets that it sends. */
export interface SignInSecrets {
  readonly gotFor: string;
  readonly secrets: readonly string[];
}

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
