import type { CommandModule } from 'yargs';
import type { CommonOptions, Io } from '../io.ts';

interface Options extends CommonOptions {
  readonly lists?: string[] | undefined;
}

/** `postmint check [lists…]` */
export function checkCommand(io: Io, end: (code: number) => void): CommandModule<CommonOptions, Options> {
  return {
    command: 'check [lists..]',
    describe: 'Compare the files on disk with what would be generated; write nothing',
    builder: (yargs) =>
      yargs.positional('lists', { type: 'string', array: true, describe: 'Lists; default: endpoints.yaml' }),
    handler: async (options) => {
      const { runCheck } = await import('./handler.ts');
      end(await runCheck(io, options));
    },
  };
}
