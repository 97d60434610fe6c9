import type { Command } from '../command.ts';
import { lists } from '../declare.ts';
import type { CheckOptions } from './options.ts';

/** `postmint check [lists…]` */
export const checkCommand: Command<CheckOptions> = (bind) => ({
  command: 'check [lists..]',
  describe: 'Compare the files on disk with what would be generated; write nothing',
  builder: (yargs) => yargs.positional('lists', lists),
  handler: bind('check', async () => (await import('./handler.ts')).runCheck, {}),
});
