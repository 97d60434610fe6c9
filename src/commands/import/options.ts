import type { CommonOptions } from '../command.ts';

/** Options of `import`, as yargs parses them. */
export interface ImportCommandOptions extends CommonOptions {
  /** Path of the description; `-` is standard input. */
  readonly file?: string | undefined;
  /** Path of the list. */
  readonly list: string;
  readonly name?: string | undefined;
  readonly slug?: string | undefined;
  readonly auth?: string | undefined;
  readonly 'base-url'?: string | undefined;
  readonly prefix?: string | undefined;
  readonly 'group-by'?: 'tag' | 'path' | 'none' | undefined;
  readonly schemas?: boolean | undefined;
  readonly 'allow-external': boolean;
  /** Path of pydio.json, whose client goes into an env file. */
  readonly 'from-pydio-json'?: string | undefined;
  /** Id of that client. */
  readonly client?: string | undefined;
  readonly env?: string | undefined;
  readonly 'env-file'?: string | undefined;
  /** Merge the description into the list that exists. */
  readonly update: boolean;
  /** Generate the files of the list as well, in the same process. */
  readonly generate: boolean;
  readonly 'dry-run': boolean;
}

/** Default values of the options. */
export const importDefaults: Omit<ImportCommandOptions, 'format'> = {
  list: 'endpoints.yaml',
  'allow-external': false,
  update: false,
  generate: false,
  'dry-run': false,
};
