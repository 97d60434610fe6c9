import type { CommonOptions } from '../command.ts';
import type { TargetOptions } from '../target.ts';
import type { CollectionOptions } from './collection/options.ts';

/** Options of `run`, as yargs parses them. */
export interface RunOptions extends CommonOptions, TargetOptions, CollectionOptions {
  readonly folder: readonly string[];
  readonly request: readonly string[];
  readonly tag: readonly string[];
  readonly 'not-tag': readonly string[];
  readonly unsafe: boolean;
  readonly yes: boolean;
  /** Show the plan, send nothing. */
  readonly list: boolean;
  readonly bail: boolean;
  readonly timeout: string;
  readonly delay: string;
  readonly retries: string;
  /** Empty if it is not given. */
  readonly iterations: string;
  readonly 'max-response'?: string | undefined;
  readonly data?: string | undefined;
  readonly report: readonly string[];
  readonly 'export-environment'?: string | undefined;
  readonly 'show-values': boolean;
  /** Print failures and the last line only. */
  readonly quiet: boolean;
  /** Print the method and URL of each request as sent. */
  readonly verbose: boolean;
}

/** Default values of the options. `demo` uses them as well. */
export const runDefaults: Omit<RunOptions, 'format'> = {
  var: [],
  folder: [],
  request: [],
  tag: [],
  'not-tag': [],
  unsafe: false,
  yes: false,
  list: false,
  bail: false,
  timeout: '30m',
  'timeout-request': '30s',
  delay: '0',
  retries: '0',
  iterations: '',
  report: [],
  insecure: false,
  'allow-http': false,
  'show-values': false,
  quiet: false,
  verbose: false,
};
