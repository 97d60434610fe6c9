import type { CommandModule } from 'yargs';
import type { CommonOptions, Io } from '../io.ts';
import type { GenerateOptions } from './handler.ts';

/** `postmint generate [lists…]` */
export function generateCommand(io: Io, end: (code: number) => void): CommandModule<CommonOptions, GenerateOptions> {
  return {
    command: 'generate [lists..]',
    describe: 'Write collections and environments from lists',
    builder: (yargs) =>
      yargs
        .positional('lists', { type: 'string', array: true, describe: 'Lists; default: endpoints.yaml' })
        .option('dry-run', { type: 'boolean', default: false, describe: 'Say what would be written, write nothing' })
        .option('force', { type: 'boolean', default: false, describe: 'Replace files changed by hand, keeping a .bak' })
        .option('verify', {
          type: 'boolean',
          default: false,
          describe: "Load the result with Postman's SDK as a judge",
        }),
    handler: async (options) => {
      const { runGenerate } = await import('./handler.ts');
      end(await runGenerate(io, options));
    },
  };
}
