import type { RunEvent } from '../runner.ts';
import type { NewmanJob } from './newman-job.ts';

/** What the parent tells the process that sends the requests. */
export type ToChild =
  | { readonly type: 'job'; readonly job: NewmanJob; readonly proxies: Readonly<Record<string, string>> }
  | { readonly type: 'abort' };

/** What it tells the parent. */
export type FromChild =
  | { readonly type: 'event'; readonly event: RunEvent }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly reason: string };
