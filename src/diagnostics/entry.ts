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
  /** Whether it points at a secret, which nothing that is shown of the file may repeat. */
  readonly atSecret?: true;
  /** Facts that are words of ours as well, and never hold text of a user or of a server. */
  readonly ownFacts?: readonly (keyof A)[];
}

/** An entry that stops the command: nothing is written and nothing is sent. */
export function error<A>(message: (args: A) => string, hint?: (args: A) => string): Entry<A> {
  return hint ? { severity: 'error', message, hint } : { severity: 'error', message };
}

/** An entry that is probably a mistake, but stops nothing. */
export function warning<A>(message: (args: A) => string, hint?: (args: A) => string): Entry<A> {
  return { ...error(message, hint), severity: 'warning' };
}

/** An entry that reports what postmint did for the user. */
export function note<A>(message: (args: A) => string, hint?: (args: A) => string): Entry<A> {
  return { ...error(message, hint), severity: 'note' };
}

/** The same entry for a code that points at a secret. */
export function atSecret<A>(entry: Entry<A>): Entry<A> {
  return { ...entry, atSecret: true };
}

/** The same entry for a code some of whose facts are words of ours. */
export function withOwnFacts<A>(names: readonly (keyof A)[], entry: Entry<A>): Entry<A> {
  return { ...entry, ownFacts: names };
}
