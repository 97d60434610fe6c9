import type { Command } from '../command.ts';
import type { ExplainOptions } from './options.ts';

/** `postmint explain CODE` */
export const explainCommand: Command<ExplainOptions> = (bind) => ({
  command: 'explain <code>',
  describe: 'Explain a code, such as unknown-key: why it is reported, and what to do',
  builder: (yargs) =>
    yargs.positional('code', { type: 'string', demandOption: true, describe: 'A code of an error, warning or note' }),
  handler: bind('explain', async () => (await import('./handler.ts')).runExplain, { code: '' }),
});
