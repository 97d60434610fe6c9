import type { CommonOptions } from '../command.ts';

/** Options of `init`, as yargs parses them. */
export interface InitOptions extends CommonOptions {
  /** Path of the list. */
  readonly list: string;
  readonly name?: string | undefined;
  readonly slug?: string | undefined;
  readonly auth?: string | undefined;
  readonly 'base-url'?: string | undefined;
  readonly environment: string;
  readonly endpoint: readonly string[];
  /** `NAME=VALUE` for the environment, or for a key of the auth template. */
  readonly set: readonly string[];
  /** CI systems to write a file for. */
  readonly ci: readonly string[];
  /** Generate the files and sign in at once. */
  readonly 'try-sign-in': boolean;
}

/** Default values of the options. */
export const initDefaults: Omit<InitOptions, 'format'> = {
  list: 'endpoints.yaml',
  environment: 'local',
  endpoint: [],
  set: [],
  ci: [],
  'try-sign-in': false,
};
