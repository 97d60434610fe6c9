import type { Command } from '../command.ts';
import { lists, signInOptions, text, textOr } from '../declare.ts';
import type { ServeOptions } from './options.ts';

/** `postmint serve [list]` */
export const serveCommand: Command<ServeOptions> = (bind) => ({
  command: 'serve [lists..]',
  describe: 'Start the embedded live server for a list, on this machine only',
  builder: (yargs) =>
    yargs.positional('lists', lists).options({
      env: { alias: 'e', ...text('Environment whose user may sign in') },
      port: textOr('8787', 'Port; 0 takes a free one'),
      'secret-stdin': signInOptions['secret-stdin'],
      'env-file': signInOptions['env-file'],
    }) as never,
  handler: bind('serve', async () => (await import('./handler.ts')).runServe, { port: '8787' }),
});
