/** Results that are kept; then all are forgotten, so that a long run does not fill the memory. */
const MOST = 10_000;

/**
 * Returns a function that computes the same, but each text only once.
 *
 * @param compute a function whose result depends on the text alone
 */
export function remember<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly result: T }>();
  return (text) => {
    const earlier = known.get(text);
    if (earlier) return earlier.result;
    const result = compute(text);
    if (known.size >= MOST) known.clear();
    known.set(text, { result });
    return result;
  };
}
