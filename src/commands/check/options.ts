import type { CommonOptions } from '../command.ts';
import type { TargetOptions } from '../target.ts';

/** Options of `check`. */
export interface CheckOptions extends CommonOptions, TargetOptions {
  readonly lists?: readonly string[] | undefined;
  /** Path or URL of a description. */
  readonly against?: string | undefined;
  /** Percent. */
  readonly 'min-coverage'?: string | undefined;
}

/** Default values of the options. */
export const checkDefaults: Omit<CheckOptions, 'format'> = {
  var: [],
  'timeout-request': '30s',
  insecure: false,
  'allow-http': false,
};
