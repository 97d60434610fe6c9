import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Io } from '../../../src/commands/io.ts';
import { publish } from '../../../src/commands/run/publish.ts';
import type { ReportTarget } from '../../../src/commands/run/settings.ts';
import { Session } from '../../../src/commands/session.ts';
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';
import { plain } from '../../../src/diagnostics/format.ts';
import type { RunResult } from '../../../src/run/run-result.ts';
import { codesIn } from '../../support/cli.ts';
import { requestResult, runResult } from '../../support/run-result.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const canary = 'canary-in-a-secret';
const leaks = (text: string) => text.includes(canary);

/** Publishes a result with both reports, and tells all that came out of it. */
function published(result: RunResult, format: 'text' | 'json' = 'text', env: Record<string, string> = {}) {
  const cwd = tempFolder();
  const said = { out: '', err: '' };
  const io = {
    cwd,
    env,
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text;
    },
    paint: { out: plain, err: plain },
    id: '1',
  } as unknown as Io;
  const reports: ReportTarget[] = [
    { kind: 'junit', path: join(cwd, 'r.xml') },
    { kind: 'json', path: join(cwd, 'r.json') },
  ];
  const session = new Session(io, 'run', format);
  const code = publish(session, reports, { result, before: [diagnose('insecure', {})], leaks });
  const files = readdirSync(cwd);
  const all = [said.out, said.err, ...files.map((name) => readFileSync(join(cwd, name), 'utf8'))].join('\n');
  return { code, files, ...said, all, cwd };
}
const failed = (message: string) => [
  requestResult({ outcome: 'failed', assertions: [{ name: 'a', passed: false, message }] }),
];
const told = (host: string) => [diagnose('request-failed', { request: 'List', host, reason: 'no answer' })];

describe('a run without secrets in what is made of it', () => {
  test('is published as it is', () => {
    const { code, files, out, err } = published(runResult([requestResult()]));
    expect([code, files, codesIn(err)]).toEqual([0, ['r.json', 'r.xml'], []]);
    expect(out).toMatch(/^passed: 1 request sent/);
  });

  test('keeps its own exit code', () => {
    const result = runResult(failed('no'), { exitCode: 1, diagnostics: told('localhost') });
    const { code, err, files } = published(result);
    expect([code, codesIn(err), files]).toEqual([1, ['request-failed'], ['r.json', 'r.xml']]);
  });
});

describe('a secret that nobody has hidden', () => {
  test.each<[string, RunResult, string[]]>([
    ['in a message of an assertion: both reports are withheld', runResult(failed(canary), { exitCode: 1 }), []],
    [
      'in a name of a request: both reports are withheld',
      runResult([requestResult({ name: canary })], { exitCode: 0 }),
      [],
    ],
    [
      'in a diagnostic: so is what there is to say',
      runResult(failed('no'), { exitCode: 1, diagnostics: told(canary) }),
      [],
    ],
  ])('%s', (_, result, files) => {
    const { code, err, all, ...rest } = published(result);
    expect(code).toBe(5);
    expect(rest.files).toEqual(files);
    expect(new Set(codesIn(err))).toEqual(new Set(['secret-leak']));
    expect(all).not.toContain(canary);
  });

  test('which report is withheld is said by its name, and none is half written', () => {
    const { err, cwd } = published(runResult(failed(canary), { exitCode: 1 }));
    for (const name of ['r.xml', 'r.json']) {
      expect(err).toContain(`the report ${name}`);
      expect(existsSync(join(cwd, name))).toBe(false);
    }
  });

  test('with --format json nothing that holds it is printed', () => {
    const { code, out, all } = published(runResult(failed(canary), { exitCode: 0 }), 'json');
    expect([code, out]).toEqual([5, '']);
    expect(all).not.toContain(canary);
  });

  test('in a left-out request: the closing lines are withheld', () => {
    const result = runResult([requestResult()], { leftOut: [{ name: canary, reason: 'it changes something' }] });
    const { code, out, all } = published(result);
    expect([code, out]).toEqual([5, '']);
    expect(all).not.toContain(canary);
  });

  test('annotations of a CI say none of it', () => {
    const result = runResult(failed('no'), { exitCode: 1, diagnostics: told(canary) });
    expect(published(result, 'text', { GITHUB_ACTIONS: 'true' }).all).not.toContain(canary);
  });

  test('interrupted stays interrupted only when nothing leaked', () => {
    expect(published(runResult([], { exitCode: 130 })).code).toBe(130);
    expect(published(runResult(failed(canary), { exitCode: 130 })).code).toBe(5);
  });
});
