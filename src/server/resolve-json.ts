import type { Json } from '../model/expectation.ts';
import { numberChange } from '../notation/json/json-number.ts';
import { soleReference } from '../notation/references.ts';
import { resolveText } from '../notation/resolve-text.ts';

/**
 * Returns JSON with its variables filled in. Text that is exactly one variable of a type other than string becomes a
 * number or true/false.
 *
 * @param typed names of the variables whose type is number or boolean
 */
export function resolveJson(json: Json, values: ReadonlyMap<string, string>, typed: ReadonlySet<string>): Json {
  if (typeof json === 'string') {
    const name = soleReference(json);
    const text = resolveText(json, values);
    return name !== undefined && typed.has(name) && text !== '' ? toExact(text) : text;
  }
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return json.map((item: Json) => resolveJson(item, values, typed));
  return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, resolveJson(item as Json, values, typed)]));
}

/** A number or boolean. A number that JavaScript would change is marked as `parseExact` does, to keep its digits. */
function toExact(text: string): Json {
  const value = JSON.parse(text) as number | boolean;
  return typeof value === 'number' && numberChange(value, text) ? `\u0000${text}` : value;
}
