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
