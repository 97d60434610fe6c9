import type { Command } from '../command.ts';
import { connectionOptions, flag, lists, signInOptions, text } from '../declare.ts';
import { type TokenOptions, tokenDefaults } from './options.ts';

const result = {
  identity: text('Identity to sign in as; default: that of auth'),
  print: flag('Print only the token itself to standard output'),
} as const;

/** `postmint token [list] -e NAME` */
export const tokenCommand: Command<TokenOptions> = (bind) => ({
  command: 'token [lists..]',
  describe: 'Sign in, and show who, until when, or what is wrong',
  builder: (yargs) =>
    yargs
      .positional('lists', lists)
      .options({ ...result, ...signInOptions, ...connectionOptions })
      .group(Object.keys(result), 'Sign-in:')
      .group(Object.keys(signInOptions), 'Environment and secrets:')
      .group(Object.keys(connectionOptions), 'Connection:') as never,
  handler: bind(
    'token',
    async () => {
      const { withNewman } = await import('../ahead.ts');
      return withNewman<TokenOptions>(async () => (await import('./handler.ts')).runToken);
    },
    tokenDefaults,
  ),
});
