export type Severity = 'error' | 'warning' | 'note';

/** One line of the catalogue: how bad it is, and how its words are made from facts. */
export interface Entry<A> {
  readonly severity: Severity;
  /** What is wrong, as one sentence without a full stop. */
  readonly message: (args: A) => string;
  /** What to type. */
  readonly hint?: (args: A) => string;
}

/** An entry that stops the command: nothing is written and nothing is sent. */
export function error<A>(message: (args: A) => string, hint?: (args: A) => string): Entry<A> {
  return hint ? { severity: 'error', message, hint } : { severity: 'error', message };
}

/** An entry that is worth a look and stops nothing. */
export function warning<A>(message: (args: A) => string, hint?: (args: A) => string): Entry<A> {
  return { ...error(message, hint), severity: 'warning' };
}

/** An entry that tells what was done on the user's behalf. */
export function note<A>(message: (args: A) => string, hint?: (args: A) => string): Entry<A> {
  return { ...error(message, hint), severity: 'note' };
}
