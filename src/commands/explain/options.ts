import type { CommonOptions } from '../command.ts';

/** Options of `explain`. */
export interface ExplainOptions extends CommonOptions {
  readonly code: string;
}
