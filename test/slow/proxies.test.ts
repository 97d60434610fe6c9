import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { atTheEnd } from '../support/at-the-end.ts';
import { cli, codesIn, unwrap } from '../support/cli.ts';
import { serveShop } from '../support/loopback.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { makeBuiltWorkspace, secretEnv } from '../support/workspace.ts';

/** Nothing listens there. */
const dead = 'http://127.0.0.1:1';

/** Starts a proxy that answers every request, also to open a tunnel, with this status. Returns its URL and its log. */
async function startProxy(status: number): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(status).end();
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atTheEnd(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const run = async (origin: string, env: Readonly<Record<string, string>>) => {
  const args = ['run', '--var', `base_url=${origin}`, '--timeout-request', '5s'];
  const { code, stdout, stderr } = await cli(args, {
    cwd: await makeBuiltWorkspace(),
    env: { ...secretEnv, ...env },
  });
  return { code, stdout, codes: codesIn(stderr), text: unwrap(stderr) };
};

describe('this machine is asked directly', () => {
  test.each<[string, Record<string, string>]>([
    ['with a proxy that is down', { HTTP_PROXY: dead, http_proxy: dead, HTTPS_PROXY: dead }],
    ['with a proxy, and 127.0.0.1 in NO_PROXY', { HTTP_PROXY: dead, NO_PROXY: '127.0.0.1' }],
  ])('by the demo, %s', async (_, env) => {
    const { code, stderr } = await cli(['demo'], { cwd: tempFolder(), env });
    expect([code, codesIn(stderr)]).toEqual([0, ['discouraged-grant']]);
  });

  test.each<[string, 'localhost' | '127.0.0.1', string]>([
    ['localhost, with a proxy of this machine', 'localhost', dead],
    ['localhost, with a proxy elsewhere', 'localhost', 'http://proxy.invalid:3128'],
    ['127.0.0.1, with a proxy elsewhere', '127.0.0.1', 'http://proxy.invalid:3128'],
  ])('by a run: %s', async (_, host, proxy) => {
    const server = await serveShop();
    const { code, codes, stdout } = await run(`http://${host}:${server.port}`, { HTTP_PROXY: proxy });
    expect([code, codes]).toEqual([0, []]);
    expect(stdout).not.toContain('through the proxy');
    expect(server.requests.length).toBeGreaterThan(2);
  });

  test('but not 127.0.0.1 with a proxy of this machine: the user wants to see the requests there', async () => {
    const server = await serveShop();
    const proxy = await startProxy(200);
    const { code, codes, text } = await run(`http://127.0.0.1:${server.port}`, { HTTP_PROXY: proxy.url });
    expect([code, codes, proxy.asked, server.requests]).toEqual([2, ['plain-http'], [], []]);
    expect(text).toContain(`through the proxy ${proxy.url}`);
    expect(text).toContain('add 127.0.0.1 to NO_PROXY');
  });
});

describe('a proxy that gives no connection is named, without user and password', () => {
  const secret = 'Rz6tWm1xVk8pQj3y';

  test.each<[string, number | string, string]>([
    ['nothing listens', dead, 'refused the connection'],
    ['it does not exist', 'http://proxy.invalid:3128', 'has a host name that does not exist'],
    ['it asks for a password', 407, 'answered 407; it requires a user and a password'],
    ['it refuses the host', 403, 'answered 403; it does not allow this host'],
    ['it does not reach the server', 502, 'answered 502; it did not reach the server'],
    ['it answers strangely', 418, 'answered 418'],
  ])('%s', async (_, given, want) => {
    const proxy = typeof given === 'string' ? given : (await startProxy(given)).url;
    const withUser = proxy.replace('//', `//robot:${secret}@`);
    const { code, codes, text, stdout } = await run('https://shop.invalid', { HTTPS_PROXY: withUser });
    expect([code, codes]).toEqual([4, ['request-failed']]);
    expect(text).toContain(`received no answer from shop.invalid: the proxy ${proxy} ${want}`);
    expect(stdout + text).not.toMatch(new RegExp(`robot|${secret}`));
  });

  test('also for a plain http request, for which it opens no tunnel', async () => {
    const { url } = await startProxy(407);
    const { code, text } = await cli(['run', '--var', 'base_url=http://shop.invalid', '--allow-http'], {
      cwd: await makeBuiltWorkspace(),
      env: { ...secretEnv, HTTP_PROXY: url },
    }).then(({ code, stderr }) => ({ code, text: unwrap(stderr) }));
    expect(code).toBe(4);
    expect(text).toContain(`the proxy ${url} answered 407`);
  });
});
