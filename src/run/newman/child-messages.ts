import type { RunEvent, RunJob } from '../runner.ts';

/** What the parent tells the process that sends the requests. */
export type ToChild =
  | { readonly type: 'job'; readonly job: RunJob; readonly proxies: Readonly<Record<string, string>> }
  | { readonly type: 'abort' };

/** What it tells the parent. */
export type FromChild =
  | { readonly type: 'event'; readonly event: RunEvent }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly reason: string };
