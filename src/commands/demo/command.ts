import type { CommandModule } from 'yargs';
import type { CommonOptions, Io } from '../io.ts';

/** `postmint demo` */
export function demoCommand(io: Io, end: (code: number) => void): CommandModule<CommonOptions, CommonOptions> {
  return {
    command: 'demo',
    describe: 'Serve, generate and run the Pydio Cells list, offline, on a free port',
    builder: (yargs) => yargs,
    handler: async (options) => {
      const { runDemo } = await import('./handler.ts');
      end(await runDemo(io, options));
    },
  };
}
