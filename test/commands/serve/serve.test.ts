import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codesIn, type Ended, unwrap } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { listenOnly } from '../../support/loopback.ts';
import { clientSecret, makeWorkspace, password, secretEnv, shopList } from '../../support/workspace.ts';

/** Starts `serve`, calls `visit` with its first output, and then stops it as Ctrl-C does. */
async function serve(
  args: readonly string[],
  env: Record<string, string>,
  visit: (text: string) => Promise<void>,
  list = shopList,
): Promise<Ended> {
  const controller = new AbortController();
  const cwd = makeWorkspace(list);
  writeFileSync(join(cwd, 's.env'), `SHOP_PASSWORD=${password}\n`, { mode: 0o600 });
  let visited: Promise<void> = Promise.reject(new Error('serve printed nothing'));
  visited.catch(() => undefined);
  let started = false;
  const onText = (text: string) => {
    if (started) return;
    started = true;
    visited = visit(text).finally(() => controller.abort());
    visited.catch(() => undefined);
  };
  const ended = await inProcess(['serve', '--port', '0', ...args], { cwd, env, signal: controller.signal, onText });
  await visited;
  return ended;
}

const originIn = (text: string) => /http:\/\/localhost:\d+/.exec(text)?.[0] ?? '';
async function signIn(origin: string, user: string, client: string): Promise<number> {
  // Dex URL-decodes the client id and the secret.
  const Authorization = `Basic ${Buffer.from(`cells-front:${encodeURIComponent(client)}`).toString('base64')}`;
  const body = new URLSearchParams({ grant_type: 'password', username: 'admin', password: user });
  return (await fetch(`${origin}/auth/dex/token`, { method: 'POST', headers: { Authorization }, body })).status;
}

test('missing secrets are generated and printed, under the names that a run reads', async () => {
  const { code, stdout, stderr } = await serve([], {}, async (text) => {
    expect(await signIn(originIn(text), 'made-for-this-start', 'made-for-this-start')).toBe(200);
    expect(await signIn(originIn(text), 'another', 'made-for-this-start')).toBe(403);
  });
  expect(code).toBe(0);
  expect(stdout).toContain('  export SHOP_DEV_PASSWORD=made-for-this-start\n');
  expect(stdout).toContain('  export SHOP_DEV_CLIENT_SECRET=made-for-this-start\n');
  expect(stdout).toContain(`--var base_url=${originIn(stdout)}`);
  expect(stderr).toBe('200 POST /auth/dex/token\n403 POST /auth/dex/token\n');
});

test('secrets from the environment are accepted and not printed', async () => {
  const { code, stdout, stderr } = await serve([], secretEnv, async (text) => {
    expect(await signIn(originIn(text), password, clientSecret)).toBe(200);
  });
  expect(code).toBe(0);
  expect(stdout).not.toContain('export ');
  expect(stdout + stderr).not.toContain('battery');
});

test('the printed command sets the issuer to this server too', async () => {
  const issuer = 'username: admin, issuer: "https://id.example/realm/"';
  const list = shopList.replace('pydio-cells-v1', 'oauth2-password').replace('username: admin', issuer);
  const { code, stdout } = await serve([], {}, async () => undefined, list);
  expect(code).toBe(0);
  const origin = originIn(stdout);
  expect(stdout).toContain(` --var base_url=${origin} --var issuer=${origin}/realm\n`);
});

test('secrets from --env-file are used, and missing ones are generated', async () => {
  const { stdout } = await serve(['--env-file', 's.env'], {}, async (text) => {
    expect(await signIn(originIn(text), password, 'made-for-this-start')).toBe(200);
  });
  expect(stdout).toContain('SHOP_DEV_CLIENT_SECRET=');
  expect(stdout).not.toContain('SHOP_DEV_PASSWORD=');
});

test('--format json prints one document with the origin and the secrets', async () => {
  const { stdout } = await serve(['--format', 'json'], {}, async (text) => {
    const { origin, secrets } = JSON.parse(text);
    expect(await signIn(origin, secrets.SHOP_DEV_PASSWORD, secrets.SHOP_DEV_CLIENT_SECRET)).toBe(200);
  });
  expect(JSON.parse(stdout)).toMatchObject({ command: 'serve', environment: 'dev' });
});

test.each<[string, (port: number) => string[], string[]]>([
  ['a port in use', (port) => ['--port', String(port)], ['usage']],
  ['an invalid port', () => ['--port', 'http'], ['usage']],
  ['an unknown environment', () => ['-e', 'prd'], ['unknown-environment']],
  ['an unknown list', () => ['none.yaml'], ['file-not-found']],
])('%s: exit code 2', async (_, args, codes) => {
  const { port } = await listenOnly();
  const { code, stdout, stderr } = await inProcess(['serve', ...args(port)], { cwd: makeWorkspace(), env: secretEnv });
  expect([code, stdout, codesIn(stderr)]).toEqual([2, '', codes]);
});

test('if there are several environments, serve uses the environment whose base URL has its port', async () => {
  const { port } = await listenOnly();
  const here = `\n  here: { base_url: "http://localhost:${port}", username: local }\nvariables:`;
  const cwd = makeWorkspace(shopList.replace('\nvariables:', here));
  const { code, stderr } = await inProcess(['serve', '--port', String(port)], { cwd, env: {} });
  expect([code, codesIn(stderr)]).toEqual([2, ['usage']]);
  expect(unwrap(stderr)).toContain(`port ${port} is in use`);
});
