import { expect, test } from 'vitest';
import { judgeRequest } from '../../../src/run/verdict/judge-request.ts';
import { answered, failing } from '../../support/fake-runner.ts';
import { a, at, b, bodyOfB, change, plan, verdict } from '../../support/verdict-of.ts';

test('the result of an assertion has its line in the list', () => {
  const lines = verdict([...a, ...b]).requests.map((request) =>
    request.assertions.map(({ name, line }) => `${name}: ${line}`),
  );
  expect(lines).toEqual([
    ['Status is 2xx: 7', 'Saves a: 8'],
    ['Status is 200: 12', `${bodyOfB}: 13`],
  ]);
});

test('the actual value is part of the message only if values are shown', () => {
  const wrong = change(b, bodyOfB, failing(at('B'), bodyOfB, '$.id: expected 1, found number'));
  const events = wrong.map((event) =>
    event.type === 'response' ? { ...event, response: answered(200, '{"id":4711}') } : event,
  );
  expect(verdict([...a, ...events]).diagnostics[0]?.message).not.toContain('4711');
  expect(verdict([...a, ...events], undefined, 1, true).diagnostics[0]?.message).toContain('4711');
});

test('with several iterations, the message of a failure names the iteration', () => {
  const wrong = change(b, bodyOfB, failing(at('B'), bodyOfB));
  const second = wrong.map((event) => ('iteration' in event ? { ...event, iteration: 1 } : event));
  const again = a.map((event) => ('iteration' in event ? { ...event, iteration: 1 } : event));
  const { diagnostics } = verdict([...a, ...b, ...again, ...second], undefined, 2);
  expect(diagnostics.map((diagnostic) => diagnostic.message)).toEqual([expect.stringContaining('B (iteration 2)')]);
  expect(verdict([...a, ...wrong]).diagnostics[0]?.message).not.toContain('iteration');
});

test('the URL of a result contains variable names, never their values', () => {
  const planned = plan.requests[0];
  if (!planned) throw new Error('A is planned');
  const { result } = judgeRequest(planned, undefined, { iteration: 0, of: 1, stopped: true, showValues: false });
  expect(result.url).toBe('{{base_url}}/a');
  expect(result).not.toHaveProperty('status');
});

const statusOf = 'Status is 2xx';
const withStatus = (status: number, headers: { key: string; value: string }[] = []) =>
  change(a, statusOf, failing(at('A'), statusOf, 'expected it to be within 200..299')).map((event) =>
    event.type === 'response' ? { ...event, response: { ...answered(status), headers } } : event,
  );

test.each([
  ['a redirect', 302, 'https://u:p@idp.test/login?code=1#x', '; it points to https://idp.test/login'],
  ['another status', 404, 'https://idp.test/login', ''],
  ['a status below', 299, 'https://idp.test/login', ''],
  ['a redirect without an address', 302, undefined, ''],
])('the message about %s says where it points to, without a query', (_, status, location, want) => {
  const headers = location === undefined ? [] : [{ key: 'location', value: location }];
  const [diagnostic] = verdict([...withStatus(status, headers), ...b]).diagnostics;
  expect(diagnostic?.message).toBe(`"A": Status is 2xx: expected it to be within 200..299${want}`);
});

test('a wrong status is the one error of its request, which counts what else failed', () => {
  const events = change(withStatus(500), 'Saves a', failing(at('A'), 'Saves a', 'no value'));
  const { diagnostics } = verdict([...events, ...b]);
  expect(diagnostics.map(({ message }) => message)).toEqual(['"A": Status is 2xx: expected it to be within 200..299']);
  expect(diagnostics[0]?.details).toContain('1 more assertion of this request failed');
});

test('a status that was not reported does not hide other errors', () => {
  const events = change(change(a, statusOf), 'Saves a', failing(at('A'), 'Saves a', 'no value'));
  expect(verdict([...events, ...b]).diagnostics.map(({ code }) => code)).toEqual([
    'assertion-missing',
    'assertion-failed',
  ]);
});

test('what an answer says is shown if it is an error, or if all values are shown', () => {
  const wrong = change(b, bodyOfB, failing(at('B'), bodyOfB, '$.id: expected "x", found a text'));
  const events = wrong.map((event) =>
    event.type === 'response' ? { ...event, response: answered(200, '{"id":"quite private"}') } : event,
  );
  const answerOf = (showValues: boolean) => verdict([...a, ...events], undefined, 1, showValues).requests[1]?.answer;
  expect([answerOf(false), answerOf(true)]).toEqual([undefined, '{"id":"quite private"}']);
});

test('a value that is not shown has a word about how to show it', () => {
  const wrong = change(b, bodyOfB, failing(at('B'), bodyOfB, '$.id: expected "x", found string'));
  const events = wrong.map((event) =>
    event.type === 'response' ? { ...event, response: answered(200, '{"id":"quite private"}') } : event,
  );
  const detailsOf = (showValues: boolean) =>
    verdict([...a, ...events], undefined, 1, showValues).diagnostics[0]?.details;
  expect(detailsOf(false)).toContain('--show-values shows the value');
  expect(detailsOf(true) ?? []).not.toContain('--show-values shows the value');
});
