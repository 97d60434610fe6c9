import type { CommonOptions } from '../command.ts';

/** Options of `completion`, as yargs parses them. */
export interface CompletionOptions extends CommonOptions {
  readonly shell: string;
}
