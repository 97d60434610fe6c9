import yargs from 'yargs';
import { showText } from '../../diagnostics/show-text.ts';
import type { Bind, Command } from '../command.ts';
import type { Io } from '../io.ts';
import { candidatesFor, type KnownCommand } from './candidates.ts';

/** The part of yargs that its types do not declare. */
interface Declared {
  getOptions(): {
    readonly key: Readonly<Record<string, unknown>>;
    readonly alias: Readonly<Record<string, readonly string[]>>;
    readonly boolean: readonly string[];
    readonly hiddenOptions: readonly string[];
  };
  getInternalMethods(): { getUsageInstance(): { getDescriptions(): Readonly<Record<string, string | undefined>> } };
}

/** What a command declares to yargs. */
function toKnown(command: Command<never>): KnownCommand {
  const bind = (() => async () => undefined) as unknown as Bind;
  const declared = command(bind);
  const parser = yargs() as never;
  if (typeof declared.builder === 'function') declared.builder(parser);
  const { key, alias, boolean, hiddenOptions } = (parser as Declared).getOptions();
  const about = (parser as Declared).getInternalMethods().getUsageInstance().getDescriptions();
  const names = Object.keys(key).filter(
    (name) => name.length > 1 && !['help', 'version', ...hiddenOptions].includes(name),
  );
  const withValue = names.filter((name) => !boolean.includes(name));
  return {
    name: String(declared.command).split(' ')[0] ?? '',
    about: String(declared.describe),
    options: new Map(
      [...names, 'format', 'help'].map((name) => [name, about[name]?.replace(/^__yargsString__:/, '') ?? '']),
    ),
    takesValue: new Set([...withValue, ...withValue.flatMap((name) => alias[name] ?? []), 'format']),
  };
}

/**
 * Prints the candidates for the last of some words, one in each line: the word, and after a tab what it is. It never prints
 * the value of a variable, and never an error: a shell would show it on the line that is typed.
 */
export async function complete(words: readonly string[], commands: readonly Command<never>[], io: Io): Promise<number> {
  const candidates = await candidatesFor(words, commands.map(toKnown), io.cwd);
  // A name with a line break cannot be completed.
  const lines = candidates.filter(({ value }) => !/[\r\n\t]/.test(value));
  io.out(
    lines.map(({ value, about = '' }) => `${showText(value)}\t${showText(about.replace(/\s+/g, ' '))}\n`).join(''),
  );
  return 0;
}
