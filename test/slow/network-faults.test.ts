import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import type { RunResult } from '../../src/run/run-result.ts';
import { codesIn, startCli } from '../support/cli.ts';
import { afterwards, asked, type FaultServer, faultList, startFault } from '../support/fault-server.ts';
import { networkFaults } from '../support/faults/all.ts';
import { type Fault, localhost, noAnswer, type Target, targets, wire } from '../support/faults/fault.ts';
import { findLeaks } from '../support/leaks.ts';
import { noXml, readXml } from '../support/read-xml.ts';
import { jsonReportFaults, junitFaults } from '../support/report-faults.ts';
import { clientSecret, makeBuiltWorkspace, password } from '../support/workspace.ts';

/** Time limits of the run and of each request, in seconds. */
const DEADLINE = 15;
const DEADLINE_REQUEST = 3;
/** Seconds that a run may take to end after its deadline. */
const GRACE = 3;
/** Seconds after which a run that hangs is killed, so that the other faults are still tested. */
const LIMIT = 40;

vi.setConfig({ maxConcurrency: 3 });

let runs = 0;
const wrong: string[] = [];
afterAll(() => {
  if (runs < networkFaults.length * targets.length) process.stdout.write(`network faults: only ${runs} runs\n`);
  const count = `${networkFaults.length} faults × ${targets.length} targets, ${wrong.length} wrong verdicts`;
  process.stdout.write(`network faults: ${[count, ...wrong].join('\n  ')}\n`);
});

/** The outcome of a run. */
interface Seen {
  readonly code: number | null;
  readonly seconds: number;
  readonly output: string;
  readonly codes: readonly string[];
  readonly json?: string;
  readonly junit?: string;
}

/** Runs the list against the servers of one fault. */
async function run(server: FaultServer): Promise<Seen> {
  const cwd = await makeBuiltWorkspace(faultList);
  const { args = [], env, trust } = server.place;
  if (trust) writeFileSync(join(cwd, 'trusted.pem'), trust.cert);
  const times = ['--timeout', `${DEADLINE}s`, '--timeout-request', `${DEADLINE_REQUEST}s`];
  const origins = Object.entries(server.origins).flatMap(([name, origin]) => ['--var', `${name}=${origin}`]);
  const reports = ['--report', 'json=report.json,junit=report.xml'];
  const trusted = trust ? ['--ca-file', 'trusted.pem'] : [];
  const started = startCli(['run', '--unsafe', ...times, ...origins, ...reports, ...trusted, ...args], {
    cwd,
    env: { FAULTS_PASSWORD: password, FAULTS_CLIENT_SECRET: clientSecret, ...env },
  });
  let begun = performance.now();
  const limit = setTimeout(() => started.child.kill('SIGKILL'), LIMIT * 1000);
  // The deadline applies to the run, which begins with its first line, not to the whole process.
  const first = started.until(/^Faults: 3 requests/m).then(
    () => {
      begun = performance.now();
    },
    () => undefined,
  );
  const { code, stdout, stderr } = await started.ended;
  clearTimeout(limit);
  await first;
  const text = (name: string) => (existsSync(join(cwd, name)) ? readFileSync(join(cwd, name), 'utf8') : undefined);
  const [json, junit] = [text('report.json'), text('report.xml')];
  return {
    code,
    seconds: (performance.now() - begun) / 1000,
    output: stdout + stderr,
    codes: codesIn(stderr),
    ...(json === undefined ? {} : { json }),
    ...(junit === undefined ? {} : { junit }),
  };
}

