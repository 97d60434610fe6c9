/** Maximum length of a line in characters. Long strings can exceed it. */
const WIDTH = 120;

/**
 * Returns a value as JavaScript source: on one line if it fits, else with one key or item in a line. `<` and
 * JavaScript's line separators are escaped in addition to JSON's escapes, so that the text means the same in a script,
 * in HTML and in JSON.
 *
 * @param value any JSON value
 * @param indent the spaces that the line begins with
 * @param taken number of characters in that line besides the value, including the indent
 * @example toJavaScript({ 'a b': [1] }) // { "a b": [1] }
 */
export function toJavaScript(value: unknown, indent = '', taken = indent.length): string {
  const short = onOneLine(value);
  const isNested = typeof value === 'object' && value !== null && short.length > 2;
  if (!isNested || taken + short.length <= WIDTH) return short;
  const inner = `${indent}  `;
  // `+ 1` is for the comma after each item.
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

/** A key of an object literal. `__proto__` is computed, because `__proto__: x` sets the prototype, even when quoted. */
function toKey(key: string): string {
  if (key === '__proto__') return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : escapeSigns(JSON.stringify(key));
}

function escapeSigns(json: string): string {
  return json.replace(/[<\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Returns a comment line that is safe in a script and in HTML: control characters, line separators and `<` become
 * spaces. Long lines are wrapped.
 */
export function toCommentLine(line: string): string {
  const safe = line.replace(/[\p{Cc}<\u2028\u2029]/gu, ' ');
  const [start = '', signs = '', label = ''] = /^( *\/\/ *)(\w+ {2,})?/.exec(safe) ?? [];
  const cut = safe.lastIndexOf(' ', WIDTH);
  if (safe.length <= WIDTH || cut < start.length) return safe;
  // The next line is aligned with the text, not with its label.
  return `${safe.slice(0, cut)}\n${toCommentLine(signs + ' '.repeat(label.length) + safe.slice(cut + 1))}`;
}
