import type { SourceFile } from './origin.ts';

/** What stands in the place of a secret. */
export const MASK = '••••••';

/** A stretch of a file: offsets in UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A secret of at least this length is hidden wherever else its file repeats it, for example in a comment. */
const REPEATED = 6;

/** What is known of a file: spans that were found, and finders that nobody has asked yet. */
interface Secrets {
  readonly finders: (() => readonly Span[])[];
  readonly found: Span[];
  spans: readonly Span[];
}

const secretsOf = new WeakMap<SourceFile, Secrets>();

/** Says how to find secrets in a file. It is asked only when something of the file is shown. */
export function markSecrets(source: SourceFile, find: () => readonly Span[]): void {
  const secrets = secretsOf.get(source) ?? { finders: [], found: [], spans: [] };
  secrets.finders.push(find);
  secretsOf.set(source, secrets);
}

/** Where a file holds secrets, in order and without overlaps. Nothing that is shown of the file repeats them. */
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

/** The text of a span without its quotes. */
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