/** Faults of the reports: missing or invalid files, or false outcomes. */
function reportFaults({ code, json, junit }: Seen, target: Target, { arrived }: FaultServer): string[] {
  if (json === undefined || junit === undefined) return ['a report is missing'];
  const report = JSON.parse(json) as RunResult;
  const found = [...jsonReportFaults(report), ...(noXml === undefined ? junitFaults(readXml(junit)) : [])];
  if (found.length > 0) return found;
  const faulty = { token: 'Get token', GET: 'Read', POST: 'Change' }[target];
  const lines: Record<string, string> = {
    'Get token': asked.token,
    Read: asked.GET,
    Change: asked.POST,
    After: afterwards,
  };
  return [
    ...(report.exitCode === code ? [] : [`the report says exit ${report.exitCode}`]),
    ...report.requests.flatMap(({ name, outcome }) => {
      if (name === faulty) return outcome === 'passed' ? [`${name} passed`] : [];
      if (outcome === 'failed') return [`${name} failed, and nothing was wrong with it`];
      return outcome === 'passed' && !arrived.includes(lines[name] ?? '')
        ? [`${name} passed, and was never asked`]
        : [];
    }),
  ];
}

/** The requirements that a run violates. */
function breaches(fault: Fault, target: Target, server: FaultServer, seen: Seen): string[] {
  const { arrived, astray, place, token } = server;
  const wanted = fault.codes[target];
  const times = (line: string) => arrived.filter((request) => request === line).length;
  const endpoints = arrived.filter((request) => request !== asked.token);
  const leaks = findLeaks([seen.output, seen.json, seen.junit].join('\n'), [password, clientSecret, token]);
  const found = {
    [`exit ${seen.code} after ${seen.seconds.toFixed(1)} s (${seen.codes}), not ${wanted}`]: !wanted.includes(
      seen.code ?? -1,
    ),
    [`took ${seen.seconds.toFixed(1)} s`]: seen.seconds > DEADLINE + GRACE,
    'no diagnostic': seen.codes.length === 0,
    'the fault was never met': !place.silent && server.connections() === 0,
    [`${times(asked.token)} sign-ins`]: times(asked.token) > 1,
    [`${times(asked.POST)} POSTs`]: times(asked.POST) > 1,
    // One retry is allowed if the server says when.
    [`${times(asked.GET)} GETs`]: times(asked.GET) > (fault.retried ? 2 : 1),
    [`asked after a bad sign-in: ${endpoints}`]: target === 'token' && endpoints.length > 0,
    [`sent elsewhere: ${astray}`]: astray.length > 0,
    [`leaked: ${leaks}`]: leaks.length > 0,
  };
  const violated = Object.entries(found).flatMap(([breach, holds]) => (holds ? [breach] : []));
  return [...violated, ...reportFaults(seen, target, server)];
}

// Ordered by target, so that the same expensive fault does not run three times at once.
const table = targets.flatMap((target) =>
  networkFaults.map((fault) => [target, fault.row, fault.name, fault] as const),
);

test.concurrent.each(table)(
  '%s, row %i: %s',
  async (target, _, name, fault) => {
    const server = await startFault(fault, target);
    try {
      const seen = await run(server);
      runs++;
      if (!fault.codes[target].includes(seen.code ?? -1)) wrong.push(`${target}: ${name}: exit ${seen.code}`);
      expect(breaches(fault, target, server, seen)).toEqual([]);
    } finally {
      server.close();
    }
  },
  (LIMIT + 10) * 1000,
);

const healthy: Record<string, Fault['how']> = {
  'plain http': { answer: ({ socket, body }) => socket.end(wire(body)) },
  'https with a trusted certificate': {
    place: async (stage) => ({
      origin: `https://127.0.0.1:${await stage.secure(localhost, stage.good)}`,
      trust: localhost,
    }),
  },
};
test.each(Object.entries(healthy))('without a fault, the run passes: %s', async (name, how) => {
  for (const target of targets) {
    const server = await startFault({ name, row: 0, why: '', codes: noAnswer, how }, target);
    const { code, codes } = await run(server);
    server.close();
    expect([code, codes]).toEqual([0, []]);
    expect(server.arrived).toEqual([asked.token, asked.GET, asked.POST, afterwards]);
  }
});

test('each fault has a unique name, a reason and a row number', () => {
  expect(new Set(networkFaults.map(({ name }) => name)).size).toBe(networkFaults.length);
  expect(networkFaults.filter(({ why, row }) => why === '' || row < 68 || row > 102)).toEqual([]);
});
