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

// What starts the servers: it must neither lie about a missing one nor leave one behind.

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const nobody = () => Promise.resolve({ reason: 'nobody made it' });

test('in CI a missing server fails with its name and the reason', async () => {
  vi.stubEnv('CI', 'true');
  await expect(need('Dex', nobody())).rejects.toThrow('Dex is missing: nobody made it');
});

test('elsewhere a missing server is skipped with the reason on stderr', async () => {
  vi.stubEnv('CI', '');
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(await need('Dex', nobody())).toBeUndefined();
  expect(written.mock.calls.flat().join('')).toContain('Dex is missing: nobody made it');
});

test.each([
  { name: 'Dex', start: startDex, wants: 'go' },
  { name: 'Keycloak', start: startKeycloak, wants: 'java' },
])('$name is missing where there is no $wants', async ({ name, start, wants }) => {
  const folder = tempFolder();
  vi.stubEnv('XDG_CACHE_HOME', folder);
  vi.stubEnv('PATH', folder);
  expect(await start()).toEqual({ reason: expect.stringMatching(`${name} .*spawn ${wants} ENOENT`) });
  // Nothing that a later start could take for the server.
  expect(existsSync(join(folder, 'postmint-live')) ? readdirSync(join(folder, 'postmint-live')) : []).toEqual([]);
});

test('a folder is made once, also by two at once, and a failed one leaves nothing', async () => {
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
  const [one, other] = await Promise.all([cachedFolder('tea', make), cachedFolder('tea', make)]);
  expect([one, await cachedFolder('tea', make)]).toEqual([other, one]);
  expect([made, readdirSync(join(one, '..')), readdirSync(one)]).toEqual([3, ['tea'], ['done']]);
});

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('a server and its children end with a process that is killed', async () => {
  const guard = fileURLToPath(new URL('../support/live/guard.mjs', import.meta.url));
  // A shell that waits for its child, as Keycloak's does for Java; then the process that the test kills.
  const server = ['/bin/sh', '-c', 'sleep 600 & echo $$ $!; wait'];
  const parent = `
    const { spawn } = require('node:child_process');
    spawn(process.execPath, ${JSON.stringify([guard, ...server])}, { detached: true, stdio: ['pipe', 1, 2] });`;
  const child = spawn(process.execPath, ['-e', parent], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve) => child.stdout.setEncoding('utf8').once('data', resolve));
  const pids = line.trim().split(' ').map(Number);
  expect(pids.map(runs)).toEqual([true, true]);
  child.kill('SIGKILL');
  await expect.poll(() => pids.map(runs), { timeout: 10_000 }).toEqual([false, false]);
});
