import type { Command } from '../command.ts';
import type { TemplatesOptions } from './options.ts';

/** `postmint templates [name]` */
export const templatesCommand: Command<TemplatesOptions> = (bind) => ({
  command: 'templates [name]',
  describe: 'List the auth templates, or show one with its variables',
  builder: (yargs) => yargs.positional('name', { type: 'string', describe: 'Name of a template, such as keycloak' }),
  handler: bind('templates', async () => (await import('./handler.ts')).runTemplates, {}),
});
