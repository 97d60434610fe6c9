import type { RequestResult } from '../../../src/run/run-result.ts';
import type { Reply } from '../../support/open-server.ts';
import type { RunningRun } from '../../support/watched-run.ts';

/** The server of a request. */
export interface Place {
  readonly origin: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly close: () => void;
}

/** Settings of a run of three requests. The second one is named "Case". */
export interface Staging {
  /** Additional keys of "Case" in the list. */
  readonly entry?: object;
  readonly reply?: Reply;
  /** The server of "Case", if it differs from that of the other requests. */
  readonly place?: () => Promise<Place>;
  /** Acts on the run when "Case", or the path in `when`, is requested. */
  readonly meanwhile?: (run: RunningRun) => unknown;
  readonly when?: '/first';
  readonly args?: readonly string[];
  /** Time limit of the run in seconds. */
  readonly timeout?: number;
}

/** A situation in which reports could be lost, and the expected outcome. */
export interface SurvivalCase extends Staging {
  readonly name: string;
  /** Why the reports could be lost or wrong. */
  readonly why: string;
  readonly exit: number;
  /** Codes of the diagnostics, each once. */
  readonly codes: readonly string[];
  /** The outcome of "Case" in the report. */
  readonly outcome: RequestResult['outcome'];
}

export const after = (script: string) => ({ entry: { after: script } });
export const before = (script: string) => ({ entry: { before: script } });
