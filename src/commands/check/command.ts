import type { Command } from '../command.ts';
import { connectionOptions, lists, signInOptions, text } from '../declare.ts';
import { type CheckOptions, checkDefaults } from './options.ts';

const against = {
  against: text('Compare the list with an OpenAPI or Swagger description: FILE or URL'),
  'min-coverage': text('With --against: fail if fewer percent of its operations are in the list'),
} as const;

/** `postmint check [lists…]` */
export const checkCommand: Command<CheckOptions> = (bind) => ({
  command: 'check [lists..]',
  describe: 'Compare the files on disk with what would be generated; write nothing',
  builder: (yargs) =>
    yargs
      .positional('lists', lists)
      .options({ ...against, ...signInOptions, ...connectionOptions })
      .group(Object.keys(against), 'A description:')
      .group(Object.keys(signInOptions), 'For --against URL, environment and secrets:')
      .group(Object.keys(connectionOptions), 'For --against URL, connection:') as never,
  handler: bind('check', async () => (await import('./handler.ts')).runCheck, checkDefaults),
});
