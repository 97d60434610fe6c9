import { Collector } from '../../src/run/collector.ts';
import type { Stop } from '../../src/run/run-result.ts';
import type { RunEvent } from '../../src/run/runner.ts';
import { reachVerdict, type Verdict } from '../../src/run/verdict/verdict.ts';
import { passingEvents } from './fake-runner.ts';
import { runCase } from './run-case.ts';

/** A plan with the requests A and B. */
export const { plan, id } = runCase();
/** The events of A and of B if both pass. */
export const a = passingEvents(plan, 0);
export const b = passingEvents(plan, 1);
export const at = (name: string, iteration = 0) => ({ id: id(name), iteration });

/** The events of a request with one assertion replaced by another event, or removed. */
export const change = (events: readonly RunEvent[], assertion: string, to?: RunEvent): RunEvent[] =>
  events.flatMap((event) => (event.type === 'assertion' && event.name === assertion ? (to ? [to] : []) : [event]));

/** The verdict on a run with these events. */
export function verdict(events: readonly RunEvent[], stop?: Stop, iterations = 1, showValues = false): Verdict {
  const collector = new Collector();
  for (const event of events) collector.add(event);
  return reachVerdict({ plan, iterations, collector }, { showValues, ...(stop ? { stop } : {}) });
}

export const bodyOfB = 'Body has the expected values';
