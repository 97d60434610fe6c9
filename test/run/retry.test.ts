import { describe, expect, test } from 'vitest';
import { type Heard, isTransient } from '../../src/run/collector.ts';
import { retryAfter } from '../../src/run/retry.ts';
import type { ReceivedResponse, RunEvent } from '../../src/run/runner.ts';
import { apiOf } from '../support/api-of.ts';
import { answered, failing, fakeRunner, passingEvents } from '../support/fake-runner.ts';
import { reported, resultOfCase, runCase } from '../support/run-case.ts';

const now = Date.UTC(2026, 0, 1);
const heard = (status: number, after?: string): Heard => {
  const headers = after === undefined ? [] : [{ key: 'retry-AFTER', value: after }];
  const response: ReceivedResponse = { ...answered(status), headers };
  const assertions = [{ name: 'Status is 2xx', failure: `it is ${status}` }];
  return { id: 'a', iteration: 0, sent: true, response, assertions, scriptErrors: [] };
};
/** The same answer, but the list expected its status. */
const expected = (answer: Heard): Heard => ({ ...answer, assertions: [{ name: 'status is what it should be' }] });
const unanswered: Heard = {
  id: 'a',
  iteration: 0,
  sent: true,
  error: { error: { code: 'ECONNRESET', message: '' }, host: 'h' },
  assertions: [],
  scriptErrors: [],
};

test.each<[string, Heard | undefined, boolean]>([
  ['no answer', unanswered, true],
  ['429', heard(429), true],
  ['502', heard(502), true],
  ['503', heard(503), true],
  ['504', heard(504), true],
  ['429 that was expected', expected(heard(429)), false],
  ['503 that was expected', expected(heard(503)), false],
  ['500', heard(500), false],
  ['505', heard(505), false],
  ['401', heard(401), false],
  ['200', heard(200), false],
  ['a request that was not sent', undefined, false],
])('%s is retried: %s', (_, heard, retried) => {
  expect(isTransient(heard)).toBe(retried);
});

const inSeconds = (seconds: number) => new Date(now + seconds * 1000).toUTCString();
test.each<[string, Heard | undefined, number | undefined]>([
  ['seconds', heard(429, '3'), 3000],
  ['zero seconds', heard(503, '0'), 0],
  ['spaces', heard(503, ' 2 '), 2000],
  ['a date', heard(429, inSeconds(5)), 5000],
  ['a date in the past', heard(429, inSeconds(-60)), 0],
  ['the longest time that we wait', heard(429, '30'), 30_000],
  ['more than we wait', heard(429, '31'), 31_000],
  ['a date next week', heard(429, inSeconds(604_800)), 604_800_000],
  ['a status that was expected', expected(heard(429, '1')), undefined],
  ['a word', heard(429, 'soon'), undefined],
  ['a negative number', heard(429, '-1'), undefined],
  ['a fraction', heard(429, '1.5'), undefined],
  ['an empty value', heard(429, ''), undefined],
  ['the header missing', heard(503), undefined],
  ['another status', heard(301, '1'), undefined],
  ['status 502', heard(502, '1'), undefined],
  ['no answer', unanswered, undefined],
])('the wait for Retry-After with %s', (_, heard, wait) => {
  expect(retryAfter(heard, now)).toBe(wait);
});

/** A list with two users and a public request. */
const aCase = runCase(
  apiOf(`name: Two
auth: pydio-cells-v1
identities: { jane: pydio-cells-v1 }
environments:
  dev: { base_url: "http://localhost:1", username: admin, jane_username: jane }
endpoints:
  - { name: Own, request: GET /own, save: { own_id: $.id } }
  - { name: Jane, request: GET /jane, auth: jane }
  - { name: Open, request: GET /open, auth: none }
  - { name: Needs, request: "GET /own/{own_id}" }
  - { name: Refused, request: GET /no, expect: 401 }
  - { name: Change, request: POST /own }
`),
  true,
);
const { plan } = aCase;
const values = { dex_token_expires_at: '', jane_token_expires_at: '' };

/** A runner that gives these answers, by request name, in its first job. All other requests pass. */
function playing(first: Readonly<Record<string, ReceivedResponse>>) {
  let jobs = 0;
  return fakeRunner((job, emit) => {
    jobs += 1;
    for (const [index, { endpoint }] of plan.requests.entries()) {
      if (!job.requestIds.includes(endpoint.id)) continue;
      const response = jobs === 1 ? first[endpoint.name] : undefined;
      for (const event of passingEvents(plan, index)) {
        if (event.type === 'response' && response) emit({ ...event, response });
        else if (event.type === 'assertion' && response) emit(failing(event, event.name));
        else emit(event);
      }
    }
    const left: RunEvent = { type: 'environment', values: { dex_token_expires_at: '1', jane_token_expires_at: '2' } };
    emit(left);
  });
}
const namesIn = (ids: readonly string[] | undefined) =>
  ids?.map((id) => plan.requests.find((request) => request.endpoint.id === id)?.endpoint.name);

