import type { CommandModule } from 'yargs';
import type { Format, Session } from './session.ts';

/** Options that every command has. */
export interface CommonOptions {
  readonly format: Format;
}

/** What a command does; returns the exit code. */
export type Handler<O> = (session: Session, options: O) => Promise<number>;

/**
 * Makes yargs' handler of a command. What does the work is loaded when the command is called, and not before.
 *
 * @param defaults values of options that were not given
 */
export type Bind = <O extends CommonOptions>(
  command: string,
  load: () => Promise<Handler<O>>,
  defaults: Omit<O, 'format'>,
) => (options: O) => Promise<void>;

/** A command as yargs takes it. */
export type Command<O extends CommonOptions> = (bind: Bind) => CommandModule<CommonOptions, O>;
