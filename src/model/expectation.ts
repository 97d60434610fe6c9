import type { Origin } from '../diagnostics/origin.ts';

/** A status that is expected: one code, or all of a class (`2xx` is 200 to 299). */
export interface StatusRange {
  readonly from: number;
  readonly to: number;
}

/** JSON as it stands in a list: text in it may name variables. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a request's answer has to be, each with the line that asked for it. One becomes one assertion. */
export type Expectation = { readonly origin: Origin } & (
  | { readonly kind: 'status'; readonly ranges: readonly StatusRange[] }
  | { readonly kind: 'header'; readonly name: string; readonly value: string | boolean }
  | { readonly kind: 'body'; readonly body: Json }
  | { readonly kind: 'text'; readonly text: string; readonly nth: number }
  | { readonly kind: 'schema'; readonly schema: Json }
  | { readonly kind: 'time'; readonly milliseconds: number }
);

/** `200`, `2xx`, or several joined by "or". */
export function formatRanges(ranges: readonly StatusRange[]): string {
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${String(from)[0]}xx`)).join(' or ');
}

/**
 * The name of an expectation's assertion. It is made of the list's words only, never of an answer, and is unique in
 * its request, so that plan and result can be compared by it.
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

/** Name of the assertion that a value could be saved. */
export function saveAssertionName(variable: string): string {
  return `Saves ${variable}`;
}

/** Name of the assertion on the visible token request. */
export const tokenAssertion = 'Update environment';
/** Name of the assertion by which the guard reports a failed sign-in. */
export const guardAssertion = 'Sign-in';
