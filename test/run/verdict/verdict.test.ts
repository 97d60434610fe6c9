import { describe, expect, test } from 'vitest';
import type { Stop } from '../../../src/run/run-result.ts';
import type { RunEvent } from '../../../src/run/runner.ts';
import type { Verdict } from '../../../src/run/verdict/verdict.ts';
import { answered, failing, noAnswer, passingEvents } from '../../support/fake-runner.ts';
import { a, at, b, bodyOfB, change, plan, verdict } from '../../support/verdict-of.ts';

const scriptError = (name: string): RunEvent => ({
  type: 'script-error',
  ...at(name),
  script: 'test',
  message: 'x is not defined',
});
const tokenRefused: RunEvent[] = [
  { type: 'response', ...at('token'), response: answered(403) },
  failing(at('token'), 'Update environment', 'the token endpoint answered 403'),
];
const short = ({ exitCode, diagnostics, requests }: Verdict) => ({
  exit: exitCode,
  reported: diagnostics.map(({ code, range }) => `${code} at ${range?.start.line}`),
  outcomes: requests.map(({ name, outcome }) => `${name} ${outcome}`).join(', '),
});

test('the exit code is 0 if every planned assertion was reported and passed', () => {
  expect(short(verdict([...a, ...b]))).toEqual({ exit: 0, reported: [], outcomes: 'A passed, B passed' });
});

test.each<[string, RunEvent[], Stop | undefined, number, string[], string]>([
  [
    'a failed assertion, at its line',
    [...a, ...change(b, bodyOfB, failing(at('B'), bodyOfB))],
    undefined,
    1,
    ['assertion-failed at 13'],
    'A passed, B failed',
  ],
  [
    'a failed default status, at the request',
    [...change(a, 'Status is 2xx', failing(at('A'), 'Status is 2xx')), ...b],
    undefined,
    1,
    ['assertion-failed at 7'],
    'A failed, B passed',
  ],
  [
    'a save without a value',
    [...change(a, 'Saves a', failing(at('A'), 'Saves a')), ...b],
    undefined,
    1,
    ['assertion-failed at 8'],
    'A failed, B passed',
  ],
  [
    'an assertion that was not reported',
    [...a, ...change(b, bodyOfB)],
    undefined,
    1,
    ['assertion-missing at 13'],
    'A passed, B failed',
  ],
  [
    'a failed assertion of a script, at the request',
    [...a, failing(at('A'), 'my own'), ...b],
    undefined,
    1,
    ['assertion-failed at 7'],
    'A failed, B passed',
  ],
  [
    'a script that threw an error',
    [...a, scriptError('A'), ...b],
    undefined,
    1,
    ['script-failed at 7'],
    'A failed, B passed',
  ],
  [
    'a script whose own request had no answer',
    [...a, { type: 'script-error', ...at('B'), script: 'prerequest', message: 'no answer', unanswered: true }, ...b],
    undefined,
    1,
    ['script-failed at 10'],
    'A passed, B failed',
  ],
  [
    'a token request whose test was not reported',
    [{ type: 'response', ...at('token'), response: answered(200) }],
    'sign-in',
    3,
    ['sign-in-failed at 2'],
    'Get token failed, A not-run, B not-run',
  ],
  [
    'a request that a script skipped',
    [...a, { type: 'sent', ...at('B') }, { type: 'finished', ...at('B') }],
    undefined,
    1,
    ['not-run at 10'],
    'A passed, B not-run',
  ],
  ['a request without events', a, undefined, 1, ['not-run at 10'], 'A passed, B not-run'],
  ['a run without events', [], undefined, 1, ['not-run at 7', 'not-run at 10'], 'A not-run, B not-run'],
  [
    'no answer to a request',
    [noAnswer(at('A'), 'ECONNREFUSED'), ...b],
    undefined,
    4,
    ['request-failed at 7'],
    'A no-answer, B passed',
  ],
  [
    'no answer to a request, which ended the run',
    [noAnswer(at('A'), 'ECONNREFUSED')],
    'network',
    4,
    ['request-failed at 7'],
    'A no-answer, B not-run',
  ],
  [
    'a refused token request',
    tokenRefused,
    'sign-in',
    3,
    ['sign-in-failed at 2'],
    'Get token failed, A not-run, B not-run',
  ],
  [
    'a refused sign-in of the guard',
    [...a, failing(at('B'), 'Sign-in')],
    'sign-in',
    3,
    ['sign-in-failed at 2'],
    'A passed, B not-run',
  ],
  [
    'no answer to the token request',
    [noAnswer(at('token'), 'ECONNREFUSED')],
    'network',
    4,
    ['request-failed at 2'],
    'Get token no-answer, A not-run, B not-run',
  ],
  [
    'no answer to the sign-in of the guard',
    [...a, noAnswer(at('B'), 'ECONNREFUSED', true), failing(at('B'), 'Sign-in')],
    'sign-in',
    4,
    ['request-failed at 2'],
    'A passed, B not-run',
  ],
  [
    'no answer to the sign-in of the guard, which newman also reports as an error of its script',
    [
      ...a,
      noAnswer(at('B'), 'ECONNREFUSED', true),
      { type: 'script-error', ...at('B'), script: 'prerequest', message: 'connect', unanswered: true },
      failing(at('B'), 'Sign-in'),
    ],
    'sign-in',
    4,
    ['request-failed at 2'],
    'A passed, B not-run',
  ],
  ['a planned request that was not sent because the network failed', a, 'network', 1, [], 'A passed, B not-run'],
  ['a planned request that was not sent because of --bail', a, 'bail', 1, [], 'A passed, B not-run'],
  [
    'no answer to a request made by a script',
    [noAnswer(at('A'), 'ECONNREFUSED', true), ...a, ...b],
    undefined,
    0,
    [],
    'A passed, B passed',
  ],
  [
    'a request that was pending at Ctrl-C',
    [...a, { type: 'sent', ...at('B') }],
    'interrupted',
    130,
    [],
    'A passed, B no-answer',
  ],
  [
    'a request that was pending at the deadline',
    [{ type: 'sent', ...at('A') }],
    'deadline',
    5,
    [],
    'A no-answer, B not-run',
  ],
  ['the deadline', a, 'deadline', 5, [], 'A passed, B not-run'],
  ['a crash after all requests passed', [...a, ...b], 'crash', 5, [], 'A passed, B passed'],
  ['Ctrl-C', a, 'interrupted', 130, [], 'A passed, B not-run'],
])('%s', (_, events, stop, exit, reported, outcomes) => {
  expect(short(verdict(events, stop))).toEqual({ exit, reported, outcomes });
});

