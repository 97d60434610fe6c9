import { describe, expect, test } from 'vitest';
import { sortDiagnostics } from '../../src/diagnostics/format.ts';
import type { RunEvent } from '../../src/run/runner.ts';
import { apiOf } from '../support/api-of.ts';
import { answered, failing, fakeRunner, noAnswer, passingEvents } from '../support/fake-runner.ts';
import { carryOut, letters, runCase } from '../support/run-case.ts';

const aCase = runCase();
const { plan, id } = aCase;
const all = [...passingEvents(plan, 0), ...passingEvents(plan, 1)];
const at = (name: string) => ({ id: id(name), iteration: 0 });

describe('--retries', () => {
  /** Answers each try of A with the next status; 0 is no answer. B is fine. */
  function tries(statuses: readonly number[], code = 'ECONNRESET') {
    let nth = 0;
    return fakeRunner((job, emit) => {
      const wanted = job.requestIds;
      if (wanted.includes(id('A'))) {
        const status = statuses[nth++] ?? 200;
        if (status === 0) emit(noAnswer(at('A'), code));
        else {
          for (const event of passingEvents(plan, 0)) {
            if (event.type === 'response') emit({ ...event, response: answered(status) });
            else if (event.type === 'assertion' && status !== 200) emit({ ...event, failure: 'no' });
            else emit(event);
          }
        }
      }
      if (wanted.includes(id('B'))) for (const event of passingEvents(plan, 1)) emit(event);
      emit({ type: 'environment', values: { a: 'left by the first try' } });
    });
  }

  test.each<[string, number[], number, number, number]>([
    ['a 503 and then a 200 is good', [503, 200], 3, 2, 0],
    ['a 429 and then a 200 is good', [429, 200], 1, 2, 0],
    ['a 502, a 504 and then a 200 are good', [502, 504, 200], 2, 3, 0],
    ['no answer and then a 200 is good', [0, 200], 1, 2, 0],
    ['one retry is not two', [503, 503, 200], 1, 2, 1],
    ['no answer to the last try is a fault of the network', [503, 0], 1, 2, 4],
    ['a 500 is an answer', [500, 200], 3, 1, 1],
    ['a 404 is an answer', [404, 200], 3, 1, 1],
    ['none is asked for', [503, 200], 0, 1, 1],
  ])('%s', async (_, statuses, retries, jobs, exitCode) => {
    const runner = tries(statuses);
    const result = await carryOut(aCase, runner, { retries });
    expect(runner.jobs).toHaveLength(jobs);
    expect(result.exitCode).toBe(exitCode);
    const notes = result.diagnostics.filter((one) => one.code === 'retried');
    expect(notes.map((one) => one.severity)).toEqual(jobs > 1 ? ['note'] : []);
  });

  describe('notes each request that was sent again, also those of one name', () => {
    const api = apiOf(`name: Letters
environments: { dev: { base_url: "http://localhost:1" } }
endpoints:
  - { folder: Orders, endpoints: [{ name: Get, request: GET /o }, { name: Other, request: GET /p }] }
  - { folder: Users, endpoints: [{ name: Get, request: GET /u }, { folder: Old, endpoints: [{ name: Get, request: GET /v }] }] }
  - { name: Get, request: GET /w }
`);
    const retried = runCase(api);

    test.each<[string, Record<string, number>, number, string[]]>([
      ['two of three', { '/o': 1, '/u': 1 }, 1, ['Orders / Get', 'Users / Get']],
      [
        'all of them',
        { '/o': 1, '/u': 1, '/v': 1, '/w': 1 },
        1,
        ['Get', 'Orders / Get', 'Users / Get', 'Users / Old / Get'],
      ],
      ['one of them twice', { '/o': 2, '/u': 1 }, 2, ['Orders / Get', 'Users / Get']],
      ['another', { '/p': 1 }, 1, ['Orders / Other']],
      ['none', {}, 1, []],
    ])('%s', async (_, failures, retries, want) => {
      const left = new Map(Object.entries(failures));
      const runner = fakeRunner((job, emit) => {
        for (const [index, { endpoint }] of retried.plan.requests.entries()) {
          if (job.requestIds && !job.requestIds.includes(endpoint.id)) continue;
          const path = `/${endpoint.url.path.join('/')}`;
          const fails = left.get(path) ?? 0;
          left.set(path, fails - 1);
          for (const event of passingEvents(retried.plan, index)) {
            if (event.type === 'response' && fails > 0) emit({ ...event, response: answered(503) });
            else if (event.type === 'assertion' && fails > 0) emit({ ...event, failure: 'no' });
            else emit(event);
          }
        }
      });
      const { diagnostics } = await carryOut(retried, runner, { retries });
      // As they are printed: equal ones once.
      const shown = sortDiagnostics(diagnostics).map(({ code, message }) => [code, /^"(.*?)"/.exec(message)?.[1]]);
      expect(shown.sort()).toEqual(want.map((name) => ['retried', name]));
    });
  });

  test('sends only the request again, with the values that the first try left', async () => {
    const runner = tries([503, 200]);
    await carryOut(aCase, runner, { retries: 1 });
    expect(runner.jobs[1]?.requestIds).toEqual([id('A')]);
    expect(runner.jobs[1]?.values).toEqual({ a: 'left by the first try' });
  });

  test('waits with the judgement that nobody listens there until the last try', async () => {
    expect((await carryOut(aCase, tries([0, 200], 'ECONNREFUSED'), { retries: 1 })).exitCode).toBe(0);
    expect(await carryOut(aCase, tries([0, 0], 'ECONNREFUSED'), { retries: 1 })).toMatchObject({ exitCode: 4 });
  });

  test.each<[string, RunEvent[], boolean]>([
    ['a failure that no retry can mend', [failing(at('A'), 'Status is 2xx')], true],
    [
      'a failure after an answer that is final',
      [{ type: 'response', ...at('A'), response: answered(500) }, failing(at('A'), 'Status is 2xx')],
      true,
    ],
    [
      'a failure after a 503',
      [{ type: 'response', ...at('A'), response: answered(503) }, failing(at('A'), 'Status is 2xx')],
      false,
    ],
    ['no answer', [noAnswer(at('A'), 'ECONNRESET')], false],
  ])('with --bail, ends the first try at %s, or does not', async (_, events, ends) => {
    let aborted = false;
    const runner = fakeRunner((job, emit, signal) => {
      const again = job.requestIds.length === 1;
      for (const event of again ? passingEvents(plan, 0) : [...events, ...passingEvents(plan, 1)]) emit(event);
      aborted ||= signal.aborted;
    });
    const result = await carryOut(aCase, runner, { retries: 1, bail: true });
    expect([aborted, runner.jobs.length, result.exitCode]).toEqual(ends ? [true, 1, 1] : [false, 2, 0]);
  });

  test('never sends again what changes something', async () => {
    const unsafe = runCase(letters, true);
    const runner = fakeRunner((_job, emit) => {
      for (const event of all) emit(event);
      emit({ type: 'response', id: unsafe.id('C'), iteration: 0, response: answered(503) });
    });
    const result = await carryOut(unsafe, runner, { retries: 3 });
    expect(runner.jobs).toHaveLength(1);
    expect(result.exitCode).toBe(1);
  });

  test('ends with a failed sign-in', async () => {
    const runner = fakeRunner((_job, emit) => {
      emit({ type: 'response', ...at('A'), response: answered(503) });
      emit(failing(at('B'), 'Sign-in'));
    });
    expect((await carryOut(aCase, runner, { retries: 3 })).exitCode).toBe(3);
    expect(runner.jobs).toHaveLength(1);
  });
});
