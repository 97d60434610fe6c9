import type { Json } from '../model/expectation.ts';
import { soleReference } from '../notation/references.ts';
import { resolveText } from '../notation/resolve-text.ts';

/** JSON with its variables filled in; text that is one typed variable becomes a number or true/false. */
export function resolveJson(json: Json, values: ReadonlyMap<string, string>, typed: ReadonlySet<string>): Json {
  if (typeof json === 'string') {
    const name = soleReference(json);
    const text = resolveText(json, values);
    return name !== undefined && typed.has(name) && text !== '' ? (JSON.parse(text) as Json) : text;
  }
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return json.map((one: Json) => resolveJson(one, values, typed));
  return Object.fromEntries(Object.entries(json).map(([key, one]) => [key, resolveJson(one as Json, values, typed)]));
}
