import type { TokenPlace } from '../auth/sign-in.ts';

/** An answer that contains a token: its JSON, and headers besides the usual ones. */
export interface Tokens {
  readonly tokens: Record<string, unknown>;
  /** The whole body if it is the token itself, sent as plain text. */
  readonly text?: string;
  readonly headers?: readonly (readonly [string, string])[];
}

/** A value, and where the answer has it. */
interface Placed {
  readonly place: TokenPlace;
  readonly value: string | number;
}

/** Puts values where a sign-in reads them: into the JSON, a header, or the whole body. */
export function placeTokens(json: Record<string, unknown>, ...values: readonly Placed[]): Tokens {
  const whole = values.find(({ place }) => typeof place === 'object' && 'body' in place);
  if (whole) return { tokens: {}, text: String(whole.value) };
  let body: unknown = json;
  const headers: [string, string][] = [];
  for (const { place, value } of values) {
    if (typeof place === 'string') body = withValue(body, [place], value);
    else if ('header' in place) headers.push([place.header, String(value)]);
    else if ('steps' in place) body = withValue(body, place.steps, value);
  }
  return { tokens: body as Record<string, unknown>, ...(headers.length > 0 ? { headers } : {}) };
}

/** A copy of some JSON with a value at a path. Maps and lists that are missing on the way are made. */
function withValue(json: unknown, steps: readonly (string | number)[], value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list: unknown[] = Array.isArray(json) ? [...json] : [];
    const at = step < 0 ? Math.max(0, list.length + step) : step;
    return Object.assign(
      Array.from({ length: at }, () => ({})),
      list,
      { [at]: withValue(list[at], rest, value) },
    );
  }
  const map = typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {};
  return { ...map, [step]: withValue((map as Record<string, unknown>)[step], rest, value) };
}
