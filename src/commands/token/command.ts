import type { CommandModule } from 'yargs';
import type { CommonOptions, Io } from '../io.ts';

/** Options of `token`, as yargs hands them over. */
export interface TokenOptions extends CommonOptions {
  readonly endpoints?: string | undefined;
  readonly env?: string | undefined;
  readonly identity?: string | undefined;
  readonly print: boolean;
  readonly var: string[];
  readonly 'secret-stdin'?: string | undefined;
  readonly 'env-file'?: string | undefined;
  readonly 'timeout-request': string;
  readonly insecure: boolean;
  readonly 'ca-file'?: string | undefined;
  readonly 'client-cert'?: string | undefined;
  readonly 'allow-http': boolean;
}

/** `postmint token [list] -e NAME` */
export function tokenCommand(io: Io, end: (code: number) => void): CommandModule<CommonOptions, TokenOptions> {
  const file = (describe: string) => ({ type: 'string', describe, requiresArg: true }) as const;
  const flag = (describe: string) => ({ type: 'boolean', default: false, describe }) as const;
  return {
    command: 'token [endpoints]',
    describe: 'Sign in, and say who, until when, or what is wrong',
    builder: (yargs) =>
      yargs
        .positional('endpoints', { type: 'string', describe: 'List; default: endpoints.yaml' })
        .option('env', { alias: 'e', ...file('Environment; may be left out when there is one') })
        .option('identity', file('One of the identities of the list; default: its auth'))
        .option('print', flag('Print the token itself, and nothing else, to standard output'))
        .option('var', {
          type: 'string',
          array: true,
          nargs: 1,
          default: [] as string[],
          describe: 'NAME=VALUE, for this sign-in; not for secrets',
        })
        .option('secret-stdin', file('Read the secret NAME from standard input'))
        .option('env-file', file('Read secrets from NAME=value lines; a file only you can read'))
        .option('timeout-request', {
          type: 'string',
          default: '30s',
          describe: 'Longest time for one request',
          requiresArg: true,
        })
        .option('ca-file', file('PEM file with the certificates to trust'))
        .option('client-cert', file('CERT.pem,KEY.pem, or one file with both'))
        .option('insecure', flag('Do not check certificates'))
        .option('allow-http', flag('Sign in over plain http to another machine')) as never,
    handler: async (options) => {
      const { runToken } = await import('./handler.ts');
      end(await runToken(io, options));
    },
  };
}
