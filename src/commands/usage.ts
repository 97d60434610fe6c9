import { suggest } from '../diagnostics/did-you-mean.ts';
import type { Format } from './session.ts';

/** The command line is wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** The options of the command, without their dashes, to suggest one. */
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

/** Returns the long names of the options that a yargs parser has at this moment. */
export const optionNames = (parser: unknown): string[] =>
  Object.keys(optionsOf(parser).key).filter((name) => name.length > 1);

/** What yargs gets for the argument `-`, because it would pass on an empty text. */
export const STANDARD_INPUT = '<standard input>';

/** Replaces the argument `-`, which means standard input. */
export const withStandardInput = (argv: readonly string[]): string[] =>
  argv.map((word) => (word === '-' ? STANDARD_INPUT : word));

/** Returns a command line without the values that newman's flags may have, such as `--bail=failure` and `--color off`. */
export function withoutNewmanValues(argv: readonly string[]): string[] {
  if (argv[0] !== 'run') return [...argv];
  return argv.flatMap((word, index) => {
    if (/^--bail=(?:folder|failure)$/.test(word)) return ['--bail'];
    if (isColorValue(word, argv[index - 1])) return [];
    return [word];
  });
}

/** True for the word after newman's `--color`. */
const isColorValue = (word: string | undefined, before: string | undefined) =>
  before === '--color' && /^(?:on|off|auto)$/.test(word ?? '');

/**
 * Refuses an option that is repeated although it takes one value, and an option with an empty value.
 *
 * @throws {UsageError}
 */
export function refuseRepeated(parsed: Readonly<Record<string, unknown>>, parser: unknown): void {
  const { key, array, boolean } = optionsOf(parser);
  for (const name of Object.keys(key)) {
    const value = parsed[name];
    if (array.includes(name) || boolean.includes(name) || name.length === 1 || value === undefined) continue;
    if (Array.isArray(value)) throw new UsageError(`--${name} is used twice`);
    if (value === '') throw new UsageError(`--${name} has no value`);
  }
}

/** Returns the value of `--format`, also for a command line that yargs refuses. */
export function formatOf(argv: readonly string[]): Format {
  const asksForJson = argv.some(
    (word, index) => word === '--format=json' || (word === 'json' && argv[index - 1] === '--format'),
  );
  return asksForJson ? 'json' : 'text';
}

/**
 * Returns whether `--color` or `--no-color` is on a command line; undefined without them, and for `--color=auto`. The last
 * one counts. Other programs have `--color=always` and `--color=never`.
 */
export function colorOf(argv: readonly string[]): boolean | undefined {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  const at = words.findLastIndex((word) => /^--(?:no-)?color(?:=|$)/.test(word));
  const last = isColorValue(words[at + 1], words[at]) ? `--color=${words[at + 1]}` : words[at];
  if (last === undefined || last === '--color=auto') return undefined;
  return last.startsWith('--color') && !/=(?:never|false|no|off)$/.test(last);
}

const commands = [
  'init',
  'generate',
  'check',
  'run',
  'token',
  'curl',
  'docs',
  'serve',
  'demo',
  'templates',
  'explain',
  'completion',
];

/** Returns the command of a command line: its first word that is one, else its first word that is not an option. */
export function commandOf(argv: readonly string[]): string {
  const isWord = (word: string, index: number) => !word.startsWith('-') && argv[index - 1] !== '--format';
  return argv.find((word) => commands.includes(word)) ?? argv.find(isWord) ?? '';
}

/** Explains an error of yargs: what is wrong with the command line, and what to type instead. */
export function explainUsage(error: Error, argv: readonly string[]): { reason: string; help: string } {
  const message = error.message.replace(/\s*\n\s*/g, ' ').trim();
  const unknown = /^Unknown (?:argument|command)s?: ([^,]+)/.exec(message)?.[1];
  const command = commandOf(argv);
  const isCommand = commands.includes(command);
  const help = isCommand ? `run: postmint ${command} --help` : 'run: postmint --help';
  const bare = /^Not enough arguments following: (\S+)/.exec(message)?.[1];
  if (bare !== undefined) return { reason: `${bare.length === 1 ? '-' : '--'}${bare} requires a value`, help };
  const [, option, value, choices] = /Argument: (\S+), Given: (\S+), Choices: (.+)$/.exec(message) ?? [];
  if (choices) return { reason: `--${option} cannot be ${value}`, help: `use one of: ${choices}` };
  if (unknown === undefined) return { reason: message.replace(/\.$/, ''), help };
  if (!isCommand) return { reason: `unknown command "${unknown}"`, help: suggest(unknown, commands) };
  const near = suggest(unknown.replace(/^-+/, ''), error instanceof UsageError ? error.options : []);
  return { reason: `unknown option "${unknown}" of ${command}`, help: near.startsWith('did') ? near : help };
}
