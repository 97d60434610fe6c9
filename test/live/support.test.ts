import { spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { cachedFolder } from '../support/live/cache.ts';
import { startDex } from '../support/live/dex.ts';
import { startKeycloak } from '../support/live/keycloak.ts';
import { need } from '../support/live/need.ts';
import { tempFolder } from '../support/temp-folder.ts';

// Tests of the code that starts servers: it must report a missing server, and never leave one running.

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const missing = () => Promise.resolve({ reason: 'not installed' });

test('in CI, a missing server is an error with its name and the reason', async () => {
  vi.stubEnv('CI', 'true');
  await expect(need('Dex', missing())).rejects.toThrow('Dex is missing: not installed');
});

test('elsewhere, a missing server is skipped, with the reason on stderr', async () => {
  vi.stubEnv('CI', '');
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(await need('Dex', missing())).toBeUndefined();
  expect(written.mock.calls.flat().join('')).toContain('Dex is missing: not installed');
});

test.each([
  { name: 'Dex', start: startDex, program: 'go' },
  { name: 'Keycloak', start: startKeycloak, program: 'java' },
])('$name is missing if $program is not installed', async ({ name, start, program }) => {
  const folder = tempFolder();
  vi.stubEnv('XDG_CACHE_HOME', folder);
  vi.stubEnv('PATH', folder);
  expect(await start()).toEqual({ reason: expect.stringMatching(`${name} .*spawn ${program} ENOENT`) });
  // No partial folder that a later start could mistake for the server.
  expect(existsSync(join(folder, 'postmint-live')) ? readdirSync(join(folder, 'postmint-live')) : []).toEqual([]);
});

test('concurrent callers get the same cached folder, and a failed attempt leaves no files', async () => {
  vi.stubEnv('XDG_CACHE_HOME', tempFolder());
  let made = 0;
  const make = async (folder: string) => {
    made++;
    writeFileSync(join(folder, 'done'), '');
  };
  const broken = async (folder: string) => {
    await make(folder);
    throw new Error('out of paper');
  };
  await expect(cachedFolder('tea', broken)).rejects.toThrow('out of paper');
  const [first, second] = await Promise.all([cachedFolder('tea', make), cachedFolder('tea', make)]);
  expect([first, await cachedFolder('tea', make)]).toEqual([second, first]);
  expect([made, readdirSync(join(first, '..')), readdirSync(first)]).toEqual([3, ['tea'], ['done']]);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('a server and its children end when the process that started them is killed', async () => {
  const guard = fileURLToPath(new URL('../support/live/guard.mjs', import.meta.url));
  // The server is a shell that waits for its child, like Keycloak's script. The test kills its parent.
  const server = ['/bin/sh', '-c', 'sleep 600 & echo $$ $!; wait'];
  const parent = `
    const { spawn } = require('node:child_process');
    spawn(process.execPath, ${JSON.stringify([guard, ...server])}, { detached: true, stdio: ['pipe', 1, 2] });`;
  const child = spawn(process.execPath, ['-e', parent], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve) => child.stdout.setEncoding('utf8').once('data', resolve));
  const pids = line.trim().split(' ').map(Number);
  expect(pids.map(isRunning)).toEqual([true, true]);
  child.kill('SIGKILL');
  await expect.poll(() => pids.map(isRunning), { timeout: 10_000 }).toEqual([false, false]);
});
