/** Most characters of a message, because scripts can make them of any length. */
const MAX_MESSAGE = 4000;

/** Converts a value to text. A script can throw anything, even a value without a text. */
export function asText(value: unknown, longest = MAX_MESSAGE): string {
  try {
    const text = typeof value === 'string' ? value : String(value);
    return text.length > longest ? `${text.slice(0, longest)}…` : text;
  } catch {
    return 'something that is not text';
  }
}
