import type { Api } from '../model/api.ts';
import type { Secret } from '../secrets/secret.ts';
import type { RunJob } from './job.ts';
import type { RunPlan } from './plan-run.ts';
import type { RequestResult } from './run-result.ts';
import type { Runner } from './runner.ts';

/** Input of {@link execute}: the plan, the job made from it, and the limits of the run. */
export interface ExecuteOptions {
  readonly api: Api;
  /** Name of the environment. */
  readonly environment: string;
  readonly plan: RunPlan;
  readonly job: RunJob;
  readonly runner: Runner;
  /** Values that must not appear in any output. */
  readonly secrets: readonly Secret[];
  /** Public texts, such as names and URLs of the list. Parts of a secret that occur in them are not hidden. */
  readonly known: readonly string[];
  /** Milliseconds for the whole run. */
  readonly timeout: number;
  /** How often a safe request is retried after no answer, 429 or 502 to 504. */
  readonly retries: number;
  /** Whether the run ends at the first failure. */
  readonly bail: boolean;
  /** Whether messages of failed assertions include the actual value. */
  readonly showValues: boolean;
  /** Whether results say what was sent for requests that passed as well; default: only for those that failed. */
  readonly keepSent?: boolean;
  /** Ends the run when it is aborted. */
  readonly interrupt: AbortSignal;
  /** Ends the run at once when it is aborted, without the requests that clean up. */
  readonly interruptAgain?: AbortSignal;
  /** Called after each request, for rows and a progress bar. */
  readonly onRequest: (result: RequestResult) => void;
}
