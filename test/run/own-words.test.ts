import { describe, expect, test } from 'vitest';
import { formatDiagnostics, plain } from '../../src/diagnostics/format.ts';
import { formatJsonReport } from '../../src/report/json.ts';
import { formatJunit } from '../../src/report/junit.ts';
import { formatSummary } from '../../src/report/rows.ts';
import type { RunEvent } from '../../src/run/runner.ts';
import { apiOf } from '../support/api-of.ts';
import { answered, failing, fakeRunner, noAnswer, passingEvents } from '../support/fake-runner.ts';
import { executeCase, runCase } from '../support/run-case.ts';

const mask = '••••••';

/** The list uses short names such as A1 and B2, so every longer word in a report is one of ours. */
const api = apiOf(`name: L0
auth: pydio-cells-v1
environments:
  E0: { base_url: "http://localhost:1", username: u0 }
endpoints:
  - { name: A1, request: GET /a1, save: { s1: $.i1 }, expect: { headers: { E1: true }, body: { k1: 1 }, text: t1, schema: true, time: 1s } }
  - { name: B2, request: GET /b2 }
  - { name: C3, request: GET /c3 }
  - { name: D4, request: PATCH /d4 }
  - { name: F5, request: GET /f5 }
`);
const aCase = runCase(api);
const { plan, id } = aCase;
const at = (name: string) => ({ id: id(name), iteration: 0 });

/** Events of a run with every outcome: passed, failed, script error, no answer, not run. `text` is a foreign text. */
function events(text: string): RunEvent[] {
  return [
    ...passingEvents(plan, 0),
    { type: 'sent', ...at('B2') },
    { type: 'response', ...at('B2'), response: answered(500) },
    failing(at('B2'), 'Status is 2xx', text),
    failing(at('B2'), text, text),
    { type: 'script-error', ...at('B2'), script: 'test', message: text },
    { type: 'finished', ...at('B2') },
    { type: 'sent', ...at('C3') },
    noAnswer(at('C3'), 'ECONNRESET'),
    { type: 'finished', ...at('C3') },
  ];
}

const toSecret = (value: string) => ({ name: 'password', value, source: 'a test' });

/** The result of a run and its reports, with a fixed start and duration. */
async function outputs(secrets: readonly string[], text: string) {
  const runner = fakeRunner((_job, emit) => {
    for (const event of events(text)) emit(event);
  });
  const { result, leaks } = await executeCase(
    aCase,
    { ...runner, engine: 'newman' },
    { secrets: secrets.map(toSecret) },
  );
  const requests = result.requests.map((request) => ({ ...request, ...(request.at === undefined ? {} : { at: 1 }) }));
  const timeless = { ...result, requests, startedAt: '2026-01-02T03:04:05.678Z', duration: 1234 };
  const texts = [
    formatJsonReport(timeless),
    formatJunit(timeless),
    formatSummary(timeless, plain),
    formatDiagnostics(timeless.diagnostics),
  ];
  return { result, texts, leaks: texts.some(leaks) };
}

const whole = (await outputs([], 'x9')).texts.join('\n');
const words = [...new Set(whole.match(/[A-Za-z][A-Za-z_-]{3,}/g) ?? [])];
// Words from the URL and file name of the list, which we do not choose.
const ofList = ['localhost', 'base_url', 'http', 'endpoints', 'yaml'];
const ours = words.filter((word) => !ofList.includes(word));

describe('a secret that is also a word of our reports', () => {
  test('the reports have more than 80 words to test with', () => {
    const sampleWords = [
      'newman',
      'passed',
      'failed',
      'no-answer',
      'not-run',
      'outcome',
      'assertions',
      'testcase',
      'status',
    ];
    expect(ours).toEqual(expect.arrayContaining(sampleWords));
    expect(ours.length).toBeGreaterThan(80);
  });

  test.each(ours)('%s: the reports are unchanged, and none is withheld', async (word) => {
    const { texts, leaks } = await outputs([word], 'x9');
    expect(texts.join('\n')).toBe(whole);
    expect(leaks).toBe(false);
  });

  test.each([...ours.filter((word) => /^[a-z-]+$/.test(word)), 'POST', 'PATCH'])(
    '%s: it is hidden in text of servers and users',
    async (word) => {
      const { result } = await outputs([word], `x9 ${word}!`);
      const failed = result.requests.find(({ name }) => name === 'B2');
      const [status, own] = failed?.assertions ?? [];
      const hidden = `x9 ${mask}!`;
      expect([status?.message, own?.name, own?.message]).toEqual([hidden, hidden, hidden]);
      expect(JSON.stringify(result)).not.toContain(`x9 ${word}`);
    },
  );

  test('the method of a request is shown even if a secret is the name of a method', async () => {
    const { result } = await outputs(['POST', 'PATCH'], 'POST PATCH');
    const methods = new Set(result.requests.map(({ method }) => method));
    expect([...methods]).toEqual(['GET']);
    const unsafe = runCase(api, true);
    const runner = fakeRunner((_job, emit) => {
      for (const event of passingEvents(unsafe.plan, 3)) emit(event);
    });
    const changed = await executeCase(unsafe, runner, { secrets: [toSecret('PATCH')] });
    expect(changed.result.requests.map(({ method }) => method)).toContain('PATCH');
  });

  test('a secret that consists of several of our words is hidden', async () => {
    const { result, leaks } = await outputs(['passed and failed'], 'it has passed and failed');
    expect(JSON.stringify(result)).not.toContain('passed and failed');
    expect(leaks).toBe(false);
  });
});
