import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, cliPath, codesIn, placesIn, start, startCli, unwrap } from '../support/cli.ts';
import { findLeaks } from '../support/leaks.ts';
import { listenOnly, serveShop } from '../support/loopback.ts';
import { clientSecret, makeBuiltWorkspace, password, secretEnv, shopList } from '../support/workspace.ts';

/** Runs `postmint run` as a process, against a server. */
async function run(origin: string, args: readonly string[] = [], env: Record<string, string> = {}, list?: string) {
  const cwd = await makeBuiltWorkspace(list);
  return cli(['run', '--var', `base_url=${origin}`, ...args], { cwd, env: { ...secretEnv, ...env } });
}
const ansi = '\u001b[';

describe.concurrent('exit codes of the built command line', () => {
  test('0: all requests pass, and no secret is in the output or on the command line', async () => {
    const server = await serveShop();
    const cwd = await makeBuiltWorkspace();
    const args = ['run', '--var', `base_url=${server.origin}`];
    const started = startCli(args, { cwd, env: secretEnv });
    await started.until(/^Shop: 2 requests/m);
    if (process.platform === 'linux') {
      const line = readFileSync(`/proc/${started.child.pid}/cmdline`, 'utf8');
      expect(line).toContain('base_url');
      expect(findLeaks(line, [password, clientSecret])).toEqual([]);
    }
    const { code, stdout, stderr } = await started.ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('\n  password from environment variable SHOP_PASSWORD\n');
    expect(findLeaks(stdout, [password, clientSecret])).toEqual([]);
    expect(server.requests).toEqual(['200 POST /auth/dex/token', '200 GET /health', '200 GET /orders']);
  });

  test.each([
    ['password', { SHOP_PASSWORD: 'wrong' }, '403 POST /auth/dex/token', 'check username and password'],
    ['client', { SHOP_CLIENT_SECRET: 'wrong' }, '401 POST /auth/dex/token', 'check client_id and client_secret'],
  ])('3: a wrong %s is reported once, and no endpoint is requested', async (_, env, request, cause) => {
    const server = await serveShop();
    const { code, stderr } = await run(server.origin, [], env);
    expect([code, placesIn(stderr)]).toEqual([3, ['sign-in-failed at endpoints.yaml:2:7']]);
    expect(unwrap(stderr)).toContain(cause);
    expect(server.requests).toEqual([request]);
  });

  test('4: the server is stopped', async () => {
    const server = await serveShop();
    await server.close();
    const { code, stderr } = await run(server.origin);
    expect([code, codesIn(stderr)]).toEqual([4, ['request-failed']]);
  });

  test('1: a failed assertion is reported with its position, as one JSON document', async () => {
    const server = await serveShop();
    const list = shopList.replace('"{{color}}" }', '"{{color}}", size: 3 }');
    const { code, stdout, stderr } = await run(server.origin, ['--format', 'json'], {}, list);
    expect([code, stderr]).toEqual([1, '']);
    const { exitCode, diagnostics } = JSON.parse(stdout);
    expect([exitCode, diagnostics]).toMatchObject([
      1,
      [{ code: 'assertion-failed', file: 'endpoints.yaml', range: { start: { line: 15, column: 38 } } }],
    ]);
  });

  test('2: a variable is unset, and no connection is opened', async () => {
    const server = await listenOnly();
    const { code, stdout, stderr } = await run(server.origin, [], { SHOP_PASSWORD: '' });
    expect([code, stdout, codesIn(stderr)]).toEqual([2, '', ['unset-variable']]);
    expect(server.connections).toBe(0);
  });

  test('2: a file is stale, and no connection is opened', async () => {
    const server = await listenOnly();
    const cwd = await makeBuiltWorkspace();
    writeFileSync(join(cwd, 'endpoints.yaml'), shopList.replace('/health', '/healthz'));
    const { code, stderr } = await cli(['run', '--var', `base_url=${server.origin}`], { cwd, env: secretEnv });
    expect([code, codesIn(stderr)]).toEqual([2, ['stale-file']]);
    expect(server.connections).toBe(0);
  });

  test('2: the option is unknown, or the command is unknown or missing', async () => {
    const cwd = await makeBuiltWorkspace();
    for (const args of [['run', '--nope'], ['rum'], []]) {
      const { code, stdout, stderr } = await cli(args, { cwd });
      expect([code, stdout, codesIn(stderr)]).toEqual([2, '', ['usage']]);
    }
  });
});

test.concurrent.each([
  ['output to a pipe has no colours', {}, false],
  ['output has colours with FORCE_COLOR=1', { FORCE_COLOR: '1' }, true],
  ['output has no colours with FORCE_COLOR=0', { FORCE_COLOR: '0' }, false],
  ['NO_COLOR takes precedence over FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
])('%s, and GITHUB_ACTIONS adds annotations without colours', async (_, env, colours) => {
  const cwd = await makeBuiltWorkspace();
  writeFileSync(join(cwd, 'endpoints.yaml'), shopList.replace('GET', 'GETT'));
  const { code, stderr } = await cli(['check'], { cwd, env: { ...env, GITHUB_ACTIONS: 'true' } });
  expect([code, stderr.includes(ansi)]).toEqual([2, colours]);
  expect(stderr).toMatch(/^::error file=endpoints\.yaml,line=14,col=18,title=postmint unknown-method::/m);
});

test.concurrent.each<[string[], Record<string, string>, boolean]>([
  [['--color'], {}, true],
  [['--color'], { NO_COLOR: '1' }, true],
  [['--color=always'], {}, true],
  [['--color=never'], { FORCE_COLOR: '1' }, false],
  [['--color=auto'], {}, false],
  [['--no-color'], { FORCE_COLOR: '1' }, false],
  [['--color', '--no-color'], {}, false],
])('%s with the environment %o: colours %s, for errors of the command line too', async (flags, env, colours) => {
  const cwd = await makeBuiltWorkspace();
  writeFileSync(join(cwd, 'endpoints.yaml'), shopList.replace('GET', 'GETT'));
  for (const args of [
    ['check', ...flags],
    [...flags, 'check'],
    ['check', '--nope', ...flags],
  ]) {
    const { code, stderr } = await cli(args, { cwd, env });
    expect([code, stderr.includes(ansi)]).toEqual([2, colours]);
  }
});

// Node 20 and 22 also read --env-file, anywhere on the command line and before our code runs. If the file exists, Node
// loads it too; if not, Node exits with 9. `env -S node --` would prevent this, but is not available everywhere.
test.skipIf(process.platform === 'win32')(
  'the installed command still handles --env-file itself, although Node reads it first',
  async () => {
    const cwd = await makeBuiltWorkspace();
    const env = { PATH: `${dirname(process.execPath)}:${process.env.PATH}` };
    writeFileSync(join(cwd, 'secrets.env'), 'SHOP_DEV_PASSWORD=x\n');
    chmodSync(join(cwd, 'secrets.env'), 0o644);
    const open = await start(cliPath, ['run', '--env-file', 'secrets.env'], { cwd, env }).ended;
    expect([open.code, codesIn(open.stderr)]).toEqual([2, ['secret-file-open']]);
    const missing = await start(cliPath, ['run', '--env-file', 'none.env'], { cwd, env }).ended;
    expect([2, 9]).toContain(missing.code);
    expect(unwrap(missing.stderr)).toContain('none.env');
  },
);
