/**
 * True for a text of printable ASCII, tabs and line feeds. Most texts are, and need not be searched for characters that are
 * invisible or need quotes, which takes ten times as long.
 */
export const isUsualText = (text: string): boolean => /^[\x20-\x7e\n\t]*$/.test(text);
