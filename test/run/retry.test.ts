import { describe, expect, test } from 'vitest';
import { type Heard, isTransient } from '../../src/run/collector.ts';
import { retryAfter } from '../../src/run/retry.ts';
import type { ReceivedResponse, RunEvent } from '../../src/run/runner.ts';
import { apiOf } from '../support/api-of.ts';
import { answered, failing, fakeRunner, passingEvents } from '../support/fake-runner.ts';
import { carryOut, runCase, told } from '../support/run-case.ts';

const now = Date.UTC(2026, 0, 1);
const heard = (status: number, after?: string): Heard => {
  const headers = after === undefined ? [] : [{ key: 'retry-AFTER', value: after }];
  const response: ReceivedResponse = { ...answered(status), headers };
  const assertions = [{ name: 'Status is 2xx', failure: `it is ${status}` }];
  return { id: 'a', iteration: 0, sent: true, response, assertions, scriptErrors: [] };
};
/** An answer that was expected. */
const good = (one: Heard): Heard => ({ ...one, assertions: [{ name: 'status is what it should be' }] });
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
  ['429 that was expected', good(heard(429)), false],
  ['503 that was expected', good(heard(503)), false],
  ['500', heard(500), false],
  ['505', heard(505), false],
  ['401', heard(401), false],
  ['200', heard(200), false],
  ['what was never sent', undefined, false],
])('%s is worth another try: %s', (_, one, worth) => {
  expect(isTransient(one)).toBe(worth);
});

const inSeconds = (seconds: number) => new Date(now + seconds * 1000).toUTCString();
test.each<[string, Heard | undefined, number | undefined]>([
  ['seconds', heard(429, '3'), 3000],
  ['none', heard(503, '0'), 0],
  ['with blanks', heard(503, ' 2 '), 2000],
  ['a date', heard(429, inSeconds(5)), 5000],
  ['a date that is past', heard(429, inSeconds(-60)), 0],
  ['as long as we wait', heard(429, '30'), 30_000],
  ['longer than we wait', heard(429, '31'), 31_000],
  ['a date next week', heard(429, inSeconds(604_800)), 604_800_000],
  ['an answer that was expected', good(heard(429, '1')), undefined],
  ['a word', heard(429, 'soon'), undefined],
  ['a negative one', heard(429, '-1'), undefined],
  ['a broken one', heard(429, '1.5'), undefined],
  ['nothing', heard(429, ''), undefined],
  ['no header', heard(503), undefined],
  ['beside another status', heard(301, '1'), undefined],
  ['beside 502', heard(502, '1'), undefined],
  ['without an answer', unanswered, undefined],
])('Retry-After with %s', (_, one, wait) => {
  expect(retryAfter(one, now)).toBe(wait);
});

/** Two users, and a request of nobody. */
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

/** A runner in whose first job some requests are answered with a status; everything else is good. */
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
  ids?.map((id) => plan.requests.find((one) => one.endpoint.id === id)?.endpoint.name);

describe('a token that the server no longer takes', () => {
  test.each<[string, Record<string, ReceivedResponse>, string[] | undefined, string[]]>([
    ['nothing is refused', {}, undefined, []],
    ['one request: its identity signs in anew', { Jane: answered(401) }, ['Jane'], ['1', '']],
    ['and what needs its saved value is sent again', { Own: answered(401) }, ['Own', 'Needs'], ['', '2']],
    ['two identities', { Own: answered(401), Jane: answered(401) }, ['Own', 'Jane', 'Needs'], ['', '']],
    ['403 is no question of the token', { Jane: answered(403) }, undefined, []],
    ['a public request', { Open: answered(401) }, undefined, []],
    ['what changes something is never sent again', { Change: answered(401) }, undefined, []],
  ])('%s', async (_, first, names, expiresAt) => {
    const runner = playing(first);
    await carryOut(aCase, runner, {}, { values });
    expect(namesIn(runner.jobs[1]?.requestIds)).toEqual(names);
    expect(Object.values(runner.jobs[1]?.values ?? {})).toEqual(expiresAt);
    expect(runner.jobs.length).toBeLessThanOrEqual(2);
  });

  test('a refusal that is expected is none', async () => {
    const runner = fakeRunner((_job, emit) => {
      for (const [index, { endpoint }] of plan.requests.entries()) {
        for (const event of passingEvents(plan, index)) {
          const expected = event.type === 'response' && endpoint.name === 'Refused';
          emit(expected ? { ...event, response: answered(401) } : event);
        }
      }
    });
    const result = await carryOut(aCase, runner, {}, { values });
    expect([result.exitCode, runner.jobs.length]).toEqual([0, 1]);
  });

  test('once: a token that is refused again is a failed assertion', async () => {
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
    const result = await carryOut(aCase, runner, { retries: 0 }, { values });
    expect([runner.jobs.length, result.exitCode]).toEqual([2, 1]);
    expect(told(result)).toEqual(['retried', 'assertion-failed at 8']);
  });
});

