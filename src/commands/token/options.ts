import type { CommonOptions } from '../command.ts';
import type { TargetOptions } from '../target.ts';

/** Options of `token`, as yargs hands them over. */
export interface TokenOptions extends CommonOptions, TargetOptions {
  readonly identity?: string | undefined;
  /** Print the token itself. */
  readonly print: boolean;
}

/** Every option at its default. */
export const tokenDefaults: Omit<TokenOptions, 'format'> = {
  print: false,
  var: [],
  'timeout-request': '30s',
  insecure: false,
  'allow-http': false,
};
