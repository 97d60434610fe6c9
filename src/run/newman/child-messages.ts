import type { RunEvent } from '../runner.ts';
import type { NewmanJob } from './newman-job.ts';

/** Messages from the parent to the newman process. `proxies` are environment variables. */
export type ToChild =
  | { readonly type: 'job'; readonly job: NewmanJob; readonly proxies: Readonly<Record<string, string>> }
  | { readonly type: 'abort' }
  /** End after the current request. */
  | { readonly type: 'end' }
  /** What is to be done after a failure was said before. */
  | { readonly type: 'go-on' };

/** Messages from the newman process to the parent. The last one is `done` or `failed`. */
export type FromChild =
  | { readonly type: 'event'; readonly event: RunEvent }
  /** A request has failed, and the process waits for `go-on`. */
  | { readonly type: 'settle' }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly reason: string };
