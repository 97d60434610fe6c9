import type { CommandModule } from 'yargs';
import type { Format, Session } from './session.ts';

/** Options that every command has. */
export interface CommonOptions {
  readonly format: Format;
}

/** Carries out a command; returns the exit code. */
export type Handler<O> = (session: Session, options: O) => Promise<number>;

/**
 * Makes the yargs handler of a command. The module that does the work is loaded only when the command is called.
 *
 * @param load imports the handler
 * @param defaults values of options that are not on the command line
 */
export type Bind = <O extends CommonOptions>(
  command: string,
  load: () => Promise<Handler<O>>,
  defaults: Omit<O, 'format'>,
) => (options: O) => Promise<void>;

/** Declares a command for yargs. */
export type Command<O extends CommonOptions> = (bind: Bind) => CommandModule<CommonOptions, O>;
