import type { Command } from '../command.ts';
import { flag, text } from '../declare.ts';
import { type ImportCommandOptions, importDefaults } from './options.ts';

const content = {
  auth: text('Auth template, instead of the sign-in in the description'),
  'base-url': text('Address of the API, instead of the servers in the description'),
  prefix: text('Before every path, such as /a'),
  'group-by': { ...text('Folders; default: tag'), choices: ['tag', 'path', 'none'] },
  schemas: flag('Expect the schemas of answers'),
  name: text('Name of the API; default: the title of the description'),
  slug: text('Base of the names of files; default: the name in lower-case ASCII'),
} as const;

const more = {
  'allow-external': flag('Read other files that the description refers to, in its folder'),
  update: flag('Merge the description into the list that exists; what you changed stays'),
  generate: flag('Generate the files of the list as well'),
  'dry-run': flag('Show what would be written, write nothing'),
} as const;

const credentials = {
  'from-pydio-json': text('pydio.json, or - for the output of "cells config list"; then the argument is the list'),
  client: text('Id of the client; default: the first one with a secret'),
  env: { alias: 'e', ...text('Environment; optional when there is only one') },
  'env-file': text('File to write, which only you can read; default: .env'),
} as const;

/** `postmint import FILE [list]` */
export const importCommand: Command<ImportCommandOptions> = (bind) => ({
  command: 'import [file] [list]',
  describe: 'Write a list from an OpenAPI or Swagger description',
  builder: (yargs) =>
    yargs
      .positional('file', { type: 'string', describe: 'Path of the description, JSON or YAML; - for standard input' })
      .positional('list', { type: 'string', describe: 'Path of the list', default: importDefaults.list })
      .options({ ...content, ...more, ...credentials })
      .group(Object.keys(content), 'The list:')
      .group(Object.keys(more), 'Reading and writing:')
      .group(Object.keys(credentials), 'Client id and secret of a Pydio Cells installation:') as never,
  handler: bind('import', async () => (await import('./handler.ts')).runImport, importDefaults),
});
