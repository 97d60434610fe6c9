/** Entries of the catalogue, and functions that make them. */

/** How serious a diagnostic is; see {@link error}, {@link warning} and {@link note}. */
export type Severity = 'error' | 'warning' | 'note';

/** One code of the catalogue: its severity, and how its message and hint are composed from facts. */
export interface Entry<A> {
  readonly severity: Severity;
  /** What is wrong, as one sentence without a full stop. */
  readonly message: (args: A) => string;
  /** What to type. */
  readonly hint?: (args: A) => string;
  /** Facts that help to understand it, each in a line of its own. */
  readonly details?: (args: A) => readonly string[];
  /** The diagnostic points at a secret, which is masked wherever the file is shown. */
  readonly atSecret?: true;
  /** Facts that never contain text of a user or a server, so that secrets are not masked in them. */
  readonly ownFacts?: readonly (keyof A)[];
}

/** Makes an entry for a mistake that stops the command: nothing is written and nothing is sent. */
export function error<A>(message: (args: A) => string, hint?: (args: A) => string): Entry<A> {
  return hint ? { severity: 'error', message, hint } : { severity: 'error', message };
}

/** Makes an entry for something that is probably a mistake, but does not stop the command. */
export function warning<A>(message: (args: A) => string, hint?: (args: A) => string): Entry<A> {
  return { ...error(message, hint), severity: 'warning' };
}

/** Makes an entry for something that postmint did for the user. */
export function note<A>(message: (args: A) => string, hint?: (args: A) => string): Entry<A> {
  return { ...error(message, hint), severity: 'note' };
}

/** Returns a copy of the entry whose diagnostics point at a secret. */
export function atSecret<A>(entry: Entry<A>): Entry<A> {
  return { ...entry, atSecret: true };
}

/** Returns a copy of the entry with `details`. */
export function withDetails<A>(details: (args: A) => readonly string[], entry: Entry<A>): Entry<A> {
  return { ...entry, details };
}

/** Returns a copy of the entry with `ownFacts`. */
export function withOwnFacts<A>(names: readonly (keyof A)[], entry: Entry<A>): Entry<A> {
  return { ...entry, ownFacts: names };
}
