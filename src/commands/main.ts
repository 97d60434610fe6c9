import yargs from 'yargs';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { checkCommand } from './check.ts';
import { demoCommand } from './demo.ts';
import { generateCommand } from './generate.ts';
import type { CommonOptions, Io } from './io.ts';
import { runCommand } from './run.ts';
import { endWith } from './say.ts';
import { serveCommand } from './serve.ts';

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
    .command(serveCommand(io, end))
    .command(demoCommand(io, end))
    .demandCommand(1, 'name a command')
    .recommendCommands()
    .strict()
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
    const reason = (error as Error).message.split('\n')[0] as string;
    return endWith(io, options, String(argv[0] ?? ''), 2, [
      diagnose('usage', { reason: reason.replace(/\.$/, ''), help: 'postmint --help' }),
    ]);
  }
}

/** The command line is not one that we know. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}
