import { decodeBytes, strip, unescapeText } from './decode-text.ts';

/** This many consecutive characters of a secret are a leak. Fewer also occur in ordinary text. */
const WINDOW = 8;
/** A shorter secret cannot be distinguished from other text. */
const SHORTEST = 4;
/** Levels of nested encodings, such as base64 inside an array of bytes. No known reporter nests them deeper. */
const DEPTH = 3;

/**
 * Searches a text for secrets, independently of the redactor. The redactor searches for the known encodings of each
 * secret. This function decodes the text instead, and then searches for any eight consecutive characters of a secret.
 * Colours, white space and the lines of tables are ignored, so a secret that is wrapped over lines is found too.
 *
 * @returns for each secret that was found, the part of it that occurs in the text
 */
export function leaksIn(text: string, secrets: readonly string[]): Map<string, string> {
  const windows = windowsOf(secrets);
  const lengths = [...new Set([...windows.keys()].map((stretch) => stretch.length))];
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

/** The parts of secrets that occur in a text, one for each leaked secret. */
export function findLeaks(text: string, secrets: readonly string[]): string[] {
  return [...leaksIn(text, secrets).values()];
}

/** All parts of the secrets to search for, each with the secrets it belongs to. */
function windowsOf(secrets: readonly string[]): Map<string, Set<string>> {
  const windows = new Map<string, Set<string>>();
  for (const secret of secrets) {
    // Secrets are unescaped like the text, so that a secret which looks like an escape still matches.
    const plain = unescapeText(secret);
    if (plain.length < SHORTEST) throw new Error(`a secret of ${plain.length} characters cannot be looked for`);
    for (let at = 0; at === 0 || at + WINDOW <= plain.length; at++) {
      const stretch = plain.slice(at, at + WINDOW);
      windows.set(stretch, (windows.get(stretch) ?? new Set()).add(secret));
    }
  }
  return windows;
}

/** The text in every way it can be decoded. */
function* viewsOf(text: string, depth: number): Generator<string> {
  // A terminal hides the text that sets a title or a link. In a file that text is visible, so try both.
  const shown = [strip(text, 'keep'), strip(text, 'drop')];
  const spelled = new Set(shown);
  // Forms encode a space as a plus, and white space is ignored.
  for (const view of shown) spelled.add(view.replaceAll('+', ''));
  const plain = new Set([...spelled].map(unescapeText));
  yield* plain;
  if (depth === 0) return;
  const inside = [...plain].map(decodeBytes).join('');
  if (inside !== '') yield* viewsOf(inside, depth - 1);
}