describe('the exit code is that of the most important cause:', () => {
  const assertion = failing(at('A'), 'Status is 2xx');
  test.each<[string, RunEvent[], Stop | undefined, number]>([
    ['Ctrl-C before everything', [...tokenRefused, noAnswer(at('A'), 'ECONNREFUSED'), assertion], 'interrupted', 130],
    ['the deadline before the sign-in', [...tokenRefused, noAnswer(at('A'), 'ECONNREFUSED'), assertion], 'deadline', 5],
    ['a crash before the sign-in', [...tokenRefused, noAnswer(at('A'), 'ECONNREFUSED'), assertion], 'crash', 5],
    ['the sign-in before the network', [...tokenRefused, noAnswer(at('A'), 'ECONNREFUSED'), assertion], undefined, 3],
    [
      'the network before an assertion',
      [...change(a, 'Status is 2xx', assertion), noAnswer(at('B'), 'ECONNREFUSED')],
      undefined,
      4,
    ],
    ['the network before a script error', [...a, scriptError('A'), noAnswer(at('B'), 'ECONNREFUSED')], undefined, 4],
    ['an assertion, even if --bail stopped the run', [...change(a, 'Status is 2xx', assertion)], 'bail', 1],
  ])('%s', (_, events, stop, exit) => {
    expect(verdict(events, stop).exitCode).toBe(exit);
  });
});

test('a failed sign-in is reported once, even if it fails in several iterations', () => {
  const again = tokenRefused.map((event) => ({ ...event, iteration: 1 }) as RunEvent);
  expect(short(verdict([...tokenRefused, ...again], 'sign-in', 2)).reported).toEqual(['sign-in-failed at 2']);
});

test('each iteration is judged separately', () => {
  const events = [...a, ...b, ...passingEvents(plan, 0, 1)];
  const { requests, diagnostics, exitCode } = verdict(events, undefined, 2);
  expect(requests.map((request) => `${request.iteration} ${request.name} ${request.outcome}`)).toEqual([
    '0 A passed',
    '0 B passed',
    '1 A passed',
    '1 B not-run',
  ]);
  expect([exitCode, diagnostics.length]).toEqual([1, 1]);
});

test('a successful sign-in by the guard is not shown as an assertion or a row', () => {
  const good: RunEvent = { type: 'assertion', ...at('A'), name: 'Sign-in' };
  const { requests, exitCode } = verdict([good, ...a, ...b]);
  expect(exitCode).toBe(0);
  expect(requests[0]?.assertions.map((assertion) => assertion.name)).toEqual(['Status is 2xx', 'Saves a']);
});

test('a successful token request has its own row', () => {
  const token: RunEvent[] = [
    { type: 'response', ...at('token'), response: answered(200) },
    { type: 'assertion', ...at('token'), name: 'Update environment' },
  ];
  const [row] = verdict([...token, ...a, ...b]).requests;
  expect(row).toMatchObject({ name: 'Get token', method: 'POST', outcome: 'passed', status: 200, folders: [] });
  expect(row?.url).toBe('{{base_url}}/auth/dex/token');
});

test.each<[string, RunEvent[]]>([
  ['reported nothing', []],
  ['threw an error', [{ type: 'script-error', ...at('token'), script: 'test', message: 'x is not defined' }]],
])('a token request whose script %s fails the run', (_, more) => {
  const token: RunEvent = { type: 'response', ...at('token'), response: answered(200) };
  expect(verdict([token, ...more, ...a, ...b]).exitCode).not.toBe(0);
});

test('an assertion that is reported twice must pass both times', () => {
  expect(short(verdict([...a, failing(at('A'), 'Status is 2xx'), ...b]))).toMatchObject({
    exit: 1,
    outcomes: 'A failed, B passed',
  });
});
