import type { Command } from '../command.ts';
import { flag, lists } from '../declare.ts';
import { type GenerateOptions, generateDefaults } from './options.ts';

/** `postmint generate [lists…]` */
export const generateCommand: Command<GenerateOptions> = (bind) => ({
  command: 'generate [lists..]',
  describe: 'Write collections and environments from lists',
  builder: (yargs) =>
    yargs
      .positional('lists', lists)
      .option('dry-run', flag('Show what would be written, write nothing'))
      .option('force', flag('Replace files changed by hand, keeping a .bak'))
      .option('verify', flag("Load the result with Postman's SDK as a judge")) as never,
  handler: bind('generate', async () => (await import('./handler.ts')).runGenerate, generateDefaults),
});
