/** Replacing `{{names}}` by values. */

import { replaceReferences } from './references.ts';

/** How deep values can refer to other values; deeper references stay as they are. */
const MAX_DEPTH = 8;

/** Replaces each `{{name}}` by its value, inside of values too. A name with an empty value, or without one, stays. */
export function resolveText(text: string, values: ReadonlyMap<string, string>, depth = MAX_DEPTH): string {
  if (depth === 0 || !text.includes('{{')) return text;
  return replaceReferences(text, (name, whole) => {
    const value = values.get(name);
    return value === undefined || value === '' ? whole : resolveText(value, values, depth - 1);
  });
}
