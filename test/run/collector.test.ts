import { expect, test } from 'vitest';
import { Collector, plannedAndHeard } from '../../src/run/collector.ts';
import { answered } from '../support/fake-runner.ts';
import { runCase } from '../support/run-case.ts';

const place = { id: 'a', iteration: 0 };
const error = { code: 'ECONNRESET', message: '' };

test('gathers what is heard of a request, in the order in which it comes', () => {
  const collector = new Collector();
  collector.add({ type: 'sent', ...place });
  expect(collector.get('a', 0)?.sent).toBe(true);
  collector.add({ type: 'response', ...place, response: answered(200) });
  collector.add({ type: 'assertion', ...place, name: 'one' });
  collector.add({ type: 'assertion', ...place, name: 'two', failure: 'no' });
  collector.add({ type: 'script-error', ...place, script: 'test', message: 'oops' });
  collector.add({ type: 'finished', ...place });
  expect(collector.get('a', 0)).toEqual({
    id: 'a',
    iteration: 0,
    sent: true,
    response: answered(200),
    assertions: [{ name: 'one' }, { name: 'two', failure: 'no' }],
    scriptErrors: [{ script: 'test', message: 'oops' }],
  });
});

test('keeps iterations and requests apart', () => {
  const collector = new Collector();
  collector.add({ type: 'response', id: 'a', iteration: 1, response: answered(201) });
  collector.add({ type: 'response', id: 'b', iteration: 0, response: answered(202) });
  expect(collector.get('a', 1)?.response?.status).toBe(201);
  expect(collector.get('b', 0)?.response?.status).toBe(202);
  expect(collector.get('a', 0)).toBeUndefined();
});

test('only what was heard to go out was sent, and the answer to it or its want of one is heard as well', () => {
  const collector = new Collector();
  collector.add({ type: 'script-error', ...place, script: 'prerequest', message: 'oops' });
  collector.add({ type: 'assertion', ...place, name: 'one' });
  collector.add({ type: 'finished', ...place });
  expect(collector.get('a', 0)?.sent).toBe(false);
});

test('what newman says twice of one throw is kept once', () => {
  const collector = new Collector();
  for (const script of ['asynchronous', 'test'])
    collector.add({ type: 'script-error', ...place, script, message: 'x' });
  collector.add({ type: 'script-error', ...place, script: 'test', message: 'y' });
  expect(collector.get('a', 0)?.scriptErrors.map((one) => one.message)).toEqual(['x', 'y']);
});

test('a request without an answer was sent; one that a script sent is kept apart', () => {
  const collector = new Collector();
  collector.add({ type: 'no-response', ...place, error, host: 'h:1', scripted: true });
  expect(collector.get('a', 0)).toMatchObject({ sent: false, scriptedError: { error, host: 'h:1' } });
  expect(collector.get('a', 0)).not.toHaveProperty('error');
  expect(collector.get('b', 0)).toBeUndefined();
  collector.add({ type: 'no-response', ...place, error, host: 'h:2', scripted: false });
  expect(collector.get('a', 0)).toMatchObject({ sent: true, error: { error, host: 'h:2' } });
});

test('secrets and values of the environment are not kept', () => {
  const collector = new Collector();
  collector.add({ type: 'secret', value: 'token-token' });
  collector.add({ type: 'environment', values: { dex_token: 'token-token' } });
  expect(JSON.stringify([...Object.values(collector)])).not.toContain('token-token');
});

test('a forgotten request starts anew', () => {
  const collector = new Collector();
  collector.add({ type: 'assertion', ...place, name: 'one', failure: 'no' });
  collector.forget('a', 0);
  expect(collector.get('a', 0)).toBeUndefined();
});

test('goes through the plan in its order, once for each iteration', () => {
  const { plan, id } = runCase();
  const collector = new Collector();
  collector.add({ type: 'response', id: id('B'), iteration: 1, response: answered(200) });
  const seen = [...plannedAndHeard({ plan, iterations: 2, collector })].map(
    ({ planned, iteration, heard }) => `${iteration} ${planned.endpoint.name} ${heard ? 'heard' : 'silent'}`,
  );
  expect(seen).toEqual(['0 A silent', '0 B silent', '1 A silent', '1 B heard']);
});
