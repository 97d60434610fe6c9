import { suggest } from '../diagnostics/did-you-mean.ts';
import type { Format } from './session.ts';

/** The command line cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** Options that the command has, without their dashes. */
  readonly options: readonly string[];

  constructor(message: string, options: readonly string[] = []) {
    super(message);
    this.options = options;
  }
}

/** The part of yargs that its types do not declare. */
interface ParserOptions {
  readonly key: Readonly<Record<string, unknown>>;
  readonly array: readonly string[];
  readonly boolean: readonly string[];
}

const optionsOf = (parser: unknown) => (parser as { getOptions(): ParserOptions }).getOptions();

/** Long names of the options that a parser knows at this moment. */
export const optionNames = (parser: unknown): string[] =>
  Object.keys(optionsOf(parser).key).filter((name) => name.length > 1);

/** Refuses an option with one value that was given twice, which arrives as a list, and one with an empty value. */
export function refuseRepeated(parsed: Readonly<Record<string, unknown>>, parser: unknown): void {
  const { key, array, boolean } = optionsOf(parser);
  for (const name of Object.keys(key)) {
    const value = parsed[name];
    if (array.includes(name) || boolean.includes(name) || name.length === 1 || value === undefined) continue;
    if (Array.isArray(value)) throw new UsageError(`--${name} is used twice`);
    if (value === '') throw new UsageError(`--${name} has no value`);
  }
}

/** The format that a command line asks for, also when the rest of it cannot be understood. */
export function formatOf(argv: readonly string[]): Format {
  const asksForJson = argv.some(
    (word, index) => word === '--format=json' || (word === 'json' && argv[index - 1] === '--format'),
  );
  return asksForJson ? 'json' : 'text';
}

const commands = ['generate', 'check', 'run', 'token', 'serve', 'demo'];

/** What is wrong with a command line, and what to type instead. */
export function explainUsage(error: Error, argv: readonly string[]): { reason: string; help: string } {
  const message = error.message.replace(/\s*\n\s*/g, ' ').trim();
  const unknown = /^Unknown (?:argument|command)s?: ([^,]+)/.exec(message)?.[1];
  const [command = ''] = argv;
  const isCommand = commands.includes(command);
  const help = isCommand ? `run: postmint ${command} --help` : 'run: postmint --help';
  const bare = /^Not enough arguments following: (\S+)/.exec(message)?.[1];
  if (bare !== undefined) return { reason: `${bare.length === 1 ? '-' : '--'}${bare} requires a value`, help };
  if (unknown === undefined) return { reason: message.replace(/\.$/, ''), help };
  if (!isCommand) return { reason: `unknown command "${unknown}"`, help: suggest(unknown, commands) };
  const near = suggest(unknown.replace(/^-+/, ''), error instanceof UsageError ? error.options : []);
  return { reason: `unknown option "${unknown}" of ${command}`, help: near.startsWith('did') ? near : help };
}
