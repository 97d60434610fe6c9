import type { Command } from '../command.ts';
import { flag, lists } from '../declare.ts';
import { type DocsOptions, docsDefaults } from './options.ts';

const writing = {
  'dry-run': flag('Show what would be written, write nothing'),
  force: flag('Replace pages changed by hand, keeping a .bak'),
  watch: flag('Make them again whenever a file of a list changes'),
} as const;

/** `postmint docs [lists…]` */
export const docsCommand: Command<DocsOptions> = (bind) => ({
  command: 'docs [lists..]',
  describe: 'Write a page for new users of an API, as HTML and as Markdown',
  builder: (yargs) =>
    yargs.positional('lists', lists).options(writing).group(Object.keys(writing), 'What is written:') as never,
  handler: bind('docs', async () => (await import('./handler.ts')).runDocs, docsDefaults),
});
