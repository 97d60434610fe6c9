import type { CommonOptions } from '../command.ts';

/** Options of `generate`. */
export interface GenerateOptions extends CommonOptions {
  readonly lists?: readonly string[] | undefined;
  /** Show the plan, write nothing. */
  readonly 'dry-run': boolean;
  /** Replace files that were changed by hand. */
  readonly force: boolean;
  /** Compare the result with what Postman's SDK reads. */
  readonly verify: boolean;
  /** Generate again whenever a file changes, until Ctrl-C. */
  readonly watch: boolean;
}

/** Default values of the options. */
export const generateDefaults: Omit<GenerateOptions, 'format'> = {
  'dry-run': false,
  force: false,
  verify: false,
  watch: false,
};
