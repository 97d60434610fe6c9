/**
 * Returns JSON without white space and with sorted keys: the same text for content that a formatter has laid out or
 * ordered differently. Keys without a value are omitted, as in JSON.stringify.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const content = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(content).sort()) {
    const item = content[key];
    if (item !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(item)}`;
  }
  return `{${text}}`;
}

/** True if an object in a JSON text has a key twice: readers differ in which of them counts, so nothing else may rely on it. */
export function repeatsKey(text: string): boolean {
  const open: Set<string>[] = [];
  for (const [token, name] of text.matchAll(/[{}]|("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"/g)) {
    if (token === '{') {
      open.push(new Set());
    } else if (token === '}') {
      open.pop();
    } else if (name !== undefined) {
      const keys = open.at(-1);
      const key = JSON.parse(name) as string;
      if (keys?.has(key)) return true;
      keys?.add(key);
    }
  }
  return false;
}
