import type { CommonOptions } from '../command.ts';

/** Options of `docs`. */
export interface DocsOptions extends CommonOptions {
  readonly lists?: readonly string[] | undefined;
  /** Show the plan, write nothing. */
  readonly 'dry-run': boolean;
  /** Replace pages that were changed by hand. */
  readonly force: boolean;
  /** Make the pages again whenever a file changes, until Ctrl-C. */
  readonly watch: boolean;
}

/** Default values of the options. */
export const docsDefaults: Omit<DocsOptions, 'format'> = { 'dry-run': false, force: false, watch: false };
