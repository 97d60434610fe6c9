/** How deep values may name other values before one is left as it is. */
const MAX_DEPTH = 8;

/** Puts values in the place of `{{names}}`, also inside values; a name without a value stays. */
export function resolveText(text: string, values: ReadonlyMap<string, string>, depth = MAX_DEPTH): string {
  if (depth === 0 || !text.includes('{{')) return text;
  return text.replace(/\{\{([^{}]+)\}\}/g, (all, name: string) => {
    const value = values.get(name);
    return value === undefined || value === '' ? all : resolveText(value, values, depth - 1);
  });
}
