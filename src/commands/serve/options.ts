import type { CommonOptions } from '../command.ts';
import type { SecretOptions } from '../gather-secrets.ts';

/** Options of `serve`, as yargs parses them. */
export interface ServeOptions extends CommonOptions, SecretOptions {
  readonly lists?: readonly string[] | undefined;
  readonly env?: string | undefined;
  readonly port: string;
  readonly fault: readonly string[];
  /** Serve the list again whenever a file of it changes. */
  readonly watch: boolean;
}
