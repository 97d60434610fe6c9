import { describe, expect, test } from 'vitest';
import { tokenIdentitiesOf, tokenRequestId } from '../../../src/model/identities.ts';
import { Collector } from '../../../src/run/collector.ts';
import type { RunEvent } from '../../../src/run/runner.ts';
import { reachVerdict } from '../../../src/run/verdict/verdict.ts';
import { apiOf } from '../../support/api-of.ts';
import { answered, failing, fakeRunner, noAnswer, passingEvents } from '../../support/fake-runner.ts';
import { outcomes, reported, resultOfCase, runCase } from '../../support/run-case.ts';

const aCase = runCase(
  apiOf(`name: Two
auth: pydio-cells-v1
identities:
  jane: pydio-cells-v1
  key: api-key
environments:
  dev: { base_url: "http://localhost:1", username: admin, jane_username: jane }
endpoints:
  - { name: Own, request: GET /own }
  - { name: Jane, request: GET /jane, auth: jane }
  - { name: Key, request: GET /key, auth: key }
  - { name: Open, request: GET /open, auth: none }
`),
);
const { plan, api } = aCase;
const [own, jane] = tokenIdentitiesOf(api).map((identity) => tokenRequestId(api, identity)) as [string, string];
const at = (name: string, iteration = 0) => ({ id: aCase.id(name), iteration });
const passing = plan.requests.flatMap((_, index) => passingEvents(plan, index));
const signedIn = (id: string, iteration = 0): RunEvent[] => [
  { type: 'response', id, iteration, response: answered(200) },
  { type: 'assertion', id, iteration, name: 'Update environment' },
];

function verdict(events: readonly RunEvent[], iterations = 1) {
  const collector = new Collector();
  for (const event of events) collector.add(event);
  const { exitCode, diagnostics, requests } = reachVerdict({ plan, iterations, collector }, { showValues: false });
  return {
    exitCode,
    reported: diagnostics.map(({ code, range }) => `${code} at ${range?.start.line}:${range?.start.column}`),
    rows: requests.map((request) => `${request.iteration} ${request.name} ${request.outcome}`),
  };
}

test('each token request has its own row, before the other requests', () => {
  expect(verdict([...signedIn(own), ...signedIn(jane), ...passing])).toEqual({
    exitCode: 0,
    reported: [],
    rows: [
      '0 Get token passed',
      '0 Get token (jane) passed',
      ...['Own', 'Jane', 'Key', 'Open'].map((name) => `0 ${name} passed`),
    ],
  });
});

test('a token request that was skipped because its token is still valid has no row and is not a failure', () => {
  const again = plan.requests.flatMap((_, index) => passingEvents(plan, index, 1));
  const skipped: RunEvent[] = [own, jane].flatMap((id): RunEvent[] => [{ type: 'finished', id, iteration: 1 }]);
  const { exitCode, rows } = verdict([...signedIn(own), ...signedIn(jane), ...passing, ...skipped, ...again], 2);
  expect(exitCode).toBe(0);
  expect(rows.filter((row) => row.includes('Get token'))).toEqual(['0 Get token passed', '0 Get token (jane) passed']);
});

describe('a failed sign-in is reported at the template of its identity', () => {
  const refused = (id: string): RunEvent[] => [
    { type: 'response', id, iteration: 0, response: answered(403) },
    failing({ id, iteration: 0 }, 'Update environment', 'the token endpoint answered 403'),
  ];

  test.each<[string, RunEvent[], number, string]>([
    ['of the list', refused(own), 3, 'sign-in-failed at 2:7'],
    ['of jane', [...signedIn(own), ...refused(jane)], 3, 'sign-in-failed at 4:9'],
    ['of jane, by the guard', [failing(at('Jane'), 'Sign-in')], 3, 'sign-in-failed at 4:9'],
    [
      'of jane, without an answer',
      [...signedIn(own), noAnswer({ id: jane, iteration: 0 }, 'ECONNREFUSED')],
      4,
      'request-failed at 4:9',
    ],
    [
      'of jane, by the guard, without an answer',
      [noAnswer(at('Jane'), 'ECONNREFUSED', true), failing(at('Jane'), 'Sign-in')],
      4,
      'request-failed at 4:9',
    ],
    // The script of another request had no answer, which has nothing to do with this sign-in.
    [
      'of jane, by the guard, after a script of another request had no answer',
      [noAnswer(at('Open'), 'ECONNREFUSED', true), failing(at('Jane'), 'Sign-in')],
      3,
      'sign-in-failed at 4:9',
    ],
  ])('%s', (_, events, exitCode, line) => {
    const result = verdict(events);
    expect([result.exitCode, result.reported[0]]).toEqual([exitCode, line]);
    expect(result.reported.filter((line) => line.startsWith('sign-in-failed'))).toHaveLength(exitCode === 3 ? 1 : 0);
  });

  test('only once if both fail', () => {
    expect(verdict([...refused(own), ...refused(jane)]).reported).toEqual(['sign-in-failed at 2:7']);
  });

  test('even if it fails in a later iteration only', () => {
    const later = refused(jane).map((event) => ({ ...event, iteration: 1 }) as RunEvent);
    const { exitCode, reported: lines } = verdict([...signedIn(own), ...signedIn(jane), ...passing, ...later], 2);
    expect([exitCode, lines[0]]).toEqual([3, 'sign-in-failed at 4:9']);
  });
});

describe('a test in the list with the name of one of our assertions', () => {
  test.each(['Key', 'Open'])('is an ordinary assertion if the request does not sign in: %s', async (name) => {
    const runner = fakeRunner((_job, emit) => {
      for (const event of [...passing, failing(at(name), 'Sign-in', 'my own')]) emit(event);
    });
    const result = await resultOfCase(aCase, runner);
    expect(result.exitCode).toBe(1);
    expect(reported(result)).toEqual([`assertion-failed at ${name === 'Key' ? 11 : 12}`]);
    expect(outcomes(result)).toContain(`${name}: failed`);
  });

  test('does not end the run if it fails', async () => {
    const runner = fakeRunner((_job, emit, signal) => {
      emit(failing(at('Open'), 'Update environment', 'my own'));
      expect(signal.aborted).toBe(false);
      for (const event of passing) emit(event);
    });
    expect((await resultOfCase(aCase, runner)).stop).toBeUndefined();
  });
});
