import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, cliPath, codesIn, start, startCli, unwrap } from '../support/cli.ts';
import { serveReplies, serveShop } from '../support/loopback.ts';
import { noXml, readXml } from '../support/read-xml.ts';
import { clientSecret, makeBuiltWorkspace, password, secretEnv, shopList } from '../support/workspace.ts';

describe.concurrent('exit codes of a real process', () => {
  // Needs a process: the error is raised outside the run and would end Node.
  test.each([
    ['an unhandled rejection', 'Promise.reject(new Error("canary"));'],
    ['a later unhandled rejection', 'setTimeout(function () { Promise.reject(new Error("canary")); }, 1);'],
  ])('1: %s in a script fails its request, and the report is written', async (_, script) => {
    const server = await serveShop();
    const cwd = await makeBuiltWorkspace(
      shopList.replace('        request: GET /health\n', `        request: GET /health\n        before: '${script}'\n`),
    );
    const args = ['run', '--tag', 'open', '--var', `base_url=${server.origin}`, '--report', 'json=r.json'];
    const { code, stdout, stderr } = await cli(args, { cwd, env: secretEnv });
    expect([code, codesIn(stderr)[0]]).toEqual([1, 'script-failed']);
    expect(unwrap(stderr)).toContain('canary');
    expect(stdout).toContain('failed (exit 1)');
    expect(JSON.parse(readFileSync(join(cwd, 'r.json'), 'utf8'))).toMatchObject({ exitCode: 1 });
  });

  test('5: if the server hangs, the run ends at most three seconds after its deadline', async () => {
    const server = await serveReplies(() => undefined);
    const started = startCli(['run', '--var', `base_url=${server.origin}`, '--timeout', '1s'], {
      cwd: await makeBuiltWorkspace(),
      env: secretEnv,
    });
    await started.until(/^Shop: 2 requests/m);
    const begun = Date.now();
    const { code, stderr } = await started.ended;
    expect(Date.now() - begun).toBeLessThan(1000 + 3000);
    expect([code, codesIn(stderr)]).toEqual([5, ['deadline']]);
  });
});

describe.concurrent('signals and pipes', () => {
  const untilOrders = () =>
    serveReplies(({ url }) => (url === '/health' ? { status: 200, body: { color: 'red' } } : undefined));
  const list = shopList.replace('  - folder: Orders\n', '  - folder: Orders\n    auth: none\n');

  test('130: after Ctrl-C, the reports contain the results so far', async () => {
    const server = await untilOrders();
    const cwd = await makeBuiltWorkspace(list);
    const args = ['run', '--var', `base_url=${server.origin}`, '--report', 'json=r.json,junit=r.xml'];
    const started = startCli(args, { cwd, env: secretEnv });
    await started.until(/✓ 200 {2}Public \/ Health/);
    started.child.kill('SIGINT');
    const { code, stderr } = await started.ended;
    expect([code, codesIn(stderr)]).toEqual([130, ['interrupted']]);
    const report = JSON.parse(readFileSync(join(cwd, 'r.json'), 'utf8'));
    expect(report).toMatchObject({ exitCode: 130, stop: 'interrupted', totals: { planned: 2, passed: 1 } });
    if (noXml === undefined) expect(readXml(readFileSync(join(cwd, 'r.xml'), 'utf8')).name).toBe('testsuites');
  });

  test('130: after a second Ctrl-C, the run only writes its reports and ends', async () => {
    const server = await untilOrders();
    const cwd = await makeBuiltWorkspace(list);
    const args = ['run', '--var', `base_url=${server.origin}`, '--report', 'json=r.json'];
    const started = startCli(args, { cwd, env: secretEnv });
    await started.until(/✓ 200 {2}Public \/ Health/);
    started.child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const begun = Date.now();
    started.child.kill('SIGINT');
    expect((await started.ended).code).toBe(130);
    expect(Date.now() - begun).toBeLessThan(5000);
    expect(JSON.parse(readFileSync(join(cwd, 'r.json'), 'utf8'))).toMatchObject({ exitCode: 130 });
  });

  test('| head -1 reads only the first line, and the exit code is still correct', async () => {
    const server = await serveShop();
    const line = `set -o pipefail; "$0" "$1" run --var base_url=${server.origin} 2>/dev/null | head -1`;
    for (const [env, exitCode] of [
      [secretEnv, 0],
      [{ ...secretEnv, SHOP_PASSWORD: 'wrong' }, 3],
    ] as const) {
      const cwd = await makeBuiltWorkspace();
      const { code, stdout } = await start('bash', ['-c', line, process.execPath, cliPath], { cwd, env }).ended;
      expect([code, stdout]).toEqual([exitCode, `Shop: 2 requests, environment dev (${server.origin})\n`]);
    }
    expect(server.requests.slice(0, 3)).toContain('200 GET /orders');
  });

  test('--secret-stdin reads the secret from a pipe', async () => {
    const server = await serveShop();
    const cwd = await makeBuiltWorkspace();
    const args = ['run', '--folder', 'Orders', '--var', `base_url=${server.origin}`, '--secret-stdin', 'password'];
    const { code, stdout } = await cli(args, {
      cwd,
      env: { SHOP_CLIENT_SECRET: clientSecret },
      stdin: `${password}\n`,
    });
    expect(stdout).toContain('password from standard input');
    expect(code).toBe(0);
  });
});
