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
