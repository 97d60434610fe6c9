/**
 * Returns the texts between literals that follow each other in a text, each as short as possible; undefined if the text
 * is another one. It takes time in proportion to the text: a regular expression could take for ever.
 *
 * @param literals at least two; the text begins with the first and ends with the last
 * @param least fewest characters of each value
 * @example valuesBetween(['/orders/', '/items/', ''], '/orders/7/items/x') // ['7', 'x']
 */
export function valuesBetween(literals: readonly string[], found: string, least = 0): string[] | undefined {
  const first = literals[0] ?? '';
  const last = literals.at(-1) ?? '';
  if (!found.startsWith(first) || !found.endsWith(last)) return undefined;
  const end = found.length - last.length;
  const values: string[] = [];
  let at = first.length;
  for (const literal of literals.slice(1, -1)) {
    const next = found.indexOf(literal, at + least);
    if (next === -1 || next + literal.length > end) return undefined;
    values.push(found.slice(at, next));
    at = next + literal.length;
  }
  return at + least <= end ? [...values, found.slice(at, end)] : undefined;
}
