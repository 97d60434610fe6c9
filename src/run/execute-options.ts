import type { Api } from '../model/api.ts';
import type { Secret } from '../secrets/secret.ts';
import type { RunJob } from './job.ts';
import type { RunPlan } from './plan-run.ts';
import type { RequestResult } from './run-result.ts';
import type { Runner } from './runner.ts';

/** How a run is carried out. */
export interface ExecuteOptions {
  readonly api: Api;
  readonly environment: string;
  readonly plan: RunPlan;
  readonly job: RunJob;
  readonly runner: Runner;
  /** Values that must not appear in any output. */
  readonly secrets: readonly Secret[];
  /** What stands in plain sight: the files that are sent. */
  readonly known: readonly string[];
  /** Milliseconds for the whole run. */
  readonly timeout: number;
  /** How often a safe request is sent again after no answer, 429 or 502 to 504. */
  readonly retries: number;
  readonly bail: boolean;
  readonly showValues: boolean;
  readonly interrupt: AbortSignal;
  /** Told of each request that is over, for rows and a progress bar. */
  readonly onRequest: (result: RequestResult) => void;
}
