import type { Entry } from '../entry.ts';

/** The explanation of a code in docs/errors.md. */
export interface Explanation<A> {
  /** Facts of a typical case, from which the page composes the message and the hint. */
  readonly example: A;
  /** A few sentences: why this is reported, what it protects from, and how to fix it. */
  readonly about: readonly string[];
}

/** An explanation for every code of a group: a missing one does not compile. */
export type ExplanationsOf<G> = {
  readonly [C in keyof G]: G[C] extends Entry<infer A> ? Explanation<A> : never;
};

/** Makes an explanation; each argument after the facts is one sentence. */
export function explain<A>(example: A, ...about: readonly string[]): Explanation<A> {
  return { example, about };
}
