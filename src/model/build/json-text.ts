import { diagnose } from '../../diagnostics/diagnostic.ts';
import { isPlainDynamic } from '../../notation/dynamic-variables.ts';
import { numberChange } from '../../notation/json/json-number.ts';
import { findReferences, soleReference } from '../../notation/references.ts';
import type { Located } from '../../source/located.ts';
import type { Json } from '../expectation.ts';
import { hideInJson, isLiteral } from '../literal-braces.ts';
import type { BuildContext } from './build-context.ts';

/** Returns a scalar as a JSON value. Reports numbers that JavaScript would spell differently, such as `1.10`. */
function toScalar(located: Located<unknown>, context: BuildContext): string | number | boolean | null {
  const value = located.value() as string | number | boolean | null;
  if (typeof value === 'string') return context.text(located);
  const change = typeof value === 'number' ? numberChange(value, located.text()) : undefined;
  if (change) context.report(diagnose('number-changes', change, located));
  return value;
}

/** Replaces `{ $file: path }` by the content of the file; undefined if it is missing or not JSON. */
function expand(located: Located<unknown>, context: BuildContext): Located<unknown> | undefined {
  if (!located.is('mapping')) return located;
  const entries = located.entries();
  if (!entries[0] || entries.length !== 1 || entries[0].key !== '$file') return located;
  const source = context.file(located);
  if (!source) {
    // A missing file of the list was reported when files were read. A file cannot include another file.
    if (!context.isInList(located)) {
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
  // JSON is also YAML. The YAML parser keeps spellings and places.
  const tree = context.input.parse(source);
  context.report(...tree.diagnostics);
  return tree.value;
}

/** Returns a part of the list as a JSON value. Texts keep their `{{variables}}`; a file that cannot be read is null. */
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
 * Returns a part of the list as JSON text for a body, with keys in the order of the file. A string that is exactly one
 * variable of type number or boolean has no quotes, so that a number or boolean is sent.
 *
 * @param escaped receives the names of all other variables in strings; their values must be escaped. Without it, the
 *   text is not sent, and literal braces need not be hidden from runners
 * @param indent spaces before the closing bracket
 */
export function toJsonText(
  written: Located<unknown>,
  context: BuildContext,
  escaped: Set<string> | undefined,
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
      return `${inner}${toJsonString(key, context, escaped)}: ${toJsonText(value, context, escaped, inner)}`;
    });
    return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
  }
  const value = toScalar(located, context);
  if (typeof value !== 'string') return JSON.stringify(value);
  const sole = soleReference(value);
  const type = sole === undefined ? undefined : context.types.get(sole);
  if (type === 'number' || type === 'boolean') return value;
  return toJsonString(value, context, escaped);
}

/** Returns a JSON string. Adds the names of its variables, whose values must be escaped before they are inserted. */
function toJsonString(text: string, { literal }: BuildContext, escaped: Set<string> | undefined): string {
  if (!escaped) return JSON.stringify(text);
  for (const reference of findReferences(text)) {
    if (!isPlainDynamic(reference.name) && !isLiteral(reference, literal)) escaped.add(reference.name);
  }
  return hideInJson(JSON.stringify(text), literal);
}
