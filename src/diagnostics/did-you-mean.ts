/** Suggestions for mistyped words. */

/** Returns the number of edits (insert, delete or replace a character, swap two neighbours) between two words. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(
        (previous[j] as number) + 1,
        (current[j - 1] as number) + 1,
        (previous[j - 1] as number) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (before[j - 2] as number) + 1);
      }
      current.push(best);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] as number;
}

/**
 * Returns the known word that is most like a mistyped word; undefined if more than a third of its letters would change.
 *
 * @example didYouMean('gett', ['get', 'put']) // 'get'
 */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  if (word === '') return undefined;
  const lower = word.toLowerCase();
  const limit = Math.max(1, Math.round(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const distance = editDistance(lower, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Returns a hint with the nearest known word or, if none is near, with the first sixteen known words. */
export function suggest(word: string, known: readonly string[]): string {
  // The word itself is known: suggesting it again would not help.
  const near = known.includes(word) ? undefined : didYouMean(word, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (known.length === 0) return 'remove it';
  return `use one of: ${known.slice(0, 16).join(', ')}${known.length > 16 ? ', …' : ''}`;
}

/**
 * Returns the hint of {@link suggest}, followed by an alternative.
 *
 * @param otherwise starts with a lower-case letter
 * @example suggestOr('GETT', ['GET'], 'or declare it') // 'did you mean "GET"? Or declare it'
 */
export function suggestOr(word: string, known: readonly string[], otherwise: string): string {
  const hint = suggest(word, known);
  if (!hint.endsWith('?')) return `${hint}; ${otherwise}`;
  return `${hint} ${otherwise.charAt(0).toUpperCase()}${otherwise.slice(1)}`;
}
