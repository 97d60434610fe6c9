import type { Command } from '../command.ts';
import type { CompletionOptions } from './options.ts';

/** `postmint completion bash` */
export const completionCommand: Command<CompletionOptions> = (bind) => ({
  command: 'completion <shell>',
  describe: 'Print the completion for a shell',
  builder: (yargs) => yargs.positional('shell', { choices: ['bash', 'zsh', 'fish'], describe: 'The shell' }) as never,
  handler: bind('completion', async () => (await import('./handler.ts')).runCompletion, { shell: 'bash' }),
});
