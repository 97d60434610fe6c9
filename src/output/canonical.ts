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
