/**
 * Makes text from a file or a server safe to print. Control characters, bidirectional and zero-width characters become
 * visible escapes, so that a name can neither move the cursor nor look like another line.
 */
export function showText(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be printed
    /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Returns text in double quotes, safe to print, and cut to `limit` characters to fit into a message. */
export function quoteText(text: string, limit = 160): string {
  const shown = showText(text);
  return `"${shown.length > limit ? `${shown.slice(0, limit - 1)}…` : shown}"`;
}