test('a server that says when to come back is asked again once, without --retries', async () => {
  const later = { ...answered(503), headers: [{ key: 'Retry-After', value: '0' }] };
  const runner = playing({ Open: later });
  const result = await carryOut(aCase, runner, {}, { values });
  expect([namesIn(runner.jobs[1]?.requestIds), result.exitCode, told(result)]).toEqual([['Open'], 0, ['retried']]);
});

test.each([
  ['--retries', 2],
  ['no --retries', 0],
])('a server that wants a minute is not asked again, with %s', async (_, retries) => {
  const later = { ...answered(429), headers: [{ key: 'Retry-After', value: '60' }] };
  const runner = playing({ Open: later });
  const result = await carryOut(aCase, runner, { retries }, { values });
  expect([runner.jobs.length, result.exitCode]).toEqual([1, 1]);
});

test('what a script has set in the environment is there when a request is sent again', async () => {
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
  await carryOut(aCase, runner, { retries: 1 }, { values });
  expect(runner.jobs[1]?.values).toEqual({
    dex_token_expires_at: '1',
    jane_token_expires_at: '',
    session: 'of a script',
  });
});

describe('several iterations', () => {
  const rows = ['a', 'b', 'c'].map((row) => ({ row }));
  /** Answers by iteration of the first job; everything in later ones is good. */
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
    ['only the rows that were refused', [{}, jane, jane], [[['Jane'], ['b', 'c']]], 0],
    [
      'those that want the same in one job',
      [jane, { Own: answered(401) }, jane],
      [
        [['Jane'], ['a', 'c']],
        [['Own', 'Needs'], ['b']],
      ],
      0,
    ],
    ['a saved value is that of the last row: what needs it is left alone', [{ Needs: answered(401) }], [], 1],
  ])('%s', async (_, first, jobs, exitCode) => {
    const runner = playingRows(first);
    const result = await carryOut(aCase, runner, {}, { values, rows });
    const again = runner.jobs.slice(1).map((job) => [namesIn(job.requestIds), job.rows.map(({ row }) => row)]);
    expect([again, result.exitCode]).toEqual([jobs, exitCode]);
  });

  test.each([
    ['a script of a request', '  - { name: Jane, request: GET /jane, after: "1" }'],
    ['a script of a folder', '  - { folder: F, before: "1", endpoints: [{ name: Jane, request: GET /jane }] }'],
  ])('not with %s: it may count them, or leave anything for the next request', async (_, entry) => {
    const list = `name: S\nauth: pydio-cells-v1\nenvironments: { dev: { base_url: "http://localhost:1", username: a } }\nendpoints:\n${entry}\n`;
    const own = runCase(apiOf(list));
    const id = own.plan.requests[0]?.endpoint.id ?? '';
    const refused = fakeRunner((_job, emit) => {
      for (const iteration of [0, 1]) {
        emit({ type: 'response', id, iteration, response: answered(503) });
        emit(failing({ id, iteration }, 'Status is 2xx'));
      }
    });
    await carryOut(own, refused, { retries: 2 }, { values, rows: [{}, {}] });
    expect(refused.jobs).toHaveLength(1);
  });

  test('not without the guard: nobody would sign in the user of the row', async () => {
    const list =
      'name: S\nauth: { template: pydio-cells-v1, guard: false }\nenvironments: { dev: { base_url: "http://localhost:1", username: a } }\nendpoints:\n  - { name: Own, request: GET /own }\n  - { name: Open, request: GET /open, auth: none }\n';
    const own = runCase(apiOf(list));
    const refused = fakeRunner((_job, emit) => {
      for (const { endpoint } of own.plan.requests) {
        emit({ type: 'response', id: endpoint.id, iteration: 0, response: answered(503) });
        emit(failing({ id: endpoint.id, iteration: 0 }, 'Status is 2xx'));
      }
    });
    await carryOut(own, refused, { retries: 1 }, { values, rows: [{}, {}] });
    expect(refused.jobs[1]?.requestIds).toEqual([own.id('Open')]);
  });

  test('a row with a password of its own signs in anew', async () => {
    const rows = [{ password: 'a' }, { password: 'b' }];
    const signIns = [{ issuedFor: 'dex_token_for', secrets: ['password'] }];
    const signedIn = { dex_token_for: 'somebody' };
    const runner = playingRows([{}, jane]);
    await carryOut(aCase, runner, {}, { values: signedIn, rows, signIns });
    expect(runner.jobs[1]?.values).toMatchObject({ dex_token_for: '' });
  });

  test('without data, by their number', async () => {
    const runner = playingRows([jane, {}, jane]);
    const result = await carryOut(aCase, runner, {}, { values, rows: [{}, {}, {}] });
    expect(runner.jobs.map((job) => job.rows.length)).toEqual([3, 2]);
    const janes = result.requests.filter((one) => one.name === 'Jane');
    expect(janes.map((one) => [one.iteration, one.outcome])).toEqual([0, 1, 2].map((at) => [at, 'passed']));
  });
});
