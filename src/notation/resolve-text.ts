/** Replacing `{{names}}` by values. */

import { replaceReferences } from './references.ts';

/** Maximum depth of values that refer to other values. Deeper references are not replaced. */
const MAX_DEPTH = 8;

/** Replaces each `{{name}}` by its value, in values as well. A name whose value is missing or empty is not replaced. */
export function resolveText(text: string, values: ReadonlyMap<string, string>, depth = MAX_DEPTH): string {
  if (depth === 0 || !text.includes('{{')) return text;
  return replaceReferences(text, (name, whole) => {
    const value = values.get(name);
    return value === undefined || value === '' ? whole : resolveText(value, values, depth - 1);
  });
}
