/**
 * Returns the part of a text that a save with `match` keeps: the first group, or without groups all that matches; undefined
 * if there is none. The scripts of a collection do the same, see templates/scripts/save-text.js.
 */
export function savedPart(pattern: string, text: string): string | undefined {
  const found = new RegExp(pattern).exec(text) ?? [];
  return found[found.length > 1 ? 1 : 0];
}
