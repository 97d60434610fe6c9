import type { Json } from '../../model/expectation.ts';
import type { Event } from '../v2/types.ts';

/** The files of templates/scripts, by name without `.js`. */
export type ScriptTexts = ReadonlyMap<string, string>;

/**
 * A value as JavaScript source. Beside JSON's own escapes, `<` and the line separators of JavaScript are escaped, so
 * that the text means the same in a script, in HTML and in JSON.
 */
export function toSource(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A script's text, cut at its placeholders: text and names in turn. Kept, because thousands of requests fill the same. */
const cut = new WeakMap<ScriptTexts, Map<string, readonly string[]>>();

function partsOf(scripts: ScriptTexts, name: string): readonly string[] {
  let known = cut.get(scripts);
  if (!known) {
    known = new Map();
    cut.set(scripts, known);
  }
  let parts = known.get(name);
  if (!parts) {
    const text = scripts.get(name);
    if (text === undefined) throw new Error(`templates/scripts/${name}.js is missing`);
    parts = text.trimEnd().split(/\b__([A-Z]+(?:_[A-Z]+)*)__\b/);
    known.set(name, parts);
  }
  return parts;
}

/**
 * A script file with its `__NAME__` placeholders filled with JSON. The text itself is constant: data never becomes
 * code.
 */
export function fillScript(scripts: ScriptTexts, name: string, values: Readonly<Record<string, Json>> = {}): string {
  let text = '';
  for (const [index, part] of partsOf(scripts, name).entries()) {
    if (index % 2 === 0) {
      text += part;
    } else {
      if (!Object.hasOwn(values, part)) throw new Error(`templates/scripts/${name}.js: nothing fills __${part}__`);
      text += toSource(values[part]);
    }
  }
  return text;
}

/** An event of some scripts, one after the other; undefined when there are none. */
export function toEvent(listen: Event['listen'], texts: readonly string[]): Event | undefined {
  if (texts.length === 0) return undefined;
  return { listen, script: { type: 'text/javascript', exec: texts.join('\n').split('\n') } };
}
