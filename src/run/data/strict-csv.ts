/** Space before or after a field in quotes, which is not part of its value. Line ends are not space. */
const space = /[ \t]*/y;
/** A field without quotes around it: everything up to a comma or a line end. */
const open = /[^,\r\n]*/y;

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** The offset after the quote that closes a field; undefined when none does. */
function endOfQuoted(text: string, start: number): number | undefined {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return undefined;
    if (text[quote + 1] !== '"') return quote + 1;
    at = quote + 2;
  }
}

/**
 * Rewrites CSV as people and programs write it to CSV as RFC 4180 has it: without spaces around a field in quotes, and
 * with quotes around a field that has a quote inside. Text after a closing quote is not changed, because it is a mistake.
 *
 * @example toStrictCsv('1, "x, y",5" nail') // '1,"x, y","5"" nail"'
 */
export function toStrictCsv(text: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const start = at + match(space, text, at).length;
    if (text[start] === '"') {
      const end = endOfQuoted(text, start);
      // The parser reports the row where the quote begins.
      if (end === undefined) return parts.join('') + text.slice(start);
      parts.push(text.slice(start, end));
      const after = end + match(space, text, end).length;
      at = after === text.length || /[,\r\n]/.test(text[after] as string) ? after : end;
      const rest = match(open, text, at);
      parts.push(rest);
      at += rest.length;
    } else {
      const field = match(open, text, at);
      parts.push(field.includes('"') ? `"${field.replaceAll('"', '""')}"` : field);
      at += field.length;
    }
    if (at < text.length) parts.push(text[at++] as string);
  }
  return parts.join('');
}
