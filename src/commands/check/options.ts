import type { CommonOptions } from '../command.ts';

/** Options of `check`. */
export interface CheckOptions extends CommonOptions {
  readonly lists?: readonly string[] | undefined;
}
