/** Parts of the result of a request. */

import { positionAt } from '../../diagnostics/origin.ts';
import type { Endpoint } from '../../model/api.ts';
import type { Heard } from '../collector.ts';
import type { PlannedAssertion } from '../plan-run.ts';
import type { AssertionResult, RequestResult } from '../run-result.ts';

/**
 * Returns the result of an assertion.
 *
 * @param failure why it failed; undefined if it passed
 * @param planned adds the line of the list that asks for it
 */
export function toAssertion(name: string, failure: string | undefined, planned?: PlannedAssertion): AssertionResult {
  const line = planned ? lineOf(planned) : {};
  return { name, passed: failure === undefined, ...(failure === undefined ? {} : { message: failure }), ...line };
}

function lineOf({ origin, included }: PlannedAssertion): Pick<AssertionResult, 'line' | 'file'> {
  const { line } = positionAt(origin.source, origin.start);
  return included ? { line, file: origin.source.path } : { line };
}

/** Returns status, time and size of the answer, and when the request was sent; an empty object if it was not. */
export function measured(heard: Heard | undefined): Pick<RequestResult, 'status' | 'time' | 'size' | 'at'> {
  const { response, at } = heard ?? {};
  return {
    ...(response ? { status: response.status, time: response.time, size: response.size } : {}),
    ...(at === undefined ? {} : { at }),
  };
}

/** Returns the line of a request's entry. */
export function placeOf({ origin }: Endpoint): Pick<RequestResult, 'line' | 'file'> {
  return { line: positionAt(origin.source, origin.start).line, file: origin.source.path };
}

/** Returns ` (iteration 2)` for iteration 1, because users count from 1; empty text if there is only one iteration. */
export const inIteration = (iteration: number, of: number) => (of > 1 ? ` (iteration ${iteration + 1})` : '');
