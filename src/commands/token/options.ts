import type { CommonOptions } from '../command.ts';
import type { TargetOptions } from '../target.ts';

/** Options of `token`, as yargs parses them. */
export interface TokenOptions extends CommonOptions, TargetOptions {
  /** Name of an identity; default: the list's `auth`. */
  readonly identity?: string | undefined;
  /** Print only the token to standard output. */
  readonly print: boolean;
}

/** Default values of the options. */
export const tokenDefaults: Omit<TokenOptions, 'format'> = {
  print: false,
  var: [],
  'timeout-request': '30s',
  insecure: false,
  'allow-http': false,
};
