import { expect, test } from 'vitest';
import { Collector, plannedAndHeard } from '../../src/run/collector.ts';
import { answered } from '../support/fake-runner.ts';
import { runCase } from '../support/run-case.ts';

const place = { id: 'a', iteration: 0 };
const error = { code: 'ECONNRESET', message: '' };

test('collects the events of a request in the order of arrival', () => {
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
    at: expect.any(Number),
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

test('a request whose events show neither sending nor an answer was not sent', () => {
  const collector = new Collector();
  collector.add({ type: 'script-error', ...place, script: 'prerequest', message: 'oops' });
  collector.add({ type: 'assertion', ...place, name: 'one' });
  collector.add({ type: 'finished', ...place });
  expect(collector.get('a', 0)?.sent).toBe(false);
});

test('an error that newman reports twice is kept once', () => {
  const collector = new Collector();
  for (const script of ['asynchronous', 'test'])
    collector.add({ type: 'script-error', ...place, script, message: 'x' });
  collector.add({ type: 'script-error', ...place, script: 'test', message: 'y' });
  expect(collector.get('a', 0)?.scriptErrors.map((scriptError) => scriptError.message)).toEqual(['x', 'y']);
});

test('a request without an answer was sent, but a request made by a script is recorded separately', () => {
  const collector = new Collector();
  collector.add({ type: 'no-response', ...place, error, host: 'h:1', scripted: true });
  expect(collector.get('a', 0)).toMatchObject({ sent: false, scriptedError: { error, host: 'h:1' } });
  expect(collector.get('a', 0)).not.toHaveProperty('error');
  expect(collector.get('b', 0)).toBeUndefined();
  collector.add({ type: 'no-response', ...place, error, host: 'h:2', scripted: false });
  expect(collector.get('a', 0)).toMatchObject({ sent: true, error: { error, host: 'h:2' } });
});

test('secrets and environment values are not kept', () => {
  const collector = new Collector();
  collector.add({ type: 'secret', value: 'token-token' });
  collector.add({ type: 'environment', values: { dex_token: 'token-token' } });
  expect(JSON.stringify([...Object.values(collector)])).not.toContain('token-token');
});

test('forget() removes all events of a request', () => {
  const collector = new Collector();
  collector.add({ type: 'assertion', ...place, name: 'one', failure: 'no' });
  collector.forget('a', 0);
  expect(collector.get('a', 0)).toBeUndefined();
});

test('plannedAndHeard follows the order of the plan, once for each iteration', () => {
  const { plan, id } = runCase();
  const collector = new Collector();
  collector.add({ type: 'response', id: id('B'), iteration: 1, response: answered(200) });
  const seen = [...plannedAndHeard({ plan, iterations: 2, collector })].map(
    ({ planned, iteration, heard }) => `${iteration} ${planned.endpoint.name} ${heard ? 'heard' : 'silent'}`,
  );
  expect(seen).toEqual(['0 A silent', '0 B silent', '1 A silent', '1 B heard']);
});

test('an error first reported as asynchronous is attributed to its script once that is known', () => {
  const collector = new Collector();
  for (const script of ['asynchronous', 'test'])
    collector.add({ type: 'script-error', ...place, script, message: 'x' });
  expect(collector.get('a', 0)?.scriptErrors).toEqual([{ script: 'test', message: 'x' }]);
});

test('the body of an answer is kept only if an assertion failed', () => {
  const collector = new Collector();
  for (const [id, failure] of [
    ['good', undefined],
    ['bad', 'no'],
  ] as const) {
    collector.add({ type: 'response', id, iteration: 0, response: answered(200, 'a body') });
    collector.add({ type: 'assertion', id, iteration: 0, name: 'one', ...(failure ? { failure } : {}) });
    collector.add({ type: 'finished', id, iteration: 0 });
  }
  expect(collector.get('good', 0)?.response).toEqual({ ...answered(200, 'a body'), body: '' });
  expect(collector.get('bad', 0)?.response).toEqual(answered(200, 'a body'));
});

test('at most 5000 assertions of a request are kept, plus each failed one after that once', () => {
  const collector = new Collector();
  const add = (name: string, failure?: string) =>
    collector.add({ type: 'assertion', ...place, name, ...(failure ? { failure } : {}) });
  for (let index = 0; index < 6000; index++) add(`t${index}`);
  expect(collector.get('a', 0)?.assertions).toHaveLength(5000);
  for (let index = 0; index < 10; index++) add('late', 'no');
  add('later');
  expect(collector.get('a', 0)?.assertions.slice(5000)).toEqual([{ name: 'late', failure: 'no' }]);
});

test('when there are too many secrets to hide, all texts of answers and scripts are withheld', () => {
  const collector = new Collector();
  const addEvents = (id: string) => {
    const sent = { method: 'GET', url: 'http://h.test/?after=canary' };
    collector.add({ type: 'response', id, iteration: 0, response: { ...answered(200, 'canary'), sent } });
    collector.add({ type: 'assertion', id, iteration: 0, name: 'good' });
    collector.add({ type: 'assertion', id, iteration: 0, name: 'bad', failure: 'canary' });
    collector.add({ type: 'script-error', id, iteration: 0, script: 'test', message: 'canary' });
  };
  addEvents('before');
  expect(JSON.stringify(collector.get('before', 0))).toContain('canary');
  collector.add({ type: 'too-many-secrets' });
  addEvents('after');
  for (const id of ['before', 'after']) {
    const heard = collector.get(id, 0);
    expect(JSON.stringify(heard)).not.toContain('canary');
    expect(heard?.assertions.map((assertion) => assertion.failure === undefined)).toEqual([true, false]);
    expect(heard?.scriptErrors).toHaveLength(1);
  }
});
