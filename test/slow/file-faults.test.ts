import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cli, cliPath, start } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { collectionFile, environmentFile, makeBuiltWorkspace, shopList, typeInto } from '../support/workspace.ts';

const noStrace = spawnSync('strace', ['-e', 'inject=close:error=EIO:when=9999', 'true']).status !== 0;
if (noStrace) process.stderr.write('skipped: strace, or the right to trace a process, is missing\n');

test('strace is installed in CI', () => {
  if (process.env.CI === 'true') expect(noStrace).toBe(false);
});

const targets = [collectionFile, environmentFile];
const everything = ['endpoints.yaml', ...targets].sort();
const newList = shopList.replace('GET /health', 'GET /healthz').replace('username: admin', 'username: root');

type Files = Readonly<Record<string, string>>;
const read = (folder: string): Files =>
  Object.fromEntries(targets.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

/** A folder whose list was changed after generate. The environment file contains a value that the user typed. */
async function changedFolder(): Promise<string> {
  const folder = await makeBuiltWorkspace();
  typeInto(folder, 'password', 'typed-by-hand');
  chmodSync(join(folder, collectionFile), 0o640);
  writeFileSync(join(folder, 'endpoints.yaml'), newList);
  return folder;
}

/**
 * Runs `postmint generate` and makes one system call fail: the nth one that touches the folder or its files (`-P`).
 * System calls of Node's start are not affected.
 */
async function generateWith(folder: string, call: string, fault: string, nth: number) {
  const log = join(tempFolder(), 'trace');
  // Names of temporary files contain the process id. It is the shell's, because exec (with -D) keeps it.
  const names = ['', ...targets.map((name) => `/${name}`), ...targets.map((name) => `/.${name}.postmint-$$.tmp`)];
  const script = [
    // With --seccomp-bpf, tracing is faster, but injected signals are lost.
    `exec strace ${fault.startsWith('signal') ? '' : '--seccomp-bpf'} -D -f -qq -o '${log}' -e trace=${call} -e inject=${call}:${fault}:when=${nth}`,
    ...names.map((name) => `-P "${folder}${name}"`),
    `'${process.execPath}' '${cliPath}' generate`,
  ].join(' ');
  const { code, stdout, stderr } = await start('bash', ['-c', script], { cwd: folder }).ended;
  const killed = code === null;
  return { code, stdout, stderr, killed, hit: killed || readFileSync(log, 'utf8').includes('(INJECTED)') };
}

/** System calls that read, write, flush and rename files, with the least number expected of each. */
const calls = { openat: 8, write: 2, fsync: 4, rename: 2, fchmod: 2, close: 8 } as const;

describe.skipIf(noStrace)('if a system call fails during generate, each file has its old or its new content', () => {
  let before: Files;
  let after: Files;
  beforeAll(async () => {
    const folder = await changedFolder();
    before = read(folder);
    expect((await cli(['generate'], { cwd: folder })).code).toBe(0);
    after = read(folder);
    for (const name of targets) expect(after[name]).not.toBe(before[name]);
    expect(after[environmentFile]).toContain('typed-by-hand');
  });

  async function expectWhole(call: string, fault: string, nth: number): Promise<boolean> {
    const folder = await changedFolder();
    const { code, stderr, killed, hit } = await generateWith(folder, call, fault, nth);
    const context = `${call} ${fault}, number ${nth}`;
    const found = read(folder);
    for (const name of targets) expect([before[name], after[name]], `${context}: ${name}`).toContain(found[name]);
    expect(statSync(join(folder, collectionFile)).mode & 0o777, context).toBe(0o640);
    if (!killed) {
      expect(readdirSync(folder).sort(), context).toEqual(everything);
      // Either the fault is reported, or it did no harm.
      if (code === 0) expect(found, context).toEqual(after);
      else expect([context, code, stderr]).toEqual([context, 2, expect.stringMatching(/error\[/)]);
    }
    // The next run finishes the work and removes the temporary files of a killed one.
    const next = await cli(['generate'], { cwd: folder });
    expect([context, next.code, next.stderr]).toEqual([context, 0, '']);
    expect(read(folder), context).toEqual(after);
    expect(readdirSync(folder).sort(), context).toEqual(everything);
    rmSync(folder, { recursive: true });
    return hit;
  }

  describe.each(Object.entries(calls))('%s', (call, least) => {
    test.each(['error=ENOSPC', 'error=EIO', 'error=EACCES', 'signal=SIGKILL'])('%s', async (fault) => {
      let nth = 1;
      while (nth <= 20 && (await expectWhole(call, fault, nth))) nth++;
      expect(nth - 1).toBeGreaterThanOrEqual(least);
    });
  });
});
