import { describe, expect, test } from 'vitest';
import type { RequestResult } from '../../src/run/run-result.ts';
import type { RunEvent } from '../../src/run/runner.ts';
import { failing, fakeRunner, noAnswer, passingEvents } from '../support/fake-runner.ts';
import { outcomes, reported, resultOfCase, runCase } from '../support/run-case.ts';

const aCase = runCase();
const { plan, id } = aCase;
const passing = [...passingEvents(plan, 0), ...passingEvents(plan, 1)];
const at = (name: string) => ({ id: id(name), iteration: 0 });
const play = (events: readonly RunEvent[]) =>
  fakeRunner((_job, emit) => {
    for (const event of events) emit(event);
  });

/**
 * A runner that emits events and then runs until it is aborted. `seen` records the abort. A runner that is not
 * `obedient` ignores it.
 */
function endless(events: readonly RunEvent[], obedient = true) {
  const seen = { aborted: false };
  const runner = fakeRunner(async (_job, emit, signal) => {
    for (const event of events) emit(event);
    await new Promise<void>((resolve) => {
      const stop = () => {
        seen.aborted = true;
        if (obedient) resolve();
      };
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    });
  });
  return { runner, seen };
}

test('a run that passes returns totals, one row per request, and the requests that were not sent', async () => {
  const rows: RequestResult[] = [];
  const result = await resultOfCase(aCase, play(passing), { onRequest: (row) => rows.push(row) });
  expect(result).toMatchObject({ collection: 'Letters', environment: 'dev', engine: 'fake', exitCode: 0 });
  expect(result.totals).toEqual({
    planned: 2,
    sent: 2,
    passed: 2,
    failed: 0,
    assertions: 4,
    failedAssertions: 0,
    leftOut: 1,
  });
  expect(rows.map((row) => row.name)).toEqual(['A', 'B']);
  expect(result.leftOut).toEqual([{ name: 'C', reason: expect.stringContaining('--unsafe') }]);
  expect(Date.parse(result.startedAt)).toBeGreaterThan(0);
  expect(result).not.toHaveProperty('stop');
});

test('a run with failures returns their number', async () => {
  const events = [...passingEvents(plan, 0), failing(at('A'), 'my own'), noAnswer(at('B'), 'ECONNRESET')];
  const { totals, exitCode } = await resultOfCase(aCase, play(events));
  expect(totals).toMatchObject({ sent: 2, passed: 0, failed: 2, assertions: 3, failedAssertions: 1 });
  expect(exitCode).toBe(4);
});

describe('a run ends early', () => {
  test.each<[string, RunEvent[], string, number]>([
    ['when the token request is refused', [failing(at('token'), 'Update environment')], 'sign-in', 3],
    ['when the guard cannot sign in', [failing(at('A'), 'Sign-in')], 'sign-in', 3],
    ['when the connection is refused', [noAnswer(at('A'), 'ECONNREFUSED')], 'network', 4],
  ])('%s', async (_, events, stop, exitCode) => {
    const { runner, seen } = endless(events);
    const result = await resultOfCase(aCase, runner);
    expect(seen.aborted).toBe(true);
    expect(result).toMatchObject({ stop, exitCode });
  });

  test.each<[string, RunEvent[], boolean]>([
    ['a failed assertion', [failing(at('A'), 'Status is 2xx')], true],
    ['a broken connection', [noAnswer(at('A'), 'ECONNRESET')], true],
    ['a passed assertion', [{ type: 'assertion', ...at('A'), name: 'Status is 2xx' }], false],
  ])('with --bail after %s: %s', async (_, events, ends) => {
    const stopped = await resultOfCase(aCase, endless(events).runner, { bail: true, timeout: 100 });
    expect(stopped.stop).toBe(ends ? 'bail' : 'deadline');
    const goneOn = await resultOfCase(aCase, endless(events).runner, { bail: false, timeout: 100 });
    expect(goneOn.stop).toBe('deadline');
  });

  test('at the deadline, with the results until then', async () => {
    const { runner, seen } = endless(passingEvents(plan, 0));
    const started = Date.now();
    const result = await resultOfCase(aCase, runner, { timeout: 100 });
    expect(seen.aborted).toBe(true);
    expect(Date.now() - started).toBeLessThan(1500);
    expect(result).toMatchObject({ stop: 'deadline', exitCode: 5 });
    expect(outcomes(result)).toEqual(['A: passed', 'B: not-run']);
    expect(reported(result)).toEqual(['deadline']);
  });

  test('on Ctrl-C, with the results until then', async () => {
    const interrupt = new AbortController();
    const { runner } = endless(passingEvents(plan, 0));
    setTimeout(() => interrupt.abort(), 30);
    const result = await resultOfCase(aCase, runner, { interrupt: interrupt.signal });
    expect(result).toMatchObject({ stop: 'interrupted', exitCode: 130 });
    expect(outcomes(result)).toEqual(['A: passed', 'B: not-run']);
    expect(reported(result)).toEqual(['interrupted']);
  });

  test('at once if it was interrupted before it started', async () => {
    const result = await resultOfCase(aCase, endless([]).runner, { interrupt: AbortSignal.abort() });
    expect(result).toMatchObject({ stop: 'interrupted', exitCode: 130 });
  });

  test('two seconds after the deadline if the runner does not stop', async () => {
    const started = Date.now();
    const { runner, seen } = endless(passingEvents(plan, 0), false);
    const result = await resultOfCase(aCase, runner, { timeout: 100 });
    expect(seen.aborted).toBe(true);
    expect(Date.now() - started).toBeGreaterThanOrEqual(2000);
    expect(Date.now() - started).toBeLessThan(3100);
    expect(result.exitCode).toBe(5);
  });
});

