import { expect, test } from 'vitest';
import { neededAssertion } from '../../../src/model/expectation.ts';
import { Collector } from '../../../src/run/collector.ts';
import type { RunEvent } from '../../../src/run/runner.ts';
import { reachVerdict } from '../../../src/run/verdict/verdict.ts';
import { apiOf } from '../../support/api-of.ts';
import { failing, passingEvents } from '../../support/fake-runner.ts';
import { runCase } from '../../support/run-case.ts';

const { plan, id } = runCase(
  apiOf(`name: Chain
environments: { dev: { base_url: "http://localhost:1" } }
endpoints:
  - { name: List, request: GET /list, save: { first: $.a } }
  - { name: One, request: "GET /one/{first}", save: { second: $.b } }
  - { name: Two, request: "GET /two/{second}" }
  - { name: Three, request: "GET /three/{first}" }
`),
);
const at = (name: string, iteration = 0) => ({ id: id(name), iteration });
const passed = (index: number, iteration = 0) => passingEvents(plan, index, iteration);
/** The events of a request that our script stops. */
const stopped = (name: string, iteration = 0): RunEvent[] => [
  failing(at(name, iteration), neededAssertion, `${name} needs a value`),
  { type: 'finished', ...at(name, iteration) },
];
/** The events of a request that saves nothing. */
const savesNothing = (index: number, variable: string): RunEvent[] =>
  passed(index).map((event) =>
    event.type === 'assertion' && event.name === `Saves ${variable}`
      ? failing({ id: event.id, iteration: 0 }, event.name, 'no value')
      : event,
  );

function errorsOf(events: readonly RunEvent[], iterations = 1) {
  const collector = new Collector();
  for (const event of events) collector.add(event);
  const { diagnostics } = reachVerdict({ plan, iterations, collector }, { showValues: false });
  return diagnostics.map(({ message, range, details = [] }) => [`${range?.start.line}: ${message}`, ...details]);
}

test('what follows from a value that was not saved is one error, also through other requests', () => {
  const events = [...savesNothing(0, 'first'), ...stopped('One'), ...stopped('Two'), ...stopped('Three')];
  expect(errorsOf(events)).toEqual([
    ['4: "List": Saves first: no value'],
    [`5: "One": ${neededAssertion}: One needs a value`, 'also not sent: "Two", "Three"'],
  ]);
});

test('requests that miss values of different requests have an error each', () => {
  const events = [...savesNothing(0, 'first'), ...savesNothing(1, 'second'), ...stopped('Two'), ...stopped('Three')];
  expect(errorsOf(events)).toEqual([
    ['4: "List": Saves first: no value'],
    ['5: "One": Saves second: no value'],
    [`6: "Two": ${neededAssertion}: Two needs a value`],
    [`7: "Three": ${neededAssertion}: Three needs a value`],
  ]);
});

test('a request that was not sent, although its value was saved, is an error of its own', () => {
  const events = [...passed(0), ...passed(1), ...passed(2), ...stopped('Three')];
  expect(errorsOf(events)).toEqual([[`7: "Three": ${neededAssertion}: Three needs a value`]]);
});

test('a request in which something else failed is an error of its own', () => {
  const own = failing(at('Three'), 'my own', 'broken');
  const events = [...savesNothing(0, 'first'), ...stopped('One'), ...stopped('Two'), own, ...stopped('Three')];
  expect(errorsOf(events).slice(1)).toEqual([
    ['7: "Three": my own: broken'],
    [`7: "Three": ${neededAssertion}: Three needs a value`],
    [`5: "One": ${neededAssertion}: One needs a value`, 'also not sent: "Two"'],
  ]);
});

test('each iteration has its own error, which names it', () => {
  const second = [...passed(0, 1), ...passed(1, 1), ...passed(2, 1), ...passed(3, 1)];
  const events = [...savesNothing(0, 'first'), ...stopped('One'), ...stopped('Two'), ...stopped('Three'), ...second];
  expect(errorsOf(events, 2)).toEqual([
    ['4: "List (iteration 1)": Saves first: no value'],
    [`5: "One (iteration 1)": ${neededAssertion}: One needs a value`, 'also not sent: "Two", "Three"'],
  ]);
});
