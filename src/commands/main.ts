import yargs from 'yargs';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/did-you-mean.ts';
import { checkCommand } from './check/command.ts';
import { demoCommand } from './demo/command.ts';
import { generateCommand } from './generate/command.ts';
import type { CommonOptions, Io } from './io.ts';
import { runCommand } from './run/command.ts';
import { endWith } from './say.ts';
import { serveCommand } from './serve/command.ts';
import { tokenCommand } from './token/command.ts';

/**
 * Understands the arguments and carries out the command.
 *
 * @param argv the arguments, without the program
 * @param version what `--version` prints
 * @returns the exit code
 */
export async function main(argv: readonly string[], io: Io, version: string): Promise<number> {
  let exitCode = 0;
  const end = (code: number) => {
    exitCode = code;
  };
  const options: CommonOptions = {
    format: argv.join(' ').includes('--format json') || argv.includes('--format=json') ? 'json' : 'text',
  };
  const parser = yargs()
    .scriptName('postmint')
    .locale('en')
    .usage('$0 <command>\n\nPostman collections and environments in which sign-in works, from a YAML list.')
    .option('format', {
      choices: ['text', 'json'] as const,
      default: 'text' as const,
      describe: 'How to print results',
    })
    .command(generateCommand(io, end))
    .command(checkCommand(io, end))
    .command(runCommand(io, end))
    .command(tokenCommand(io, end))
    .command(serveCommand(io, end))
    .command(demoCommand(io, end))
    .demandCommand(1, 'name a command')
    .strict()
    .parserConfiguration({ 'boolean-negation': false })
    .check((parsed) => {
      refuseRepeated(parsed, parser);
      return true;
    })
    .version(version)
    .help()
    .alias('help', 'h')
    .wrap(80)
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      throw error ?? new UsageError(message);
    });
  try {
    await parser.parseAsync([...argv], {}, (_error, _argv, output) => {
      if (output) io.out(`${output}\n`);
    });
    return exitCode;
  } catch (error) {
    if (!(error instanceof UsageError) && (error as Error).name !== 'YError') throw error;
    const usage = await explain((error as Error).message.replace(/\s*\n\s*/g, ' ').trim(), argv, io, version);
    return endWith(io, options, String(argv[0] ?? ''), 2, [diagnose('usage', usage)]);
  }
}

/** A text option that is given twice arrives as a list, and one without a value as something else again. */
function refuseRepeated(parsed: Readonly<Record<string, unknown>>, parser: unknown): void {
  const { string, array } = (parser as { getOptions(): { string: string[]; array: string[] } }).getOptions();
  for (const name of string) {
    const value = parsed[name];
    if (array.includes(name) || name.length === 1 || value === undefined) continue;
    if (Array.isArray(value)) throw new UsageError(`--${name} is given twice`);
    if (value === '') throw new UsageError(`--${name} has no value`);
  }
}

const commands = ['generate', 'check', 'run', 'token', 'serve', 'demo'];

/** What is wrong with a command line, and what to type instead. */
async function explain(
  message: string,
  argv: readonly string[],
  io: Io,
  version: string,
): Promise<{ reason: string; help: string }> {
  const unknown = /^Unknown (?:argument|command)s?: ([^,]+)/.exec(message)?.[1];
  const [command = ''] = argv;
  const isCommand = commands.includes(command);
  const bare = /^Not enough arguments following: (\S+)/.exec(message)?.[1];
  const more = isCommand ? `postmint ${command} --help` : 'postmint --help';
  if (bare !== undefined) return { reason: `${bare.length === 1 ? '-' : '--'}${bare} wants a value`, help: more };
  if (unknown === undefined) return { reason: message.replace(/\.$/, ''), help: more };
  if (!isCommand) return { reason: `there is no command "${unknown}"`, help: suggest(unknown, commands) };
  // The help of a command names its options: one list of them is enough.
  let help = '';
  const quiet: Io = {
    ...io,
    out: (text) => {
      help += text;
    },
  };
  await main([command, '--help'], quiet, version);
  const known = [...help.matchAll(/--([a-z][a-z-]+)/g)].map((match) => match[1] as string);
  const near = suggest(unknown.replace(/^-+/, ''), known);
  return {
    reason: `${command} has no option "${unknown}"`,
    help: near.startsWith('did') ? near : `postmint ${command} --help`,
  };
}

/** The command line is not one that we know. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}
