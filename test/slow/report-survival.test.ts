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

/** The time limit of a run, in seconds. */
const DEADLINE = 25;
/** Seconds that a run may take to end after its deadline. */
const GRACE = 3;

const cases: readonly SurvivalCase[] = [...scripts, ...endings, ...answers, ...ways];
const noProc = process.platform !== 'linux';
if (noProc) process.stderr.write('skipped: processes are found through /proc, which only Linux has\n');

vi.setConfig({ maxConcurrency: 3, testTimeout: 210_000 });

let survived = 0;
afterAll(() => {
  process.stdout.write(`reports: ${cases.length} crashes, floods and ends, ${survived} survived whole\n`);
});

/** Runs the three requests of a staging. */
async function play(staging: Staging): Promise<WatchedRun> {
  const place = await staging.place?.();
  const list = {
    name: 'Reports',
    environments: { dev: { base_url: 'http://127.0.0.1:9' } },
    endpoints: [
      'GET /first',
      { name: 'Case', request: `GET ${place?.origin ?? ''}/case`, ...staging.entry },
      'GET /last',
    ],
  };
  const cwd = await makeBuiltWorkspace(JSON.stringify(list, null, 2));
  mkdirSync(join(cwd, 'gone'));
  let run: RunningRun | undefined;
  const server = await startOpenServer((exchange) => {
    // By now the first request has passed and its row was printed.
    if (exchange.path === (staging.when ?? '/case') && run) staging.meanwhile?.(run);
    return exchange.path === '/case' ? staging.reply?.(exchange) : undefined;
  });
  const origin = ['--var', `base_url=${server.origin}`];
  const seen = await watchedRun({
    cwd,
    args: [...origin, '--timeout', `${staging.timeout ?? DEADLINE}s`, ...(staging.args ?? [])],
    env: place?.env ?? {},
    onStart: (started) => {
      run = started;
    },
  });
  server.close();
  place?.close();
  return seen;
}

/** Faults of the reports: missing or invalid files, or false outcomes. */
function reportFaults({ json, junit, code }: WatchedRun, expected: SurvivalCase): string[] {
  if (json === undefined || junit === undefined) return ['a report is missing'];
  const report = JSON.parse(json) as RunResult;
  const found = [...jsonReportFaults(report), ...(noXml === undefined ? junitFaults(readXml(junit)) : [])];
  if (found.length > 0) return found;
  const outcome = (name: string) => report.requests.find((request) => request.name === name)?.outcome;
  return [
    ...(report.exitCode === code ? [] : [`the report says exit ${report.exitCode}`]),
    ...(outcome('GET /first') === 'passed' ? [] : ['what had passed before is lost']),
    ...(outcome('Case') === expected.outcome ? [] : [`the report says ${outcome('Case')}`]),
  ];
}

describe.skipIf(noProc).concurrent('reports are complete after', () => {
  test.each(cases)('$name', async (row) => {
    const seen = await play(row);
    const faults = reportFaults(seen, row);
    if (faults.length === 0) survived++;
    expect(faults).toEqual([]);
    expect([seen.code, [...new Set(seen.codes)].sort()]).toEqual([row.exit, [...row.codes].sort()]);
    expect([seen.leftOvers, seen.survivors]).toEqual([[], []]);
    expect(seen.seconds).toBeLessThan((row.timeout ?? DEADLINE) + GRACE);
  });

  // A killed program cannot write a report, but it must not leave processes running either.
  test.each(['before', 'after'])(
    'no process is left if postmint is killed during an endless "%s" script',
    async (when) => {
      const meanwhile = ({ started }: RunningRun) => setTimeout(() => started.child.kill('SIGKILL'), 700);
      const entry = { [when]: 'for (;;);' };
      const { code, json, junit, survivors } = await play({ entry, when: '/first', meanwhile });
      expect([code, json, junit, survivors]).toEqual([null, undefined, undefined, []]);
    },
  );
});

test('each case has a unique name and a reason', () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  expect(cases.filter(({ why }) => why === '')).toEqual([]);
});