test('a request made by a script that has no answer does not end the run', async () => {
  const scripted = noAnswer(at('A'), 'ECONNREFUSED', true);
  for (const bail of [false, true]) {
    const result = await resultOfCase(aCase, play([scripted, ...passing]), { bail });
    expect(result).toMatchObject({ exitCode: 0 });
    expect(result).not.toHaveProperty('stop');
  }
});

test('a request that is pending when the run ends counts as sent without an answer', async () => {
  const { runner } = endless([...passingEvents(plan, 0), { type: 'sent', ...at('B') }]);
  const result = await resultOfCase(aCase, runner, { timeout: 100 });
  expect(outcomes(result)).toEqual(['A: passed', 'B: no-answer']);
  expect(result.totals).toMatchObject({ sent: 2, passed: 1, failed: 1 });
});

describe('a runner that fails is reported as a crash if it', () => {
  test.each<[string, () => void, string]>([
    ['rejects', () => Promise.reject(new Error('no such folder')), 'no such folder'],
    [
      'throws',
      () => {
        throw new Error('out of memory');
      },
      'out of memory',
    ],
    ['rejects with a value that is not an Error', () => Promise.reject('text'), 'text'],
  ])('%s', async (_, fail, reason) => {
    const result = await resultOfCase(
      aCase,
      fakeRunner(() => fail()),
    );
    expect(result).toMatchObject({ stop: 'crash', exitCode: 5 });
    expect(reported(result)[0]).toBe('runner-failed');
    expect(result.diagnostics[0]?.message).toContain(reason);
    expect(outcomes(result)).toEqual(['A: not-run', 'B: not-run']);
  });

  test('unless it rejects because it was aborted', async () => {
    const runner = fakeRunner(async (_job, emit, signal) => {
      emit(failing(at('token'), 'Update environment'));
      signal.throwIfAborted();
    });
    expect(await resultOfCase(aCase, runner)).toMatchObject({ stop: 'sign-in', exitCode: 3 });
  });
});

test('no result contains secrets of the run or tokens obtained during it', async () => {
  const events: RunEvent[] = [
    { type: 'secret', value: 'token-4711' },
    ...passing,
    failing(at('A'), 'my own password-0815'),
    { type: 'script-error', ...at('B'), script: 'test', message: 'bad token-4711' },
  ];
  const secrets = [{ name: 'password', value: 'password-0815', source: 'a test' }];
  const result = await resultOfCase(aCase, play(events), { secrets, showValues: true });
  expect(reported(result)).toHaveLength(2);
  expect(JSON.stringify(result)).not.toMatch(/token-4711|password-0815/);
});

test('with data, there is one iteration for each row', async () => {
  const runner = fakeRunner((_job, emit) => {
    for (const iteration of [0, 1, 2]) {
      for (const event of [...passingEvents(plan, 0, iteration), ...passingEvents(plan, 1, iteration)]) emit(event);
    }
  });
  const result = await resultOfCase(aCase, runner, {}, { rows: [{ a: '1' }, { a: '2' }, { a: '3' }] });
  expect(result).toMatchObject({ exitCode: 0, totals: { planned: 6, sent: 6 } });
  const short = await resultOfCase(aCase, play(passing), {}, { rows: [{}, {}] });
  expect(short).toMatchObject({ exitCode: 1, totals: { planned: 4, sent: 2 } });
});
