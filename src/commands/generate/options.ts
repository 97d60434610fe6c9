import type { CommonOptions } from '../command.ts';

/** Options of `generate`. */
export interface GenerateOptions extends CommonOptions {
  readonly lists?: readonly string[] | undefined;
  readonly 'dry-run': boolean;
  readonly force: boolean;
  readonly verify: boolean;
}

/** Every option at its default. */
export const generateDefaults: Omit<GenerateOptions, 'format'> = { 'dry-run': false, force: false, verify: false };
