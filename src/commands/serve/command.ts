import type { CommandModule } from 'yargs';
import type { CommonOptions, Io } from '../io.ts';

/** Options of `serve`. */
export interface ServeOptions extends CommonOptions {
  readonly endpoints?: string | undefined;
  readonly env?: string | undefined;
  readonly port: string;
  readonly 'secret-stdin'?: string | undefined;
  readonly 'env-file'?: string | undefined;
}

/** `postmint serve [list]` */
export function serveCommand(io: Io, end: (code: number) => void): CommandModule<CommonOptions, ServeOptions> {
  return {
    command: 'serve [endpoints]',
    describe: 'Start the embedded live server for a list, on this machine only',
    builder: (yargs) =>
      yargs
        .positional('endpoints', { type: 'string', describe: 'List; default: endpoints.yaml' })
        .option('env', {
          alias: 'e',
          type: 'string',
          requiresArg: true,
          describe: 'Environment whose user may sign in',
        })
        .option('port', { type: 'string', default: '8787', requiresArg: true, describe: 'Port; 0 takes a free one' })
        .option('secret-stdin', {
          type: 'string',
          requiresArg: true,
          describe: 'Read the secret NAME from standard input',
        })
        .option('env-file', { type: 'string', requiresArg: true, describe: 'Read secrets from NAME=value lines' }),
    handler: async (options) => {
      const { runServe } = await import('./handler.ts');
      end(await runServe(io, options));
    },
  };
}
