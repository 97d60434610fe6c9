import type { RequestResult } from '../../../src/run/run-result.ts';
import type { Reply } from '../../support/open-server.ts';
import type { RunningRun } from '../../support/watched-run.ts';

/** A place that a request goes to. */
export interface Place {
  readonly origin: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly close: () => void;
}

/** What is done to a run of three requests, of which the second is called "Case". */
export interface Staging {
  /** Further keys of "Case" in the list. */
  readonly entry?: object;
  readonly reply?: Reply;
  /** Where "Case" is, if it is not at the server of the others. */
  readonly place?: () => Promise<Place>;
  /** Done to the run when a request arrives; to "Case", unless it says otherwise. */
  readonly meanwhile?: (run: RunningRun) => unknown;
  readonly when?: '/first';
  readonly args?: readonly string[];
  /** Seconds for the whole run. */
  readonly timeout?: number;
}

/** A way in which reports are lost, and what has to be there all the same. */
export interface SurvivalCase extends Staging {
  readonly name: string;
  /** Why the reports could be lost, or what they could get wrong. */
  readonly why: string;
  readonly exit: number;
  /** Codes of its diagnostics, each once. */
  readonly codes: readonly string[];
  /** What the report has to say of "Case". */
  readonly outcome: RequestResult['outcome'];
}

export const after = (script: string) => ({ entry: { after: script } });
export const before = (script: string) => ({ entry: { before: script } });
