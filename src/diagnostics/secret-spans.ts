import type { SourceFile } from './origin.ts';

/** Replaces a secret in printed text. */
export const MASK = '••••••';

/** A part of a file, as offsets in UTF-16 code units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Minimum length of a secret that is also hidden where its file repeats it, for example in a comment. */
const REPEATED = 6;

/** The secrets of a file. */
interface Secrets {
  /** Functions that find secrets and have not been called yet. */
  readonly finders: (() => readonly Span[])[];
  readonly found: Span[];
  /** `found` and their repetitions, in order and without overlaps. */
  spans: readonly Span[];
}

const secretsOf = new WeakMap<SourceFile, Secrets>();

/** Registers a function that finds secrets in a file. It is called only when a part of the file is shown. */
export function markSecrets(source: SourceFile, find: () => readonly Span[]): void {
  const secrets = secretsOf.get(source) ?? { finders: [], found: [], spans: [] };
  secrets.finders.push(find);
  secretsOf.set(source, secrets);
}

/** Returns the secrets in a file, in order and without overlaps. They are masked wherever the file is shown. */
export function secretSpans(source: SourceFile): readonly Span[] {
  const secrets = secretsOf.get(source);
  if (!secrets) return [];
  const fresh = secrets.finders.splice(0).flatMap((find) => find());
  if (fresh.length > 0) {
    secrets.found.push(...fresh.filter(({ start, end }) => end > start));
    const repeated = secrets.found.flatMap((span) => repeats(source, textOf(source, span)));
    secrets.spans = merged([...secrets.found, ...repeated]);
  }
  return secrets.spans;
}

/** Returns the text of a span, without quotes around it. */
export function textOf(source: SourceFile, { start, end }: Span): string {
  return source.text.slice(start, end).replace(/^(["'])(.*)\1$/s, '$2');
}

function repeats(source: SourceFile, text: string): Span[] {
  if (text.length < REPEATED || text.includes('\n')) return [];
  const spans: Span[] = [];
  for (let start = source.text.indexOf(text); start !== -1; start = source.text.indexOf(text, start + text.length)) {
    spans.push({ start, end: start + text.length });
  }
  return spans;
}

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && span.start <= last.end) result[result.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else result.push(span);
  }
  return result;
}
