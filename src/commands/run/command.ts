import type { Command } from '../command.ts';
import { connectionOptions, flag, lists, many, signInOptions, text, textOr } from '../declare.ts';
import { collectionOptions, hiddenOptions, refusedOptions } from './collection/options.ts';
import { type RunOptions, runDefaults } from './options.ts';

/** Which requests are sent. */
const selection = {
  folder: many('Only this folder (repeatable)'),
  request: many('Only this request (repeatable)'),
  tag: many('Only requests with this tag (repeatable)'),
  'not-tag': many('No requests with this tag (repeatable)'),
  unsafe: flag('Also send requests that change something'),
  yes: flag('Allow --unsafe on a protected environment'),
  list: flag('Show what would run, send nothing'),
} as const;

/** How requests are sent. newman's names are known as well. */
const sending = {
  data: { alias: ['d', 'iteration-data'], ...text('JSON list or CSV file: one iteration for each entry') },
  iterations: {
    alias: ['n', 'iteration-count'],
    defaultDescription: '1',
    ...text('How often the whole selection runs'),
  },
  retries: textOr(runDefaults.retries, 'Retry safe requests up to N times after no answer, 429, 502, 503 or 504'),
  delay: { alias: 'delay-request', ...textOr(runDefaults.delay, 'Pause between requests') },
  bail: flag('Stop at the first failure'),
  timeout: textOr(runDefaults.timeout, 'Longest time for the whole run'),
  'max-response': text('Largest body of an answer, at most 100MB; otherwise 10MB'),
} as const;

/** How results are reported. */
const reporting = {
  report: many('junit=FILE, json=FILE, html=FILE or markdown=FILE (repeatable)'),
  'export-environment': text('Write all variables but secrets to this file'),
  'show-values': flag('Show actual values of failed assertions, also in a pipe'),
  quiet: { alias: 'silent', ...flag('Print failures and the last line only') },
  verbose: flag('Print each request: method, URL, status, time'),
} as const;

/** How the server is reached, with newman's names. */
const connecting = {
  ...connectionOptions,
  'ca-file': { alias: 'ssl-extra-ca-certs', ...connectionOptions['ca-file'] },
  'client-cert': { alias: 'ssl-client-cert', ...connectionOptions['client-cert'] },
  insecure: { alias: 'k', ...connectionOptions.insecure },
} as const;
const signingIn = {
  ...signInOptions,
  env: { alias: ['e', 'environment'], ...text('Environment: its name, or with a collection its file') },
} as const;

/** `postmint run [list] -e NAME`, and `postmint run FILE.postman_collection.json -e FILE` */
export const runCommand: Command<RunOptions> = (bind) => ({
  command: 'run [lists..]',
  describe: 'Run what was generated, or any Postman collection, against the live server',
  builder: (yargs) =>
    yargs
      .positional('lists', { ...lists, describe: 'Paths of lists, or one collection file (*.json)' })
      .options({ ...signingIn, ...selection, ...sending, ...connecting, ...reporting })
      .options({ ...collectionOptions, ...hiddenOptions, ...refusedOptions })
      .group(Object.keys(selection), 'What is sent:')
      .group(Object.keys(signInOptions), 'Environment and secrets:')
      .group(Object.keys(sending), 'How it is sent:')
      .group(Object.keys(connectionOptions), 'Connection:')
      .group(Object.keys(reporting), 'Reports:')
      .group(Object.keys(collectionOptions), 'Only with a collection file:') as never,
  handler: bind(
    'run',
    async () => {
      const { withNewman } = await import('../ahead.ts');
      return withNewman<RunOptions>(
        async () => (await import('./handler.ts')).runRun,
        ({ list }) => !list,
      );
    },
    runDefaults,
  ),
});
