/** References to variables: `{{name}}`. */

/** One `{{name}}` in a text, or text that was probably meant as one. */
export interface Reference {
  /** The text between the braces. */
  readonly name: string;
  /** Offsets in the text, including the braces; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Why Postman would not read it as a variable, in words; undefined when it would. */
  readonly fault?: string;
}

/** True for a valid name of a variable: letters, digits, `_`, `-` and `.`, at most 64 characters. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/.test(name) && !(name in Object.prototype);
}

function faultOf(name: string, tripled: boolean): string | undefined {
  if (tripled) return 'it has three braces';
  if (name.trim() === '') return 'it has no name';
  if (name.trim() !== name) return 'there are spaces inside the braces';
  if (name.startsWith('$'))
    return /^\$[A-Za-z]+$/.test(name) ? undefined : 'the name may contain only letters after the "$"';
  if (name in Object.prototype) return 'JavaScript gives this name a special meaning';
  return isVariableName(name)
    ? undefined
    : 'a name must start with a letter or "_" and consist of letters, digits, "_", "-" and "."';
}

/** Returns every `{{name}}` in a text, in order, including those with a fault. */
export function findReferences(text: string): Reference[] {
  const found: Reference[] = [];
  for (let start = text.indexOf('{{'); start !== -1; start = text.indexOf('{{', start)) {
    const close = text.indexOf('}}', start + 2);
    const next = text.indexOf('{{', start + 3);
    if (close === -1 || (next !== -1 && next < close)) {
      const stop = /[}\s"'/]/.exec(text.slice(start + 2));
      const end = stop ? start + 2 + stop.index + (stop[0] === '}' ? 1 : 0) : text.length;
      found.push({ name: text.slice(start + 2, end), start, end, fault: 'it is not closed with }}' });
      start = end;
      continue;
    }
    // `{{{x}}}` is a mistake. A third brace on one side only is text, as in `{"a":{{x}}}`.
    const opens = text[start + 2] === '{';
    const tripled = opens && text[close + 2] === '}';
    const name = text.slice(opens ? start + 3 : start + 2, close);
    const fault = faultOf(name, tripled);
    found.push({ name, start: opens && !tripled ? start + 1 : start, end: close + 2, ...(fault ? { fault } : {}) });
    start = close + 2;
  }
  return found;
}

/**
 * Returns the texts before, between and after references of a text.
 *
 * @example textsAround('/a/{{b}}.c', findReferences('/a/{{b}}.c')) // ['/a/', '.c']
 */
export function textsAround(text: string, references: readonly Reference[]): string[] {
  const ends = [0, ...references.map(({ end }) => end)];
  const starts = [...references.map(({ start }) => start), text.length];
  return ends.map((end, index) => text.slice(end, starts[index]));
}

/** A reference as Postman reads it. Whether the name is a valid one is not looked at. */
const reference = /\{\{([^{}]+)\}\}/g;

/** The names of the references in a text, in order and as often as they occur. */
export function referenceNames(text: string): string[] {
  return [...text.matchAll(reference)].map(([, name = '']) => name);
}

/** The name in a text that is exactly one `{{name}}`; undefined for other text. */
export function soleReference(text: string): string | undefined {
  return /^\{\{([^{}]+)\}\}$/.exec(text)?.[1];
}

/** The name of the reference that a text begins with; undefined for other text. */
export function leadingReference(text: string): string | undefined {
  return /^\{\{([^{}]+)\}\}/.exec(text)?.[1];
}

/**
 * Replaces each reference of a text.
 *
 * @param replace is given the name, and the reference with its braces
 */
export function replaceReferences(text: string, replace: (name: string, whole: string) => string): string {
  return text.replace(reference, (whole, name: string) => replace(name, whole));
}

/** Changes the text between the references, and leaves the references as they are. */
export function mapLiterals(text: string, change: (literal: string) => string): string {
  if (!text.includes('{{')) return change(text);
  return text
    .split(/(\{\{[^{}]+\}\})/)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');
}

/** A text of the same length, in which each reference, an empty `{{}}` too, is filled with one character. */
export function maskReferences(text: string, fill: string): string {
  return text.replace(/\{\{[^{}]*\}\}/g, (whole) => fill.repeat(whole.length));
}
