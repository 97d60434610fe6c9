import type { Json } from '../../model/expectation.ts';
import { parseExact, parseQuietly } from '../../notation/json/json-number.ts';

/** True for a JSON object. */
export function isMap(json: Json | undefined): json is { readonly [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** Merges two maps, recursively. Anything else is replaced by `b`. */
export function merge(a: Json | undefined, b: Json): Json {
  if (!isMap(a) || !isMap(b)) return b;
  return { ...a, ...Object.fromEntries(Object.entries(b).map(([key, value]) => [key, merge(a[key], value)])) };
}

/** Returns a copy of the JSON with the value at that path. Missing maps and lists are created. */
export function put(json: Json | undefined, steps: readonly (string | number)[], value: Json): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof step === 'string') {
    const map = isMap(json) ? json : {};
    return { ...map, [step]: put(map[step], rest, value) };
  }
  const list = Array.isArray(json) ? [...(json as Json[])] : [];
  const index = step < 0 ? Math.max(0, list.length + step) : step;
  while (list.length < index) list.push(null);
  list[index] = put(list[index], rest, value);
  return list;
}

/** Parses JSON, with numbers as `parseExact` returns them; undefined for any other text. */
export const jsonIn = (text: string) => parseQuietly(text, parseExact) as Json | undefined;
