import type { Argv, CommandModule } from 'yargs';
import type { CommonOptions, Io } from '../io.ts';

/** Options of `run`, as yargs hands them over. */
export interface RunOptions extends CommonOptions {
  /** The list; `--list` is the flag that shows the plan. */
  readonly endpoints?: string | undefined;
  readonly env?: string | undefined;
  readonly folder: string[];
  readonly tag: string[];
  readonly 'not-tag': string[];
  readonly unsafe: boolean;
  readonly yes: boolean;
  readonly var: string[];
  readonly 'secret-stdin'?: string | undefined;
  readonly 'env-file'?: string | undefined;
  readonly list: boolean;
  readonly bail: boolean;
  readonly timeout: string;
  readonly 'timeout-request': string;
  readonly delay: string;
  readonly retries: string;
  readonly iterations: string;
  readonly data?: string | undefined;
  readonly report: string[];
  readonly insecure: boolean;
  readonly 'ca-file'?: string | undefined;
  readonly 'client-cert'?: string | undefined;
  readonly 'allow-http': boolean;
  readonly 'show-values': boolean;
}

/** Every option at its default, for commands that run something themselves. */
export const runDefaults: Omit<RunOptions, 'format' | 'env' | 'endpoints' | 'var'> = {
  folder: [],
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
  iterations: '1',
  report: [],
  insecure: false,
  'allow-http': false,
  'show-values': false,
};

/** The options of `run`, declared. */
export function declareRunOptions<T>(yargs: Argv<T>) {
  const many = (describe: string) =>
    ({ type: 'string', array: true, nargs: 1, default: [] as string[], describe }) as const;
  const flag = (describe: string) => ({ type: 'boolean', default: false, describe }) as const;
  const text = (describe: string, value: string) =>
    ({ type: 'string', default: value, describe, requiresArg: true }) as const;
  const file = (describe: string) => ({ type: 'string', describe, requiresArg: true }) as const;
  return yargs
    .option('env', { alias: 'e', ...file('Environment; may be left out when there is one') })
    .option('folder', many('Only this folder (repeatable)'))
    .option('tag', many('Only requests with this tag (repeatable)'))
    .option('not-tag', many('No requests with this tag (repeatable)'))
    .option('unsafe', flag('Also send requests that change something'))
    .option('yes', flag('Allow --unsafe on a protected environment'))
    .option('list', flag('Show what would run, send nothing'))
    .option('var', many('NAME=VALUE, for this run; not for secrets'))
    .option('secret-stdin', file('Read the secret NAME from standard input'))
    .option('env-file', file('Read secrets from NAME=value lines; a file only you can read'))
    .option('bail', flag('Stop at the first failure'))
    .option('timeout', text('Longest time for the whole run', '30m'))
    .option('timeout-request', text('Longest time for one request', '30s'))
    .option('delay', text('Pause between requests', '0'))
    .option('retries', text('Send safe requests again, so often, after no answer or 429, 502 to 504', '0'))
    .option('iterations', text('How often the whole selection runs', '1'))
    .option('data', file('JSON list or CSV file: one iteration for each entry'))
    .option('report', many('junit=FILE or json=FILE (repeatable)'))
    .option('ca-file', file('PEM file with the certificates to trust'))
    .option('client-cert', file('CERT.pem,KEY.pem, or one file with both'))
    .option('insecure', flag('Do not check certificates'))
    .option('allow-http', flag('Sign in over plain http to another machine'))
    .option('show-values', flag('Show actual values of failed assertions, also in a pipe'));
}

/** `postmint run [list] -e NAME` */
export function runCommand(io: Io, end: (code: number) => void): CommandModule<CommonOptions, RunOptions> {
  return {
    command: 'run [endpoints]',
    describe: 'Run what was generated against the live server',
    builder: (yargs) =>
      declareRunOptions(
        yargs.positional('endpoints', { type: 'string', describe: 'List; default: endpoints.yaml' }),
      ) as never,
    handler: async (options) => {
      const { runRun } = await import('./handler.ts');
      end(await runRun(io, options));
    },
  };
}
