import type { Origin } from '../diagnostics/origin.ts';

/** An inclusive range of expected statuses: one code, or a class such as `2xx`, which is 200 to 299. */
export interface StatusRange {
  readonly from: number;
  readonly to: number;
}

/** A JSON value of a list. Its texts may contain `{{variables}}`. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Braces in an expected value that are text, as they are spelled, such as `{{ name }}`; undefined if there are none. */
interface Literal {
  readonly literal?: readonly string[];
}

/** An expectation about the answer of a request, which becomes one assertion. `origin` is the line that asks for it. */
export type Expectation = { readonly origin: Origin } & (
  | { readonly kind: 'status'; readonly ranges: readonly StatusRange[] }
  | ({ readonly kind: 'header'; readonly name: string; readonly value: string | boolean } & Literal)
  | ({ readonly kind: 'body'; readonly body: Json } & Literal)
  | ({ readonly kind: 'text'; readonly text: string; readonly nth: number } & Literal)
  | { readonly kind: 'schema'; readonly schema: Json }
  | { readonly kind: 'time'; readonly milliseconds: number }
);

/**
 * Formats expected statuses as users write them.
 *
 * @example formatRanges([{ from: 200, to: 299 }, { from: 304, to: 304 }]) // '2xx or 304'
 */
export function formatRanges(ranges: readonly StatusRange[]): string {
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${String(from)[0]}xx`)).join(' or ');
}

/**
 * Returns the name of an expectation's assertion. It depends on the list only, never on an answer, and is unique in its
 * request, so that a run can match results to the plan by name.
 */
export function assertionName(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'status':
      return `Status is ${formatRanges(expectation.ranges)}`;
    case 'header': {
      const { name, value } = expectation;
      if (value === true) return `${name} is present`;
      return value === false ? `${name} is absent` : `${name} contains ${value}`;
    }
    case 'body':
      return 'Body has the expected values';
    case 'text':
      return expectation.nth === 0 ? 'Body has the text' : `Body has the text (${expectation.nth + 1})`;
    case 'schema':
      return 'Body matches the schema';
    case 'time':
      return `Response time is at most ${expectation.milliseconds} ms`;
  }
}

/** Returns the name of the assertion that a value could be saved in a variable. */
export function saveAssertionName(variable: string): string {
  return `Saves ${variable}`;
}

/** Name of the assertion with which a request that needs a saved value is stopped. */
export const neededAssertion = 'Has the values that it needs';

/** Name of the assertion that is skipped after a try that is not the last one. */
export const againAssertion = 'Sent again, because a test failed';

/** Name of the assertion of a visible token request: the answer contains a token. */
export const tokenAssertion = 'Update environment';

/** Name of the assertion with which the guard reports a failed sign-in. */
export const guardAssertion = 'Sign-in';
