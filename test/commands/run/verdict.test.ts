import { describe, expect, test } from 'vitest';
import { codesIn, placesIn, unwrap } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { serveReplies, serveShop, tokenAnswer } from '../../support/loopback.ts';
import { makeWorkspace, secretEnv, shopList } from '../../support/workspace.ts';

/** Runs `postmint run` against a server. The base URL in the list is a port that refuses connections. */
async function run(origin: string, args: readonly string[] = [], env: Record<string, string> = {}, list?: string) {
  const cwd = makeWorkspace(list);
  return inProcess(['run', '--var', `base_url=${origin}`, ...args], { cwd, env: { ...secretEnv, ...env } });
}

const expecting = (text: string) => shopList.replace('body: { color: "{{color}}" }', text);

describe.concurrent('the exit code of a run', () => {
  test('0: all requests pass with the right password', async () => {
    const server = await serveShop();
    const { code, stdout, stderr } = await run(server.origin);
    expect([code, stderr]).toEqual([0, '']);
    expect(server.requests).toEqual(['200 POST /auth/dex/token', '200 GET /health', '200 GET /orders']);
    expect(stdout).toMatch(/^skipped: 1 \(Create an order\): .*--unsafe/m);
    expect(stdout).toMatch(/^skipped: 1 \(Get the order\): .*\{\{order\}\} from "Create an order"/m);
    expect(stdout).toMatch(/^passed: 3 requests sent, 4 assertions, all passed; dev, /m);
  });

  test('0: with --unsafe, all requests are sent, and a saved value is used', async () => {
    const server = await serveShop();
    const { code } = await run(server.origin, ['--unsafe']);
    expect(code).toBe(0);
    expect(server.requests.slice(2)).toEqual(['200 GET /orders', '200 POST /orders', '200 GET /orders/saved-order']);
  });

  test('3: a wrong password is reported once, and no endpoint is requested', async () => {
    const server = await serveShop();
    const { code, stderr } = await run(server.origin, [], { SHOP_PASSWORD: 'wrong-password' });
    expect(code).toBe(3);
    expect(placesIn(stderr)).toEqual(['sign-in-failed at endpoints.yaml:2:7']);
    expect(unwrap(stderr)).toContain('403 (access_denied); check username and password');
    expect(server.requests).toEqual(['403 POST /auth/dex/token']);
  });

  test('3: a wrong client secret is reported once, even with several iterations', async () => {
    const server = await serveShop();
    const wrong = { SHOP_CLIENT_SECRET: 'wrong-secret' };
    const { code, stderr } = await run(server.origin, ['--iterations', '3'], wrong);
    expect(code).toBe(3);
    expect(placesIn(stderr)).toEqual(['sign-in-failed at endpoints.yaml:2:7']);
    expect(unwrap(stderr)).toContain('401 (invalid_client); check client_id and client_secret');
    expect(server.requests).toEqual(['401 POST /auth/dex/token']);
  });

  test('4: the connection is refused', async () => {
    const server = await serveShop();
    await server.close();
    const { code, stderr } = await run(server.origin);
    expect(code).toBe(4);
    expect(placesIn(stderr)).toEqual(['request-failed at endpoints.yaml:2:7']);
    expect(unwrap(stderr)).toContain(`localhost:${server.port}: connection refused`);
  });

  test('4: the server does not use TLS', async () => {
    const server = await serveShop();
    const { code, stderr } = await run(server.origin.replace('http:', 'https:'), ['--folder', 'Public']);
    expect([code, codesIn(stderr)]).toEqual([4, ['request-failed']]);
    expect(unwrap(stderr)).toContain('is it https?');
  });

  test('4: the answer does not arrive in time', async () => {
    const server = await serveReplies((request) => (request.url === '/health' ? undefined : { status: 200 }));
    const { code, stderr } = await run(server.origin, ['--folder', 'Public', '--timeout-request', '300ms']);
    expect([code, placesIn(stderr)]).toEqual([4, ['request-failed at endpoints.yaml:14:18']]);
    expect(unwrap(stderr)).toContain('no answer in time');
  });

  test('5: the server hangs, and the run ends soon after its deadline', async () => {
    const server = await serveReplies(() => undefined);
    const started = Date.now();
    const { code, stdout, stderr } = await run(server.origin, ['--timeout', '500ms']);
    // A request may take 30 s; the deadline and the grace take 2.5 s, and a busy machine some seconds more.
    expect(Date.now() - started).toBeLessThan(10_000);
    expect([code, codesIn(stderr)]).toEqual([5, ['deadline']]);
    expect(stdout).toContain('failed (exit 5)');
  });

  test('1: several expectations fail, and each is reported at its position', async () => {
    const server = await serveShop();
    const list = expecting('body: { color: "{{color}}", size: 3 }, headers: { X-No: true }, text: nothing like it');
    const { code, stdout, stderr } = await run(server.origin, ['--folder', 'Public'], {}, list);
    expect(code).toBe(1);
    expect(placesIn(stderr)).toEqual([
      'assertion-failed at endpoints.yaml:15:38',
      'assertion-failed at endpoints.yaml:15:82',
      'assertion-failed at endpoints.yaml:15:102',
    ]);
    expect(unwrap(stderr)).toContain('$.size: expected 3, found undefined');
    expect(stdout).toMatch(/^✗ 200 {2}Public \/ Health .* 3 failed$/m);
  });

  test.each([
    ['an error', "throw new Error('broken')", 'script-failed'],
    ['a failed assertion', 'pm.test("mine", function () { pm.expect(1).to.equal(2); });', 'assertion-failed'],
    ['a skipped assertion', 'pm.test.skip("mine", function () {});', 'assertion-failed'],
    [
      'a failed assertion with the name of a planned assertion that passed',
      'pm.test("Status is 200", function () { throw new Error("no"); });',
      'assertion-failed',
    ],
  ])('1: %s in a script of the list', async (_, script, code) => {
    const server = await serveShop();
    const list = shopList.replace(
      '        request: GET /health\n',
      `        request: GET /health\n        after: |\n          ${script}\n`,
    );
    const given = await run(server.origin, ['--folder', 'Public'], {}, list);
    expect([given.code, codesIn(given.stderr)]).toEqual([1, [code]]);
  });

  test('1: a request made by a script has no answer, which fails as in newman but does not end the run', async () => {
    const server = await serveShop();
    const { port, close } = await serveReplies(() => undefined);
    await close();
    const script = `pm.sendRequest("http://127.0.0.1:${port}/", function () {});`;
    const list = shopList.replace(
      '        request: GET /health\n',
      `        request: GET /health\n        after: |\n          ${script}\n`,
    );
    const { code, stdout, stderr } = await run(server.origin, [], {}, list);
    expect([code, codesIn(stderr)]).toEqual([1, ['script-failed']]);
    expect(stdout).toMatch(/^failed \(exit 1\): 4 requests sent \(1 by scripts\), 1 failed/m);
  });

  test('1: a callback of a script throws an error', async () => {
    const server = await serveShop();
    const script = "setTimeout(function () { throw new Error('broken'); }, 1);";
    const list = shopList.replace(
      '        request: GET /health\n',
      `        request: GET /health\n        after: |\n          ${script}\n`,
    );
    const { code, stderr } = await run(server.origin, ['--folder', 'Public'], {}, list);
    expect([code, placesIn(stderr)]).toEqual([1, ['script-failed at endpoints.yaml:14:18']]);
    expect(unwrap(stderr)).toContain('broken');
  });

  test('1: a request is not sent if an earlier request did not save its value', async () => {
    const server = await serveReplies((request) => ({ status: request.url === '/books' ? 201 : 200, body: {} }));
    const list = `name: Shop
environments: { dev: { base_url: "http://127.0.0.1:9" } }
endpoints:
  - { name: Lend, request: POST /books, save: { book: $.id } }
  - { name: Burn, request: "DELETE /books/{book}" }
  - { name: Look, request: GET /books }
`;
    const { code, stdout, stderr } = await run(server.origin, ['--unsafe'], {}, list);
    expect(code).toBe(1);
    expect(server.requests).toEqual(['201 POST /books', '201 GET /books']);
    expect(placesIn(stderr)).toEqual([
      'assertion-failed at endpoints.yaml:4:49',
      'assertion-failed at endpoints.yaml:5:28',
    ]);
    expect(stdout).toContain('1 of 3 not run');
  });

  test('1: the default status is expected if the list has no `expect`', async () => {
    const server = await serveReplies((request) =>
      request.url?.endsWith('/token') ? { status: 200, body: tokenAnswer(600) } : { status: 500 },
    );
    const { code, stderr } = await run(server.origin, ['--folder', 'Orders']);
    expect([code, placesIn(stderr)]).toEqual([1, ['assertion-failed at endpoints.yaml:19:18']]);
    expect(unwrap(stderr)).toContain('expected 500 to be within 200..299');
  });

  test('1: a 401 that remains after a new sign-in is a failed assertion, not a failed sign-in', async () => {
    const server = await serveReplies((request) =>
      request.url?.endsWith('/token') ? { status: 200, body: tokenAnswer(600) } : { status: 401 },
    );
    const { code, stderr } = await run(server.origin, ['--folder', 'Orders']);
    expect([code, codesIn(stderr)]).toEqual([1, ['assertion-failed', 'retried']]);
    const signIn = '200 POST /auth/dex/token';
    expect(server.requests).toEqual([signIn, '401 GET /orders?limit=10', signIn, '401 GET /orders?limit=10']);
  });

  test('0: a revoked token is replaced once, and the safe request is sent again', async () => {
    let signIns = 0;
    const server = await serveReplies(({ url }) => {
      if (url?.endsWith('/token')) signIns += 1;
      return url?.endsWith('/token') ? { status: 200, body: tokenAnswer(600) } : { status: signIns > 1 ? 200 : 401 };
    });
    const { code, stderr } = await run(server.origin, ['--folder', 'Orders']);
    expect([code, codesIn(stderr), signIns]).toEqual([0, ['retried'], 2]);
  });

  test('1: an unexpected status is one error, with what was sent and what the server said', async () => {
    const server = await serveReplies(() => ({
      status: 422,
      body: { id: 7, errors: [{ field: 'year', message: 'too early' }], password: secretEnv.SHOP_PASSWORD },
    }));
    const { code, stderr, stdout } = await run(server.origin, ['--folder', 'Public']);
    expect([code, codesIn(stderr)]).toEqual([1, ['assertion-failed']]);
    const text = unwrap(stderr);
    expect(text).toContain(`GET ${server.origin}/health was answered with 422: {"errors":[{"field":"year"`);
    expect(text).toContain('1 more assertion of this request failed');
    expect(stderr + stdout).not.toContain(secretEnv.SHOP_PASSWORD);
  });

  test.each([
    ['a number', 4711, 'found 4711'],
    ['a boolean', true, 'found true'],
    ['null', null, 'found null'],
    ['a word', 'draft', 'found "draft"'],
  ])('1: %s in the answer is shown in a pipe too', async (_, color, shown) => {
    const server = await serveReplies(() => ({ status: 200, body: { color } }));
    const { stderr } = await run(server.origin, ['--folder', 'Public']);
    expect(unwrap(stderr)).toContain(`$.color: expected "{{color}}", ${shown}`);
  });

  test('1: a failed assertion is reported with the actual value only with --show-values', async () => {
    const server = await serveReplies(() => ({ status: 200, body: { color: 'canary-blue' } }));
    const hidden = await run(server.origin, ['--folder', 'Public']);
    expect(hidden.code).toBe(1);
    expect(unwrap(hidden.stderr)).toContain('$.color: expected "{{color}}", found string');
    expect(unwrap(hidden.stderr)).toContain('--show-values shows the value');
    expect(hidden.stdout + hidden.stderr).not.toContain('canary-blue');
    const shown = await run(server.origin, ['--folder', 'Public', '--show-values']);
    expect(unwrap(shown.stderr)).toContain('canary-blue');
  });
});
