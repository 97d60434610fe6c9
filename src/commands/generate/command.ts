import type { Command } from '../command.ts';
import { flag, lists } from '../declare.ts';
import { type GenerateOptions, generateDefaults } from './options.ts';

const writing = {
  'dry-run': flag('Show what would be written, write nothing'),
  force: flag('Replace files changed by hand, keeping a .bak'),
  verify: flag("Check the result with Postman's SDK"),
  watch: flag('Generate again whenever a file of a list changes'),
} as const;

/** `postmint generate [lists…]` */
export const generateCommand: Command<GenerateOptions> = (bind) => ({
  command: 'generate [lists..]',
  describe: 'Write collections and environments from lists',
  builder: (yargs) =>
    yargs.positional('lists', lists).options(writing).group(Object.keys(writing), 'What is written:') as never,
  handler: bind('generate', async () => (await import('./handler.ts')).runGenerate, generateDefaults),
});
