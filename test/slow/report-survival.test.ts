import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { RunResult } from '../../src/run/run-result.ts';
import { startOpenServer } from '../support/open-server.ts';
import { noXml, readXml } from '../support/read-xml.ts';
import { jsonReportFaults, junitFaults } from '../support/report-faults.ts';
import { type RunningRun, type WatchedRun, watchedRun } from '../support/watched-run.ts';
import { makeBuiltWorkspace } from '../support/workspace.ts';
import { answers } from './report-survival/answers.ts';
import type { Staging, SurvivalCase } from './report-survival/case.ts';
import { endings } from './report-survival/endings.ts';
import { scripts } from './report-survival/scripts.ts';
import { ways } from './report-survival/ways.ts';

/** Seconds for a run, and what it may take beyond them to end. */
const DEADLINE = 25;
const GRACE = 3;

const cases: readonly SurvivalCase[] = [...scripts, ...endings, ...answers, ...ways];
const noProc = process.platform !== 'linux';
if (noProc) process.stderr.write('skipped: processes are found through /proc, which only Linux has\n');

vi.setConfig({ maxConcurrency: 3, testTimeout: 210_000 });

let survived = 0;
afterAll(() => {
  process.stdout.write(`reports: ${cases.length} crashes, floods and ends, ${survived} survived whole\n`);
});

/** Runs the three requests, and does to the second what the case wants. */
async function play(one: Staging): Promise<WatchedRun> {
  const place = await one.place?.();
  const list = {
    name: 'Reports',
    environments: { dev: { base_url: 'http://127.0.0.1:9' } },
    endpoints: ['GET /first', { name: 'Case', request: `GET ${place?.origin ?? ''}/case`, ...one.entry }, 'GET /last'],
  };
  const cwd = await makeBuiltWorkspace(JSON.stringify(list, null, 2));
  mkdirSync(join(cwd, 'gone'));
  let run: RunningRun | undefined;
  const server = await startOpenServer((exchange) => {
    // The first request went well and its row was told, before anything is done to the run.
    if (exchange.path === (one.when ?? '/case') && run) one.meanwhile?.(run);
    return exchange.path === '/case' ? one.reply?.(exchange) : undefined;
  });
  const origin = ['--var', `base_url=${server.origin}`];
  const seen = await watchedRun({
    cwd,
    args: [...origin, '--timeout', `${one.timeout ?? DEADLINE}s`, ...(one.args ?? [])],
    env: place?.env ?? {},
    onStart: (started) => {
      run = started;
    },
  });
  server.close();
  place?.close();
  return seen;
}

/** What is wrong with the reports, and with what they tell. */
function reportFaults({ json, junit, code }: WatchedRun, one: SurvivalCase): string[] {
  if (json === undefined || junit === undefined) return ['a report is missing'];
  const report = JSON.parse(json) as RunResult;
  const found = [...jsonReportFaults(report), ...(noXml === undefined ? junitFaults(readXml(junit)) : [])];
  if (found.length > 0) return found;
  const outcome = (name: string) => report.requests.find((request) => request.name === name)?.outcome;
  return [
    ...(report.exitCode === code ? [] : [`the report says exit ${report.exitCode}`]),
    ...(outcome('GET /first') === 'passed' ? [] : ['what had passed before is lost']),
    ...(outcome('Case') === one.outcome ? [] : [`the report says ${outcome('Case')}`]),
  ];
}

describe.skipIf(noProc).concurrent('reports survive', () => {
  test.each(cases)('$name', async (one) => {
    const seen = await play(one);
    const faults = reportFaults(seen, one);
    if (faults.length === 0) survived++;
    expect(faults).toEqual([]);
    expect([seen.code, [...new Set(seen.codes)].sort()]).toEqual([one.exit, [...one.codes].sort()]);
    expect([seen.leftOvers, seen.survivors]).toEqual([[], []]);
    expect(seen.seconds).toBeLessThan((one.timeout ?? DEADLINE) + GRACE);
  });

  // Nobody can write a report then; but nobody may be left behind either.
  test.each(['before', 'after'])('killed itself, %s a script that never ends', async (when) => {
    const meanwhile = ({ started }: RunningRun) => setTimeout(() => started.child.kill('SIGKILL'), 700);
    const entry = { [when]: 'for (;;);' };
    const { code, json, junit, survivors } = await play({ entry, when: '/first', meanwhile });
    expect([code, json, junit, survivors]).toEqual([null, undefined, undefined, []]);
  });
});

test('the table has a name and a reason for each case', () => {
  expect(new Set(cases.map((one) => one.name)).size).toBe(cases.length);
  expect(cases.filter((one) => one.why === '')).toEqual([]);
});
