import { diagnose } from '../../diagnostics/diagnostic.ts';
import { findReferences, soleReference } from '../../notation/references.ts';
import type { Located } from '../../source/located.ts';
import type { Json } from '../expectation.ts';
import type { BuildContext } from './build-context.ts';

/** A scalar as JSON. A number that JSON would spell in another way is reported: it would not arrive as written. */
function toScalar(located: Located<unknown>, context: BuildContext): string | number | boolean | null {
  const value = located.value() as string | number | boolean | null;
  if (typeof value === 'string') return context.text(located);
  if (typeof value === 'number') {
    const becomes = JSON.stringify(value);
    const safe = Math.abs(value) <= Number.MAX_SAFE_INTEGER;
    if (becomes !== located.text() || !safe) {
      context.report(diagnose('number-changes', { text: located.text(), becomes, safe }, located));
    }
  }
  return value;
}

/** The value behind `{ $file: path }`, or the value itself; undefined when the file is not JSON. */
function expand(located: Located<unknown>, context: BuildContext): Located<unknown> | undefined {
  if (!located.is('mapping')) return located;
  const entries = located.entries();
  if (!entries[0] || entries.length !== 1 || entries[0].key !== '$file') return located;
  const source = context.file(located);
  if (!source) {
    // A file that the list itself names was read before, or reported; one that such a file names was not.
    if (located.source !== context.list) {
      context.report(diagnose('nested-file', { path: entries[0].value.text() }, entries[0].value));
    }
    return undefined;
  }
  if (source.path.endsWith('.json')) {
    try {
      JSON.parse(source.text);
    } catch (error) {
      context.report(diagnose('bad-json', { path: source.path, reason: (error as Error).message }, located));
      return undefined;
    }
  }
  // JSON is YAML: one reader for both keeps spellings and places.
  const tree = context.input.parse(source);
  context.report(...tree.diagnostics);
  return tree.value;
}

/** JSON as a value; text in it keeps its `{{variables}}`. */
export function toJson(written: Located<unknown>, context: BuildContext): Json {
  const located = expand(written, context);
  if (!located) return null;
  if (located.is('sequence')) return located.items().map((item) => toJson(item, context));
  if (located.is('mapping')) {
    return Object.fromEntries(located.entries().map(({ key, value }) => [key, toJson(value, context)]));
  }
  return toScalar(located, context);
}

/**
 * JSON as the text of a body, keys in the order of the file. A string that is exactly one variable of type number or
 * boolean stands without quotes, so that a number is sent; other variables inside strings are gathered in `escaped`.
 */
export function toJsonText(
  written: Located<unknown>,
  context: BuildContext,
  escaped: Set<string>,
  indent = '',
): string {
  const located = expand(written, context);
  if (!located) return 'null';
  const inner = `${indent}  `;
  if (located.is('sequence')) {
    const lines = located.items().map((item) => `${inner}${toJsonText(item, context, escaped, inner)}`);
    return lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n${indent}]`;
  }
  if (located.is('mapping')) {
    const lines = located.entries().map(({ key, keyOrigin, value }) => {
      context.note(key, () => keyOrigin);
      gatherEscaped(key, escaped);
      return `${inner}${JSON.stringify(key)}: ${toJsonText(value, context, escaped, inner)}`;
    });
    return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
  }
  const value = toScalar(located, context);
  if (typeof value !== 'string') return JSON.stringify(value);
  const sole = soleReference(value);
  const type = sole === undefined ? undefined : context.types.get(sole);
  if (type === 'number' || type === 'boolean') return value;
  gatherEscaped(value, escaped);
  return JSON.stringify(value);
}

/** The variables in a JSON string, whose values have to be escaped before they are put there. */
function gatherEscaped(text: string, escaped: Set<string>): void {
  for (const { name } of findReferences(text)) {
    if (!name.startsWith('$')) escaped.add(name);
  }
}
