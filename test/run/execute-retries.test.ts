import { describe, expect, test } from 'vitest';
import { sortDiagnostics } from '../../src/diagnostics/format.ts';
import type { RunEvent } from '../../src/run/runner.ts';
import { apiOf } from '../support/api-of.ts';
import { answered, failing, fakeRunner, noAnswer, passingEvents } from '../support/fake-runner.ts';
import { letters, resultOfCase, runCase } from '../support/run-case.ts';

const aCase = runCase();
const { plan, id } = aCase;
const passing = [...passingEvents(plan, 0), ...passingEvents(plan, 1)];
const at = (name: string) => ({ id: id(name), iteration: 0 });

describe('--retries', () => {
  /** Answers each attempt of A with the next status, where 0 means no answer. B always passes. */
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
    ['passes on a 503, then a 200', [503, 200], 3, 2, 0],
    ['passes on a 429, then a 200', [429, 200], 1, 2, 0],
    ['passes on a 502 and a 504, then a 200', [502, 504, 200], 2, 3, 0],
    ['passes on no answer, then a 200', [0, 200], 1, 2, 0],
    ['fails when there are more failures than retries', [503, 503, 200], 1, 2, 1],
    ['fails with a network error when the last attempt has no answer', [503, 0], 1, 2, 4],
    ['does not retry after a 500', [500, 200], 3, 1, 1],
    ['does not retry after a 404', [404, 200], 3, 1, 1],
    ['does not retry when the limit is 0', [503, 200], 0, 1, 1],
  ])('%s', async (_, statuses, retries, jobs, exitCode) => {
    const runner = tries(statuses);
    const result = await resultOfCase(aCase, runner, { retries });
    expect(runner.jobs).toHaveLength(jobs);
    expect(result.exitCode).toBe(exitCode);
    const notes = result.diagnostics.filter((diagnostic) => diagnostic.code === 'retried');
    expect(notes.map((note) => note.severity)).toEqual(jobs > 1 ? ['note'] : []);
  });

  describe('reports each retried request with its folders, because names may repeat:', () => {
    const api = apiOf(`name: Letters
environments: { dev: { base_url: "http://localhost:1" } }
endpoints:
  - { folder: Orders, endpoints: [{ name: Get, request: GET /o }, { name: Other, request: GET /p }] }
  - { folder: Users, endpoints: [{ name: Get, request: GET /u }, { folder: Old, endpoints: [{ name: Get, request: GET /v }] }] }
  - { name: Get, request: GET /w }
`);
    const retried = runCase(api);

    test.each<[string, Record<string, number>, number, string[]]>([
      ['two requests of the same name', { '/o': 1, '/u': 1 }, 1, ['Orders / Get', 'Users / Get']],
      [
        'all requests of the same name',
        { '/o': 1, '/u': 1, '/v': 1, '/w': 1 },
        1,
        ['Get', 'Orders / Get', 'Users / Get', 'Users / Old / Get'],
      ],
      ['one request retried twice', { '/o': 2, '/u': 1 }, 2, ['Orders / Get', 'Users / Get']],
      ['a request with a unique name', { '/p': 1 }, 1, ['Orders / Other']],
      ['no request', {}, 1, []],
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
      const { diagnostics } = await resultOfCase(retried, runner, { retries });
      // Sorted as for printing, which removes duplicates.
      const shown = sortDiagnostics(diagnostics).map(({ code, message }) => [code, /^"(.*?)"/.exec(message)?.[1]]);
      expect(shown.sort()).toEqual(want.map((name) => ['retried', name]));
    });
  });

  test('sends only the failed request again, with the environment left by the first attempt', async () => {
    const runner = tries([503, 200]);
    await resultOfCase(aCase, runner, { retries: 1 });
    expect(runner.jobs[1]?.requestIds).toEqual([id('A')]);
    expect(runner.jobs[1]?.values).toEqual({ a: 'left by the first try' });
  });

  test('reports a refused connection only if the last attempt is refused too', async () => {
    expect((await resultOfCase(aCase, tries([0, 200], 'ECONNREFUSED'), { retries: 1 })).exitCode).toBe(0);
    expect(await resultOfCase(aCase, tries([0, 0], 'ECONNREFUSED'), { retries: 1 })).toMatchObject({ exitCode: 4 });
  });

  test.each<[string, RunEvent[], boolean]>([
    ['a failed assertion', [failing(at('A'), 'Status is 2xx')], true],
    [
      'a failed assertion after a 500, which is not retried',
      [{ type: 'response', ...at('A'), response: answered(500) }, failing(at('A'), 'Status is 2xx')],
      true,
    ],
    [
      'a failed assertion after a 503, which is retried',
      [{ type: 'response', ...at('A'), response: answered(503) }, failing(at('A'), 'Status is 2xx')],
      false,
    ],
    ['no answer, which is retried', [noAnswer(at('A'), 'ECONNRESET')], false],
  ])('with --bail, whether the first attempt is aborted on %s', async (_, events, ends) => {
    let aborted = false;
    const runner = fakeRunner((job, emit, signal) => {
      const again = job.requestIds.length === 1;
      for (const event of again ? passingEvents(plan, 0) : [...events, ...passingEvents(plan, 1)]) emit(event);
      aborted ||= signal.aborted;
    });
    const result = await resultOfCase(aCase, runner, { retries: 1, bail: true });
    expect([aborted, runner.jobs.length, result.exitCode]).toEqual(ends ? [true, 1, 1] : [false, 2, 0]);
  });

  test('never sends an unsafe request again', async () => {
    const unsafe = runCase(letters, true);
    const runner = fakeRunner((_job, emit) => {
      for (const event of passing) emit(event);
      emit({ type: 'response', id: unsafe.id('C'), iteration: 0, response: answered(503) });
    });
    const result = await resultOfCase(unsafe, runner, { retries: 3 });
    expect(runner.jobs).toHaveLength(1);
    expect(result.exitCode).toBe(1);
  });

  test('does not retry after a failed sign-in', async () => {
    const runner = fakeRunner((_job, emit) => {
      emit({ type: 'response', ...at('A'), response: answered(503) });
      emit(failing(at('B'), 'Sign-in'));
    });
    expect((await resultOfCase(aCase, runner, { retries: 3 })).exitCode).toBe(3);
    expect(runner.jobs).toHaveLength(1);
  });
});
