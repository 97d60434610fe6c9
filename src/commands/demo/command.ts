import type { Command, CommonOptions } from '../command.ts';

/** `postmint demo` */
export const demoCommand: Command<CommonOptions> = (bind) => ({
  command: 'demo',
  describe: 'Serve, generate and run the Pydio Cells list, offline, on a free port',
  builder: (yargs) => yargs,
  handler: bind('demo', async () => (await import('./handler.ts')).runDemo, {}),
});
