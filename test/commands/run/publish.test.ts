import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Io } from '../../../src/commands/io.ts';
import { publish } from '../../../src/commands/run/publish.ts';
import type { ReportTarget } from '../../../src/commands/run/reports.ts';
import { Session } from '../../../src/commands/session.ts';
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';
import { plain } from '../../../src/diagnostics/format.ts';
import type { RunResult } from '../../../src/run/run-result.ts';
import { codesIn } from '../../support/cli.ts';
import { requestResult, runResult } from '../../support/run-result.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const canary = 'canary-in-a-secret';
const leaks = (text: string) => text.includes(canary);

/** Publishes a result with both reports. Returns exit code, output and files, and all texts joined in `everything`. */
function published(
  result: RunResult,
  format: 'text' | 'json' = 'text',
  env: Record<string, string> = {},
  finds = leaks,
) {
  const cwd = tempFolder();
  const printed = { out: '', err: '' };
  const io = {
    cwd,
    env,
    out: (text: string) => {
      printed.out += text;
    },
    err: (text: string) => {
      printed.err += text;
    },
    paint: { out: plain, err: plain },
    id: '1',
  } as unknown as Io;
  const reports: ReportTarget[] = [
    { kind: 'junit', path: join(cwd, 'r.xml') },
    { kind: 'json', path: join(cwd, 'r.json') },
  ];
  const session = new Session(io, 'run', format);
  const code = publish(session, reports, { result, before: [diagnose('insecure', {})], leaks: finds });
  const files = readdirSync(cwd);
  const everything = [printed.out, printed.err, ...files.map((name) => readFileSync(join(cwd, name), 'utf8'))].join(
    '\n',
  );
  return { code, files, ...printed, everything, cwd };
}
const failed = (message: string) => [
  requestResult({ outcome: 'failed', assertions: [{ name: 'a', passed: false, message }] }),
];
const requestFailed = (host: string) => [diagnose('request-failed', { request: 'List', host, reason: 'no answer' })];

describe('a result without secrets', () => {
  test('is published unchanged', () => {
    const { code, files, out, err } = published(runResult([requestResult()]));
    expect([code, files, codesIn(err)]).toEqual([0, ['r.json', 'r.xml'], []]);
    expect(out).toMatch(/^passed: 1 request sent/);
  });

  test('keeps its own exit code', () => {
    const result = runResult(failed('no'), { exitCode: 1, diagnostics: requestFailed('localhost') });
    const { code, err, files } = published(result);
    expect([code, codesIn(err), files]).toEqual([1, ['request-failed'], ['r.json', 'r.xml']]);
  });
});

describe('a secret that was not hidden', () => {
  test.each<[string, RunResult, string[]]>([
    ['in the message of an assertion: both reports are withheld', runResult(failed(canary), { exitCode: 1 }), []],
    [
      'in the name of a request: both reports are withheld',
      runResult([requestResult({ name: canary })], { exitCode: 0 }),
      [],
    ],
    [
      'in a diagnostic: the diagnostic and both reports are withheld',
      runResult(failed('no'), { exitCode: 1, diagnostics: requestFailed(canary) }),
      [],
    ],
  ])('%s', (_, result, files) => {
    const { code, err, everything, ...rest } = published(result);
    expect(code).toBe(5);
    expect(rest.files).toEqual(files);
    expect(new Set(codesIn(err))).toEqual(new Set(['secret-leak']));
    expect(everything).not.toContain(canary);
  });

  test('the name of each withheld report is printed, and no part of it is written', () => {
    const { err, cwd } = published(runResult(failed(canary), { exitCode: 1 }));
    for (const name of ['r.xml', 'r.json']) {
      expect(err).toContain(`the report ${name}`);
      expect(existsSync(join(cwd, name))).toBe(false);
    }
  });

  test('in one report only: the other one and the summary have the exit code of the command', () => {
    const leaksInXml = (text: string) => text.startsWith('<?xml') && text.includes('List');
    const result = runResult([requestResult({ name: 'List' })], { exitCode: 4, diagnostics: requestFailed('x') });
    const { code, out, err, files, cwd } = published(result, 'text', {}, leaksInXml);
    expect([code, files]).toEqual([5, ['r.json']]);
    expect(codesIn(err).sort()).toEqual(['request-failed', 'secret-leak']);
    expect(out).toMatch(/^failed \(exit 5\): 1 request sent/);
    const report = JSON.parse(readFileSync(join(cwd, 'r.json'), 'utf8'));
    expect(report.exitCode).toBe(5);
    expect(report.diagnostics.map(({ code }: { code: string }) => code)).toContain('secret-leak');
  });

  test('with --format json, nothing is printed', () => {
    const { code, out, everything } = published(runResult(failed(canary), { exitCode: 0 }), 'json');
    expect([code, out]).toEqual([5, '']);
    expect(everything).not.toContain(canary);
  });

  test('in the name of a skipped request: the summary is withheld', () => {
    const result = runResult([requestResult()], { leftOut: [{ name: canary, reason: 'it changes something' }] });
    const { code, out, everything } = published(result);
    expect([code, out]).toEqual([5, '']);
    expect(everything).not.toContain(canary);
  });

  test('CI annotations do not contain it', () => {
    const result = runResult(failed('no'), { exitCode: 1, diagnostics: requestFailed(canary) });
    expect(published(result, 'text', { GITHUB_ACTIONS: 'true' }).everything).not.toContain(canary);
  });

  test('the exit code of an interrupted run is 130, but 5 if a secret leaked', () => {
    expect(published(runResult([], { exitCode: 130 })).code).toBe(130);
    expect(published(runResult(failed(canary), { exitCode: 130 })).code).toBe(5);
  });
});