describe('a token that the server no longer accepts', () => {
  test.each<[string, Record<string, ReceivedResponse>, string[] | undefined, string[]]>([
    ['is not replaced if no request is refused', {}, undefined, []],
    ['is replaced for the identity of a refused request', { Jane: answered(401) }, ['Jane'], ['1', '']],
    [
      'is replaced, and requests that need the saved value of the refused request are sent again',
      { Own: answered(401) },
      ['Own', 'Needs'],
      ['', '2'],
    ],
    ['is replaced for two identities', { Own: answered(401), Jane: answered(401) }, ['Own', 'Jane', 'Needs'], ['', '']],
    ['is not assumed after a 403', { Jane: answered(403) }, undefined, []],
    ['is not assumed after a 401 to a public request', { Open: answered(401) }, undefined, []],
    ['does not cause an unsafe request to be sent again', { Change: answered(401) }, undefined, []],
  ])('%s', async (_, first, names, expiresAt) => {
    const runner = playing(first);
    await resultOfCase(aCase, runner, {}, { values });
    expect(namesIn(runner.jobs[1]?.requestIds)).toEqual(names);
    expect(Object.values(runner.jobs[1]?.values ?? {})).toEqual(expiresAt);
    expect(runner.jobs.length).toBeLessThanOrEqual(2);
  });

  test('is not assumed after a 401 that the list expects', async () => {
    const runner = fakeRunner((_job, emit) => {
      for (const [index, { endpoint }] of plan.requests.entries()) {
        for (const event of passingEvents(plan, index)) {
          const expected = event.type === 'response' && endpoint.name === 'Refused';
          emit(expected ? { ...event, response: answered(401) } : event);
        }
      }
    });
    const result = await resultOfCase(aCase, runner, {}, { values });
    expect([result.exitCode, runner.jobs.length]).toEqual([0, 1]);
  });

  test('is replaced once, and a second refusal is a failed assertion', async () => {
    const runner = fakeRunner((job, emit) => {
      for (const [index, { endpoint }] of plan.requests.entries()) {
        if (!job.requestIds.includes(endpoint.id)) continue;
        for (const event of passingEvents(plan, index)) {
          const hers = endpoint.name === 'Jane';
          if (hers && event.type === 'response') emit({ ...event, response: answered(401) });
          else emit(hers && event.type === 'assertion' ? failing(event, event.name) : event);
        }
      }
    });
    const result = await resultOfCase(aCase, runner, { retries: 0 }, { values });
    expect([runner.jobs.length, result.exitCode]).toEqual([2, 1]);
    expect(reported(result)).toEqual(['retried', 'assertion-failed at 8']);
  });
});

test('a request is retried once after Retry-After, even without --retries', async () => {
  const later = { ...answered(503), headers: [{ key: 'Retry-After', value: '0' }] };
  const runner = playing({ Open: later });
  const result = await resultOfCase(aCase, runner, {}, { values });
  expect([namesIn(runner.jobs[1]?.requestIds), result.exitCode, reported(result)]).toEqual([['Open'], 0, ['retried']]);
});

test.each([
  ['--retries', 2],
  ['no --retries', 0],
])('a request is not retried if Retry-After asks for a minute, with %s', async (_, retries) => {
  const later = { ...answered(429), headers: [{ key: 'Retry-After', value: '60' }] };
  const runner = playing({ Open: later });
  const result = await resultOfCase(aCase, runner, { retries }, { values });
  expect([runner.jobs.length, result.exitCode]).toEqual([1, 1]);
});

test('a retried request has the environment variables that scripts have set', async () => {
  let jobs = 0;
  const runner = fakeRunner((_job, emit) => {
    jobs += 1;
    for (const [index, { endpoint }] of plan.requests.entries()) {
      for (const event of passingEvents(plan, index)) {
        const hers = jobs === 1 && endpoint.name === 'Open' && event.type === 'response';
        emit(hers ? { ...event, response: answered(503) } : event);
        if (hers) emit(failing({ id: endpoint.id, iteration: 0 }, 'Status is 2xx'));
      }
    }
    emit({ type: 'environment', values: { dex_token_expires_at: '1', session: 'of a script' } });
  });
  await resultOfCase(aCase, runner, { retries: 1 }, { values });
  expect(runner.jobs[1]?.values).toEqual({
    dex_token_expires_at: '1',
    jane_token_expires_at: '',
    session: 'of a script',
  });
});

