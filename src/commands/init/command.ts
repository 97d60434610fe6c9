import type { Command } from '../command.ts';
import { flag, many, text, textOr } from '../declare.ts';
import { type InitOptions, initDefaults } from './options.ts';

const content = {
  name: text('Name of the API; default: that of the folder'),
  slug: text('Base of the names of files; default: the name in lower-case ASCII, else the folder'),
  auth: text('Auth template, such as keycloak (see: postmint templates); default: none'),
  'base-url': text('Address of the API'),
  environment: textOr(initDefaults.environment, 'Name of the first environment'),
  endpoint: many("A request, such as 'GET /books' (repeatable)"),
  set: many('NAME=VALUE: a variable, or a key of auth such as token_url; not for secrets'),
} as const;

const more = {
  ci: { ...many('Also write a CI file'), choices: ['github', 'gitlab'] },
  'try-sign-in': flag('Generate the files, and sign in at once'),
} as const;

/** `postmint init` */
export const initCommand: Command<InitOptions> = (bind) => ({
  command: 'init [list]',
  describe: 'Write a first list; asks on a terminal, and takes options elsewhere',
  builder: (yargs) =>
    yargs
      .positional('list', {
        type: 'string',
        describe: 'Path of the list, such as shop.postmint.yaml',
        default: initDefaults.list,
      })
      .options({ ...content, ...more })
      .group(Object.keys(content), 'The list:')
      .group(Object.keys(more), 'Beside it:') as never,
  handler: bind('init', async () => (await import('./handler.ts')).runInit, initDefaults),
});
