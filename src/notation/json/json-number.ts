/** True for a number in the notation of JSON (RFC 8259, section 6), such as `1.10` or `1e3`, but not `01` or `0x1F`. */
export function isJsonNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
}

/** Strings and numbers in JSON. */
const tokens = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/**
 * Replaces every number in JSON by text with the same digits, so that parsing does not round it.
 *
 * @param text valid JSON
 * @example quoteNumbers('{"id": 12345678901234567890}') // '{"id": "12345678901234567890"}'
 */
export function quoteNumbers(text: string): string {
  return text.replace(tokens, (token) => (token.startsWith('"') ? token : `"${token}"`));
}

/** Begins a number in what {@link parseExact} returns. */
const NUMBER = '\u0000';

/** True for a number in what {@link parseExact} returns: text with a mark. */
export const isExactNumber = (value: unknown): value is string => typeof value === 'string' && /^\0-?\d/.test(value);

/**
 * Parses JSON without rounding: a number becomes text with a mark at its start, for {@link stringifyExact}. Throws
 * SyntaxError as JSON.parse does.
 *
 * @param isMarked returns false for the text of a number that stays a number. Default: none does
 */
export function parseExact(text: string, isMarked: (number: string) => boolean = () => true): unknown {
  JSON.parse(text);
  const isKept = (token: string) => token.startsWith('"') || !isMarked(token);
  return JSON.parse(text.replace(tokens, (token) => (isKept(token) ? token : `"\\u0000${token}"`)));
}

/**
 * Parses JSON. Returns undefined for any other text.
 *
 * @param parse the parser; {@link parseExact} keeps the digits of numbers
 */
export function parseQuietly(text: string, parse: (text: string) => unknown = JSON.parse): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Returns the JSON of a value from {@link parseExact}, with its numbers as they were written. */
export function stringifyExact(value: unknown): string {
  return JSON.stringify(value).replace(/"\\u0000(-?\d[\d.eE+-]*)"/g, '$1');
}

/** True for a number of {@link parseExact} that is zero. */
export const isZero = (value: unknown) =>
  typeof value === 'string' && value.startsWith(NUMBER) && Number(value.slice(1)) === 0;

/** A number that JavaScript writes in another way than a file does. */
export interface NumberChange {
  readonly text: string;
  readonly becomes: string;
  /** Whether JavaScript can store its value exactly. */
  readonly safe: boolean;
}

/** Returns how a number of a file would change if JavaScript wrote it, such as `1.10`; undefined if it stays the same. */
export function numberChange(value: number, text: string): NumberChange | undefined {
  const becomes = JSON.stringify(value);
  const safe = Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  return becomes === text && safe ? undefined : { text, becomes, safe };
}
