import { decodeBytes, strip, unescapeText } from './decode-text.ts';

/** So many characters of a secret in a row are a leak: fewer are found in innocent words as well. */
const WINDOW = 8;
/** A secret of fewer characters cannot be told from other text. */
const SHORTEST = 4;
/** Bytes in base64 in an array of bytes, and so on: deeper than anything that a reporter was seen to do. */
const DEPTH = 3;

/**
 * Looks for secrets in a text, independently of the code that hides them. That one knows how a secret may be spelled;
 * this one undoes whatever spelling there is, and then looks for any eight characters in a row. Colours, line breaks,
 * blanks and the lines of tables do not count, so that a wrapped secret is found as well.
 *
 * @returns for each secret that was found, the stretch that gave it away
 */
export function leaksIn(text: string, secrets: readonly string[]): Map<string, string> {
  const windows = windowsOf(secrets);
  const lengths = [...new Set([...windows.keys()].map((one) => one.length))];
  const found = new Map<string, string>();
  for (const view of viewsOf(text, DEPTH)) {
    for (const length of lengths) {
      for (let at = 0; at + length <= view.length; at++) {
        const stretch = view.slice(at, at + length);
        for (const secret of windows.get(stretch) ?? []) if (!found.has(secret)) found.set(secret, stretch);
      }
    }
    if (found.size === new Set(secrets).size) break;
  }
  return found;
}

/** The stretches of secrets that are in a text. */
export function findLeaks(text: string, secrets: readonly string[]): string[] {
  return [...leaksIn(text, secrets).values()];
}

/** Which secrets a stretch belongs to. */
function windowsOf(secrets: readonly string[]): Map<string, Set<string>> {
  const windows = new Map<string, Set<string>>();
  for (const secret of secrets) {
    // The same is done to both sides: a secret that looks like an escape is compared as what it is taken for.
    const plain = unescapeText(secret);
    if (plain.length < SHORTEST) throw new Error(`a secret of ${plain.length} characters cannot be looked for`);
    for (let at = 0; at === 0 || at + WINDOW <= plain.length; at++) {
      const stretch = plain.slice(at, at + WINDOW);
      windows.set(stretch, (windows.get(stretch) ?? new Set()).add(secret));
    }
  }
  return windows;
}

/** The text in every way in which it may be meant. */
function* viewsOf(text: string, depth: number): Generator<string> {
  // What sets a title or a link is no text on the screen; in a file, or to a terminal that keeps it, it is.
  const shown = [strip(text, 'keep'), strip(text, 'drop')];
  const spelled = new Set(shown);
  // Forms write a blank as a plus, and blanks do not count.
  for (const one of shown) spelled.add(one.replaceAll('+', ''));
  const plain = new Set([...spelled].map(unescapeText));
  yield* plain;
  if (depth === 0) return;
  const inside = [...plain].map(decodeBytes).join('');
  if (inside !== '') yield* viewsOf(inside, depth - 1);
}
