/** Paths to one value in JSON: a part of RFC 9535. */

/** The steps of a path to one value, or the reason why the text is not such a path. */
export type PathResult = { readonly steps: readonly (string | number)[] } | { readonly fault: string };

/**
 * Parses a singular path of RFC 9535 (section 2.3.5.1): `$`, then `.name`, `['name']`, `[n]` or `[-n]`.
 *
 * @example parsePath("$.Roles[0]['a b']") // { steps: ['Roles', 0, 'a b'] }
 */
export function parsePath(text: string): PathResult {
  if (!text.startsWith('$')) return { fault: 'it must start with $' };
  const steps: (string | number)[] = [];
  const step =
    /\.([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)|\[(0|-?[1-9]\d*)\]|\[('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\]/y;
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const at = step.lastIndex;
    const match = step.exec(text);
    if (!match) {
      const rest = text.slice(at);
      const many = /^(?:\.\.|\.\*|\[\*|\[\?|\[[^\]]*[:,])/.test(rest);
      return { fault: many ? `"${rest}" can match several values` : `"${rest}" is not a valid step` };
    }
    const [, name, index, quoted] = match;
    if (name !== undefined) steps.push(name);
    else if (index !== undefined) steps.push(Number(index));
    else steps.push(unquote(quoted as string));
  }
  return { steps };
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The text of a quoted name, with the escapes of RFC 9535, section 2.3.1.1. */
function unquote(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, character: string) =>
      code === undefined ? (escapes[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
    );
}

/** Returns the value at a path; undefined when there is none. A negative index counts from the end. */
export function valueAt(json: unknown, steps: readonly (string | number)[]): unknown {
  let value = json;
  for (const step of steps) {
    if (typeof step === 'number') {
      if (!Array.isArray(value)) return undefined;
      value = value.at(step);
    } else {
      if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, step)) {
        return undefined;
      }
      value = (value as Record<string, unknown>)[step];
    }
  }
  return value;
}
