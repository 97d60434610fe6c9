/** What our scripts print at most in a line, where their data allows it. */
const WIDTH = 120;

/**
 * A value as JavaScript source. It is on one line where it fits, else it has one key or item a line. Beside JSON's own
 * escapes, `<` and the line separators of JavaScript are escaped, so that the text means the same in a script, in HTML
 * and in JSON.
 *
 * @param value what JSON can say
 * @param indent the spaces before the line that the value starts in
 * @param taken how many characters of that line are taken: by the indent, and by what is before and after the value
 * @example toJavaScript({ 'a b': [1] }) // { "a b": [1] }
 */
export function toJavaScript(value: unknown, indent = '', taken = indent.length): string {
  const short = onOneLine(value);
  const isNested = typeof value === 'object' && value !== null && short.length > 2;
  if (!isNested || taken + short.length <= WIDTH) return short;
  const inner = `${indent}  `;
  // A comma follows each of them.
  const lines = Array.isArray(value)
    ? value.map((item) => toJavaScript(item, inner, inner.length + 1))
    : Object.entries(value).map(([key, item]) => {
        const name = `${toKey(key)}: `;
        return name + toJavaScript(item, inner, inner.length + name.length + 1);
      });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.map((line) => `${inner}${line},\n`).join('')}${indent}${close}`;
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return escapeSigns(JSON.stringify(value));
  const entries = Object.entries(value).map(([key, item]) => `${toKey(key)}: ${onOneLine(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** A key of an object. `__proto__: x` would set the prototype, quoted or not. */
function toKey(key: string): string {
  if (key === '__proto__') return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : escapeSigns(JSON.stringify(key));
}

function escapeSigns(json: string): string {
  return json.replace(/[<\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Text for a comment: what would end its line, or mean something in HTML, is a space. Long lines are broken. */
export function toCommentLine(line: string): string {
  const safe = line.replace(/[\p{Cc}<\u2028\u2029]/gu, ' ');
  const [start = '', signs = '', label = ''] = /^( *\/\/ *)(\w+ {2,})?/.exec(safe) ?? [];
  const cut = safe.lastIndexOf(' ', WIDTH);
  if (safe.length <= WIDTH || cut < start.length) return safe;
  // The rest begins below the text, not below its label.
  return `${safe.slice(0, cut)}\n${toCommentLine(signs + ' '.repeat(label.length) + safe.slice(cut + 1))}`;
}
