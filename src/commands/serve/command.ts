import type { Command } from '../command.ts';
import { flag, lists, many, signInOptions, text, textOr } from '../declare.ts';
import type { ServeOptions } from './options.ts';

const serving = {
  env: { alias: 'e', ...text('Environment whose user may sign in') },
  port: textOr('8787', 'Port to listen on; with 0, any free port'),
  fault: many("'METHOD /path=503,2s': the next answers, then as usual"),
  watch: flag('Serve again whenever a file of the list changes'),
} as const;
const secrets = { 'secret-stdin': signInOptions['secret-stdin'], 'env-file': signInOptions['env-file'] } as const;

/** `postmint serve [list]` */
export const serveCommand: Command<ServeOptions> = (bind) => ({
  command: 'serve [lists..]',
  describe: 'Start the embedded live server for a list, on this machine only',
  builder: (yargs) =>
    yargs
      .positional('lists', lists)
      .options({ ...serving, ...secrets })
      .group(Object.keys(serving), 'Server:')
      .group(Object.keys(secrets), 'Secrets:') as never,
  handler: bind('serve', async () => (await import('./handler.ts')).runServe, {
    port: '8787',
    fault: [],
    watch: false,
  }),
});
