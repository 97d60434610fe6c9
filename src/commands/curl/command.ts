import type { Command } from '../command.ts';
import { connectionOptions, flag, signInOptions } from '../declare.ts';
import { type CurlOptions, curlDefaults } from './options.ts';

const printing = {
  as: {
    choices: ['curl', 'javascript', 'python'],
    default: 'curl',
    defaultDescription: 'curl',
    describe: 'Language',
    requiresArg: true,
  },
  run: flag('Send it instead, as run --request does'),
} as const;

const sending = {
  unsafe: flag('With --run: also a request that changes something'),
  yes: flag('With --run: allow --unsafe on a protected environment'),
  'show-values': flag('With --run: show actual values, also in a pipe'),
} as const;

/** `postmint curl [list] NAME` */
export const curlCommand: Command<CurlOptions> = (bind) => ({
  command: 'curl <words..>',
  describe: 'Print a request as lines for a shell, sign-in included',
  builder: (yargs) =>
    yargs
      .usage('$0 curl [list] NAME\n\nPrint a request as lines for a shell, sign-in included. It prints no secret.')
      .positional('words', {
        type: 'string',
        array: true,
        describe: 'The list, if there are several, and the name of a request',
      })
      .options({ ...printing, ...signInOptions, ...sending, ...connectionOptions })
      .group(Object.keys(printing), 'What is printed:')
      .group(Object.keys(signInOptions), 'Environment and secrets:')
      .group(Object.keys(sending), 'Sending:')
      .group(Object.keys(connectionOptions), 'Connection, with --run:') as never,
  handler: bind(
    'curl',
    async () => {
      const { withNewman } = await import('../ahead.ts');
      return withNewman<CurlOptions>(
        async () => (await import('./handler.ts')).runCurl,
        ({ run }) => run,
      );
    },
    curlDefaults,
  ),
});
