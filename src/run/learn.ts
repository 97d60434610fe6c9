import type { ReceivedResponse } from './runner.ts';

/** Names of fields whose values are secrets wherever a server answers them. */
const secretField = /token|jwt|secret|passw|session|cookie|api_?key|assertion/i;

/** A field that only speaks of tokens: `token_type`, `expires_in`, an endpoint. */
const plainField = /type|expires|lifetime|endpoint|_uri$|_url$|supported/i;

const SHORTEST = 8;

/** A list of sessions is cut: what a server answers is not to fill the memory. */
const MOST = 100;

/**
 * The secrets that an answer brings: cookies, and what its JSON calls a token, a password or the like. They are hidden
 * from then on, as those are that the user gave.
 *
 * @returns none twice
 */
export function learn({ headers, body }: Pick<ReceivedResponse, 'headers' | 'body'>): string[] {
  const cookies = headers
    .filter((one) => /^set-cookie$/i.test(one.key))
    .map((one) => /^[^=;]*=\s*"?([^;"]*)/.exec(one.value)?.[1] ?? '');
  const found = [...cookies, ...fieldsOf(body)].filter((one) => one.length >= SHORTEST);
  return [...new Set(found)].slice(0, MOST);
}

function fieldsOf(body: string): string[] {
  if (!secretField.test(body)) return [];
  try {
    return [...valuesIn(JSON.parse(body.replace(/^\ufeff/, '')), 4)];
  } catch {
    return [];
  }
}

function* valuesIn(value: unknown, depth: number): Generator<string> {
  if (typeof value !== 'object' || value === null || depth === 0) return;
  for (const [key, one] of Object.entries(value)) {
    if (typeof one === 'object') yield* valuesIn(one, depth - 1);
    else if (typeof one === 'string' && secretField.test(key) && !plainField.test(key)) yield one;
  }
}