describe('with several iterations', () => {
  const rows = ['a', 'b', 'c'].map((row) => ({ row }));
  /** A runner that gives these answers, by iteration, in its first job. All requests of later jobs pass. */
  const playingRows = (first: readonly Readonly<Record<string, ReceivedResponse>>[]) => {
    let jobs = 0;
    return fakeRunner((job, emit) => {
      jobs += 1;
      for (let iteration = 0; iteration < job.rows.length; iteration++) {
        for (const [index, { endpoint }] of plan.requests.entries()) {
          if (!job.requestIds.includes(endpoint.id)) continue;
          const response = jobs === 1 ? first[iteration]?.[endpoint.name] : undefined;
          for (const event of passingEvents(plan, index)) {
            const placed = 'iteration' in event ? { ...event, iteration } : event;
            if (placed.type === 'response' && response) emit({ ...placed, response });
            else if (placed.type === 'assertion' && response) emit(failing(placed, placed.name));
            else emit(placed);
          }
        }
      }
    });
  };
  const jane = { Jane: answered(401) };
  test.each<[string, Record<string, ReceivedResponse>[], [string[], string[]][], number]>([
    ['only the rows with a refused request are sent again', [{}, jane, jane], [[['Jane'], ['b', 'c']]], 0],
    [
      'rows with the same requests are sent again in one job',
      [jane, { Own: answered(401) }, jane],
      [
        [['Jane'], ['a', 'c']],
        [['Own', 'Needs'], ['b']],
      ],
      0,
    ],
    [
      'a request that needs a saved value is not sent again, because only the last row’s value is left',
      [{ Needs: answered(401) }],
      [],
      1,
    ],
  ])('%s', async (_, first, jobs, exitCode) => {
    const runner = playingRows(first);
    const result = await resultOfCase(aCase, runner, {}, { values, rows });
    const again = runner.jobs.slice(1).map((job) => [namesIn(job.requestIds), job.rows.map(({ row }) => row)]);
    expect([again, result.exitCode]).toEqual([jobs, exitCode]);
  });

  test.each([
    ['a script of a request', '  - { name: Jane, request: GET /jane, after: "1" }'],
    ['a script of a folder', '  - { folder: F, before: "1", endpoints: [{ name: Jane, request: GET /jane }] }'],
  ])('no request is sent again if the list has %s, which may depend on the order', async (_, entry) => {
    const list = `name: S\nauth: pydio-cells-v1\nenvironments: { dev: { base_url: "http://localhost:1", username: a } }\nendpoints:\n${entry}\n`;
    const own = runCase(apiOf(list));
    const id = own.plan.requests[0]?.endpoint.id ?? '';
    const refused = fakeRunner((_job, emit) => {
      for (const iteration of [0, 1]) {
        emit({ type: 'response', id, iteration, response: answered(503) });
        emit(failing({ id, iteration }, 'Status is 2xx'));
      }
    });
    await resultOfCase(own, refused, { retries: 2 }, { values, rows: [{}, {}] });
    expect(refused.jobs).toHaveLength(1);
  });

  test('only public requests are sent again without the guard, which signs in the user of a row', async () => {
    const list =
      'name: S\nauth: { template: pydio-cells-v1, guard: false }\nenvironments: { dev: { base_url: "http://localhost:1", username: a } }\nendpoints:\n  - { name: Own, request: GET /own }\n  - { name: Open, request: GET /open, auth: none }\n';
    const own = runCase(apiOf(list));
    const refused = fakeRunner((_job, emit) => {
      for (const { endpoint } of own.plan.requests) {
        emit({ type: 'response', id: endpoint.id, iteration: 0, response: answered(503) });
        emit(failing({ id: endpoint.id, iteration: 0 }, 'Status is 2xx'));
      }
    });
    await resultOfCase(own, refused, { retries: 1 }, { values, rows: [{}, {}] });
    expect(refused.jobs[1]?.requestIds).toEqual([own.id('Open')]);
  });

  test('a row with a new password signs in again', async () => {
    const rows = [{ password: 'a' }, { password: 'b' }];
    const signIns = [{ issuedFor: 'dex_token_for', secrets: ['password'] }];
    const signedIn = { dex_token_for: 'somebody' };
    const runner = playingRows([{}, jane]);
    await resultOfCase(aCase, runner, {}, { values: signedIn, rows, signIns });
    expect(runner.jobs[1]?.values).toMatchObject({ dex_token_for: '' });
  });

  test('requests of iterations without data are sent again too', async () => {
    const runner = playingRows([jane, {}, jane]);
    const result = await resultOfCase(aCase, runner, {}, { values, rows: [{}, {}, {}] });
    expect(runner.jobs.map((job) => job.rows.length)).toEqual([3, 2]);
    const janes = result.requests.filter((request) => request.name === 'Jane');
    expect(janes.map((request) => [request.iteration, request.outcome])).toEqual([0, 1, 2].map((at) => [at, 'passed']));
  });
});
