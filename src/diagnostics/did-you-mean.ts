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
 * The first letter is rarely wrong together with others: `oauth1` does not mean `noauth`.
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
    if (distance > 1 && lower[0] !== candidate[0]?.toLowerCase()) continue;
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Minimum length of a part of a word by which known words are found. */
const SHORTEST_PART = 3;

/** Maximum number of words in a question. */
const MOST_ASKED = 4;

/** Maximum number of words in a list. */
const MOST_LISTED = 16;

/** Returns the known words that start with a word, or that have it as one of their parts between `-`, `_` and `.`. */
function wordsWith(word: string, known: readonly string[]): string[] {
  const lower = word.toLowerCase();
  if (lower.length < SHORTEST_PART) return [];
  return known.filter((candidate) => {
    const text = candidate.toLowerCase();
    return text.startsWith(lower) || text.split(/[-_.]/).includes(lower);
  });
}

/**
 * Returns a hint with the known words that were probably meant: those that contain the word, else the nearest one. If
 * there are none or many, the hint lists the first sixteen known words, beginning with those that contain the word.
 */
export function suggest(word: string, known: readonly string[]): string {
  if (known.length === 0) return 'remove it';
  // The word itself is known: suggesting it again would not help.
  const isKnown = known.includes(word);
  const alike = isKnown ? [] : wordsWith(word, known);
  const near = isKnown || alike.length > 0 ? undefined : didYouMean(word, known);
  const meant = near === undefined ? alike : [near];
  if (meant.length > 0 && meant.length <= MOST_ASKED) return `did you mean ${inQuotes(meant)}?`;
  const listed = [...new Set([...meant, ...known])];
  const more = listed.length > MOST_LISTED ? ', …' : '';
  return `use one of: ${listed.slice(0, MOST_LISTED).join(', ')}${more}`;
}

/** Words in quotes, with "or" before the last one. */
function inQuotes(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`);
  return quoted.length === 1 ? (quoted[0] as string) : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
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
