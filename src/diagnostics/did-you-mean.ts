/** The number of single-character edits (insert, delete, replace, swap of neighbours) between two words. */
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
 * The known word nearest to a mistyped one, or undefined when none is near enough to be a slip
 * (at most a third of its letters).
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

/** A hint that names the nearest known word, or lists the known ones when there are few. */
export function suggest(word: string, known: readonly string[]): string {
  // A word that is known elsewhere is no slip: here it has nothing to say.
  const near = known.includes(word) ? undefined : didYouMean(word, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (known.length === 0) return 'remove it';
  return `known here: ${known.slice(0, 16).join(', ')}${known.length > 16 ? ', …' : ''}`;
}

/** {@link suggest}, and what else can be done. */
export function suggestOr(word: string, known: readonly string[], otherwise: string): string {
  return `${suggest(word, known).replace(/\?$/, '')}; ${otherwise}`;
}
