import yargs from 'yargs';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { checkCommand } from './check/command.ts';
import type { Bind } from './command.ts';
import { completionCommand } from './completion/command.ts';
import { curlCommand } from './curl/command.ts';
import { demoCommand } from './demo/command.ts';
import { docsCommand } from './docs/command.ts';
import { explainCommand } from './explain/command.ts';
import { generateCommand } from './generate/command.ts';
import { importCommand } from './import/command.ts';
import { initCommand } from './init/command.ts';
import type { Io } from './io.ts';
import { runCommand } from './run/command.ts';
import { serveCommand } from './serve/command.ts';
import { Session } from './session.ts';
import { templatesCommand } from './templates/command.ts';
import { tokenCommand } from './token/command.ts';
import {
  commandOf,
  explainUsage,
  formatOf,
  optionNames,
  refuseRepeated,
  UsageError,
  withoutNewmanValues,
  withStandardInput,
} from './usage.ts';

/** The commands, in the order of the help. */
const commands = [
  ...[
    initCommand,
    importCommand,
    generateCommand,
    checkCommand,
    runCommand,
    tokenCommand,
    curlCommand,
    docsCommand,
    serveCommand,
  ],
  ...[demoCommand, templatesCommand, explainCommand, completionCommand],
];

/** Width of the help, in columns. */
const WIDTH = 80;

/**
 * Parses the command line and runs the command.
 *
 * @param argv the arguments, without node and the script
 * @param version the version that `--version` prints
 * @returns the exit code
 */
export async function main(argv: readonly string[], io: Io, version: string): Promise<number> {
  // Shells ask for completions in this way.
  if (argv[0] === '__complete')
    return (await import('./completion/complete.ts')).complete(argv.slice(1), commands as never, io);
  let exitCode = 0;
  const bind: Bind = (command, load, defaults) => async (options) => {
    const handle = await load();
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    exitCode = await handle(new Session(io, command, options.format), { ...defaults, ...given } as typeof options);
  };
  const parser = yargs()
    .scriptName('postmint')
    .locale('en')
    .usage('$0 <command>\n\nPostman collections and environments in which sign-in works, from a YAML list.')
    .option('format', {
      choices: ['text', 'json'] as const,
      default: 'text' as const,
      describe: 'Output',
      requiresArg: true,
    })
    // `cli.ts` reads these two itself, because colours are needed for errors of the command line as well.
    .option('color', { type: 'boolean', describe: 'Use colours, in a pipe as well' })
    .option('no-color', { type: 'boolean', describe: 'Use no colours' })
    .demandCommand(1, 'no command was given')
    .strict()
    .parserConfiguration({ 'boolean-negation': false, 'parse-numbers': false })
    .check((parsed) => {
      refuseRepeated(parsed, parser);
      return true;
    })
    .version(version)
    .help()
    .alias('help', 'h')
    .wrap(WIDTH)
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      // While yargs parses a command, the parser also has the options of that command.
      throw error ?? new UsageError(message, optionNames(parser));
    });
  for (const command of commands) parser.command(command(bind) as never);
  try {
    await parser.parseAsync(withStandardInput(withoutNewmanValues(argv)), {}, (_error, _argv, output) => {
      if (output) io.out(`${output}\n`);
    });
    return exitCode;
  } catch (error) {
    if (!(error instanceof UsageError) && (error as Error).name !== 'YError') throw error;
    const session = new Session(io, commandOf(argv), formatOf(argv));
    return session.end(2, [diagnose('usage', explainUsage(error as Error, argv))]);
  }
}
