import { describe, expect, test } from 'vitest';
import type { Ask, Reply } from '../../../support/collections/api-server.ts';
import { played } from '../../../support/played.ts';

const states =
  (...all: (number | string)[]) =>
  (_: Ask, nth: number): Reply => {
    const state = all[Math.min(nth, all.length - 1)];
    return typeof state === 'number' ? [state, {}] : [200, { state, id: `j${nth}` }];
  };

const job = (more = '') =>
  `endpoints:\n  - { name: Job, request: GET /job, retry: { times: 3, every: 1ms }, expect: { body: { state: done } }${more} }\n`;

describe('retry', () => {
  test.each<[string, string, (number | string)[], number, number]>([
    ['ends at the first try that holds', '', ['new', 'done'], 2, 0],
    ['ends at once if the first holds', '', ['done'], 1, 0],
    ['covers a status', '', [503, 404, 'done'], 3, 0],
    ['ends after the first try and three more', '', ['new'], 4, 1],
    ['covers what is saved', ', save: { job: $.missing }', ['done'], 4, 1],
  ])('%s', async (_, more, answers, sent, code) => {
    const run = await played(job(more), states(...answers));
    expect([run.log.length, run.code]).toEqual([sent, code]);
  });

  test('counts the last try only', async () => {
    const { stdout, codes } = await played(job(), states('new'), { args: ['--format', 'json'] });
    const { totals, requests, diagnostics } = JSON.parse(stdout);
    expect([codes, diagnostics.map(({ code }: { code: string }) => code)]).toEqual([[], ['assertion-failed']]);
    expect(totals).toMatchObject({ sent: 1, failed: 1, failedAssertions: 1, repeated: 3 });
    expect(requests).toHaveLength(1);
  });

  test('saves the value of the last try', async () => {
    const list = `${job(', save: { job: $.id }')}  - { name: Found, request: "GET /found/{job}" }\n`;
    const { code, log } = await played(list, states('new', 'new', 'done'));
    expect([code, log.at(-1)]).toEqual([0, '200 GET /found/j2']);
  });

  test('starts again in each iteration', async () => {
    const { code, log } = await played(job(), states('new', 'done', 'new', 'new', 'new', 'done'), {
      args: ['--iterations', '2'],
    });
    expect([code, log.length]).toEqual([0, 6]);
  });

  test('with --bail ends at the last try, not before', async () => {
    const list = `${job()}  - GET /next\n`;
    const { code, log } = await played(list, states('new'), { args: ['--bail'] });
    expect([code, log]).toEqual([1, Array(4).fill('200 GET /job')]);
  });

  test('with --bail and --retries ends there too', async () => {
    const list = `${job()}  - GET /next\n`;
    const { code, log } = await played(list, states(503), { args: ['--bail', '--retries', '1'] });
    expect([code, log]).toEqual([1, Array(4).fill('503 GET /job')]);
  });

  test("does not repeat a user's own test", async () => {
    const own = ", after: \"pm.test('own', () => pm.expect(pm.response.json().state).to.equal('done'));\"";
    const { code, log } = await played(job(own), states('new', 'done'));
    expect([code, log.length]).toEqual([0, 2]);
  });
});

describe('skippable', () => {
  const skip = 'before: pm.execution.skipRequest();';
  const ping = '  - { name: Ping, request: GET /ping }\n';
  test.each<[string, string, number, string[], string[]]>([
    [
      'its own script may skip it',
      `endpoints:\n  - { name: A, request: GET /a, skippable: true, ${skip.replace(';', '')} }\n${ping}`,
      0,
      ['200 GET /ping'],
      [],
    ],
    [
      'a script of its folder may skip it',
      `endpoints:\n  - folder: F\n    ${skip}\n    endpoints:\n      - { name: A, request: GET /a, skippable: true }\n${ping}`,
      0,
      ['200 GET /ping'],
      [],
    ],
    [
      'what is not marked is not run, and the run is red',
      `endpoints:\n  - { name: A, request: GET /a, ${skip.replace(';', '')} }\n${ping}`,
      1,
      ['200 GET /ping'],
      ['not-run'],
    ],
    [
      'a run that skips everything is red',
      `endpoints:\n  - { name: A, request: GET /a, skippable: true, ${skip.replace(';', '')} }\n`,
      1,
      [],
      ['not-run'],
    ],
    [
      'one that a script of another request jumped over is red',
      `endpoints:\n  - { name: A, request: GET /a, after: pm.execution.setNextRequest('C') }\n  - { name: B, request: GET /b, skippable: true, before: "1" }\n  - { name: C, request: GET /c }\n`,
      1,
      ['200 GET /a', '200 GET /c'],
      ['not-run'],
    ],
  ])('%s', async (_, list, code, log, codes) => {
    const run = await played(list, () => [200, {}]);
    expect({ code: run.code, log: run.log, codes: run.codes }).toEqual({ code, log, codes });
  });

  test('what is skipped is counted and shown', async () => {
    const list = `endpoints:\n  - { name: A, request: GET /a, skippable: true, before: pm.execution.skipRequest() }\n${ping}`;
    const { stdout } = await played(list, () => [200, {}]);
    expect(stdout).toContain('\nskipped: 1 (A): a script skipped it, as the list allows\n');
    expect(stdout).toContain('1 skipped');
  });
});
