import { Collector } from '../../src/run/collector.ts';
import type { Stop } from '../../src/run/run-result.ts';
import type { RunEvent } from '../../src/run/runner.ts';
import { reachVerdict, type Verdict } from '../../src/run/verdict/verdict.ts';
import { passingEvents } from './fake-runner.ts';
import { runCase } from './run-case.ts';

/** Two requests, A and B. */
export const { plan, id } = runCase();
/** What a runner tells of each when all is well. */
export const a = passingEvents(plan, 0);
export const b = passingEvents(plan, 1);
export const at = (name: string, iteration = 0) => ({ id: id(name), iteration });

/** Events of a request in which one assertion is reported another way, or not at all. */
export const change = (events: readonly RunEvent[], assertion: string, to?: RunEvent): RunEvent[] =>
  events.flatMap((one) => (one.type === 'assertion' && one.name === assertion ? (to ? [to] : []) : [one]));

/** The verdict on these events. */
export function verdict(events: readonly RunEvent[], stop?: Stop, iterations = 1, showValues = false): Verdict {
  const collector = new Collector();
  for (const event of events) collector.add(event);
  return reachVerdict({ plan, iterations, collector }, { showValues, ...(stop ? { stop } : {}) });
}

export const bodyOfB = 'Body has the expected values';
