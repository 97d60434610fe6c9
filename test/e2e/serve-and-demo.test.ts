import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli, codesIn, startCli } from '../support/cli.ts';
import { listenOnly } from '../support/loopback.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { makeBuiltWorkspace, shopList } from '../support/workspace.ts';

test.concurrent('serve prints generated secrets, accepts them from a run, and exits with 0 on Ctrl-C', async () => {
  const cwd = await makeBuiltWorkspace();
  const server = startCli(['serve', '--port', '0'], { cwd });
  const [, origin = ''] = await server.until(/served at (http:\/\/localhost:\d+) /);
  await server.until(/postmint run .*\n\n/);
  const [, printed] = await server.until(/made for this start:\n([\s\S]*?)\n\n/);
  const made = [...(printed as string).matchAll(/^ {2}export (\w+)=([\w-]+)$/gm)].map(([, name, value]) => [
    name,
    value,
  ]);
  expect(made.map(([name]) => name)).toEqual(['SHOP_DEV_CLIENT_SECRET', 'SHOP_DEV_PASSWORD']);
  const env = Object.fromEntries(made);
  const ran = await cli(['run', '--var', `base_url=${origin}`], { cwd, env });
  expect([ran.code, ran.stderr]).toEqual([0, '']);
  server.child.kill('SIGINT');
  const { code, stderr } = await server.ended;
  expect(code).toBe(0);
  expect(stderr).toBe('200 POST /auth/dex/token\n200 GET /health\n200 GET /orders\n');
});

test.concurrent('serve exits with 2 if its port is in use', async () => {
  const { port } = await listenOnly();
  const { code, stderr } = await cli(['serve', '--port', String(port)], { cwd: await makeBuiltWorkspace() });
  expect([code, codesIn(stderr)]).toEqual([2, ['usage']]);
});

test.concurrent('the demo passes offline, and leaves no files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'postmint-test-'));
  const { code, stdout, stderr } = await cli(['demo'], { cwd: folder, env: { TMPDIR: folder } });
  // The note appears because the collection is new, and Cells 1.x supports only the password grant.
  expect([code, codesIn(stderr)]).toEqual([0, ['discouraged-grant']]);
  expect(stderr.match(/^\S.*$/gm)).toHaveLength(1);
  expect(stdout).toMatch(/^passed: 11 requests sent, 22 assertions, all passed; serve, /m);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

test.concurrent('generate writes the same bytes in any locale, and check prints a diff of a stale file', async () => {
  const cwd = tempFolder();
  writeFileSync(join(cwd, 'endpoints.yaml'), shopList);
  expect((await cli(['generate', '--verify'], { cwd })).code).toBe(0);
  const bytes = () => readdirSync(cwd).map((name) => readFileSync(join(cwd, name), 'utf8'));
  const first = bytes();
  expect(
    (await cli(['generate'], { cwd, env: { TZ: 'Asia/Tokyo', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' } })).code,
  ).toBe(0);
  expect(bytes()).toEqual(first);
  writeFileSync(join(cwd, 'endpoints.yaml'), shopList.replace('GET /health', 'GET /healthz'));
  execFileSync('git', ['init', '-q'], { cwd });
  const { code, stdout, stderr } = await cli(['check'], { cwd });
  expect([code, codesIn(stderr)]).toEqual([2, ['stale-file']]);
  expect(stdout).toMatch(/^-.*\/health",?$/m);
  expect(stdout).toMatch(/^\+.*\/healthz",?$/m);
});
