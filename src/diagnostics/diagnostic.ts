/** Diagnostics: errors, warnings and notes about a list or a run. */

import { type Args, type Code, catalogue, type Entry, type Severity } from './catalogue.ts';
import { type Origin, type Range, rangeOf, type SourceFile } from './origin.ts';
import { MASK, markSecrets, secretSpans, textOf } from './secret-spans.ts';

export type { Code, Severity };

/** Another place that helps to understand a diagnostic, such as the first use of a name. */
export interface Related {
  readonly message: string;
  readonly file: string;
  readonly range: Range;
}

/** An error, warning or note about a list or a run. It is plain data, and can be printed as JSON. */
export interface Diagnostic {
  /** A name from the catalogue, which stays the same from version to version. */
  readonly code: Code;
  readonly severity: Severity;
  readonly file?: string;
  readonly range?: Range;
  /** What is wrong. */
  readonly message: string;
  /** What to type. */
  readonly hint?: string;
  /** What helps to understand it, such as a server's answer. */
  readonly details?: readonly string[];
  readonly related?: readonly Related[];
}

/** The result of a stage: its diagnostics, and a value unless errors prevented one. */
export interface Result<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}

const sources = new WeakMap<Diagnostic, SourceFile>();
const factsOf = new WeakMap<Diagnostic, Readonly<Record<string, unknown>>>();

/** Returns the file that a diagnostic points into, for the code frame; undefined without a place. */
export function sourceOf(diagnostic: Diagnostic): SourceFile | undefined {
  return sources.get(diagnostic);
}

/**
 * Makes a diagnostic from the catalogue.
 *
 * @param code one of the catalogue's codes
 * @param args the facts from which its message and hint are composed
 * @param origin the place to point at; omit it when there is none
 * @param related further places, each with a short message
 * @example diagnose('unknown-key', { key: 'gett', known: ['get'] }, origin)
 */
export function diagnose<C extends Code>(
  code: C,
  args: Args<C>,
  origin?: Origin,
  related?: readonly { message: string; origin: Origin }[],
): Diagnostic {
  const entry = catalogue[code] as Entry<Args<C>>;
  const hint = entry.hint?.(args);
  const details = entry.details?.(args) ?? [];
  const diagnostic: Diagnostic = {
    code,
    severity: entry.severity,
    ...(origin ? { file: origin.source.path, range: rangeOf(origin) } : {}),
    message: entry.message(args),
    ...(hint ? { hint } : {}),
    ...(details.length > 0 ? { details } : {}),
    ...(related?.length
      ? {
          related: related.map(({ message, origin: place }) => ({
            message,
            file: place.source.path,
            range: rangeOf(place),
          })),
        }
      : {}),
  };
  factsOf.set(diagnostic, args as Readonly<Record<string, unknown>>);
  if (origin) sources.set(diagnostic, origin.source);
  if (origin && entry.atSecret) markSecrets(origin.source, () => [origin]);
  return diagnostic;
}

/** Returns a copy with its message and hint changed by `reword`, for example with secrets masked. */
export function rewordDiagnostic(diagnostic: Diagnostic, reword: (text: string) => string): Diagnostic {
  const { message, hint, details } = diagnostic;
  const copy: Diagnostic = {
    ...diagnostic,
    message: reword(message),
    ...(hint ? { hint: reword(hint) } : {}),
    ...(details ? { details: details.map(reword) } : {}),
  };
  const source = sources.get(diagnostic);
  if (source) sources.set(copy, source);
  return copy;
}

/**
 * Returns a copy with its facts changed by `reword`, for example with secrets masked. The words of the catalogue around
 * the facts stay the same, even if a secret occurs in them.
 */
export function rewordFacts(diagnostic: Diagnostic, reword: (text: string) => string): Diagnostic {
  const facts = factsOf.get(diagnostic);
  if (!facts) return rewordDiagnostic(diagnostic, reword);
  const {
    message,
    hint,
    details,
    ownFacts = [],
  } = catalogue[diagnostic.code] as Entry<Readonly<Record<string, unknown>>>;
  const change = (fact: unknown): unknown =>
    typeof fact === 'string' ? reword(fact) : Array.isArray(fact) ? fact.map(change) : fact;
  const changed = Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, ownFacts.includes(name) ? fact : change(fact)]),
  );
  const words = hint?.(changed);
  const lines = details?.(changed) ?? [];
  const copy: Diagnostic = {
    ...diagnostic,
    message: message(changed),
    ...(words ? { hint: words } : {}),
    ...(lines.length > 0 ? { details: lines } : {}),
  };
  factsOf.set(copy, changed);
  const source = sources.get(diagnostic);
  if (source) sources.set(copy, source);
  return copy;
}

/**
 * Returns the diagnostic. If it points at a secret, the secret and the rest of its line are masked in the message and
 * hint.
 */
export function withoutSecrets(diagnostic: Diagnostic): Diagnostic {
  const { range } = diagnostic;
  const source = sources.get(diagnostic);
  if (!source || !range) return diagnostic;
  const own = secretSpans(source).filter(({ start, end }) => start <= range.end.offset && end >= range.start.offset);
  if (own.length === 0) return diagnostic;
  const lines = own.map(({ start, end }) => source.text.slice(start, end) + source.text.slice(end).split('\n', 1)[0]);
  const quoted = (text: string) =>
    text.replace(/"([^"]+)"/g, (whole, inner: string) =>
      lines.some((line) => line.includes(inner)) ? `"${MASK}"` : whole,
    );
  const secrets = own.map((span) => textOf(source, span)).filter((text) => text.length >= SHORTEST);
  return rewordDiagnostic(diagnostic, (text) =>
    secrets.reduce((words, secret) => words.replaceAll(secret, MASK), quoted(text)),
  );
}

/** Minimum length of a secret to mask outside quotes. A shorter secret occurs in ordinary words. */
const SHORTEST = 3;

/** True when any of the diagnostics is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** Returns a result that has the value only if there are no errors. */
export function resultOf<T>(value: T, diagnostics: readonly Diagnostic[]): Result<T> {
  return hasErrors(diagnostics) ? { diagnostics } : { value, diagnostics };
}
