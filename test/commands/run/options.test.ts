import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesIn, unwrap } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { type Reply, serveReplies, serveShop, tokenAnswer } from '../../support/loopback.ts';
import { makeWorkspace, password, secretEnv, shopList } from '../../support/workspace.ts';

interface Run {
  readonly list?: string;
  readonly files?: Readonly<Record<string, string>>;
}

async function run(origin: string, args: readonly string[], { list, files = {} }: Run = {}) {
  const cwd = makeWorkspace(list);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return inProcess(['run', '--var', `base_url=${origin}`, ...args], { cwd, env: secretEnv });
}

/** A server that accepts every sign-in. `reply` answers all other requests. */
const serve = (reply: (path: string, nth: number) => Reply) => {
  const asked = new Map<string, number>();
  return serveReplies(({ url = '' }) => {
    if (url === '/auth/dex/token') return { status: 200, body: tokenAnswer(600) };
    asked.set(url, (asked.get(url) ?? 0) + 1);
    return reply(url, asked.get(url) as number);
  });
};

describe.concurrent('the requests that are sent', () => {
  test.each<[string, string[], string[]]>([
    ['--folder with a public folder, without a sign-in', ['--folder', 'Public'], ['200 GET /health']],
    ['--folder with a folder that signs in', ['--folder', 'Orders'], ['200 POST /auth/dex/token', '200 GET /orders']],
    ['--tag', ['--tag', 'open'], ['200 GET /health']],
    ['--request with a public request', ['--request', 'Public/Health'], ['200 GET /health']],
    ['--request that signs in', ['--request', 'List orders'], ['200 POST /auth/dex/token', '200 GET /orders']],
    ['--not-tag', ['--not-tag', 'open'], ['200 POST /auth/dex/token', '200 GET /orders']],
    ['--unsafe together with --tag', ['--unsafe', '--tag', 'open'], ['200 GET /health']],
  ])('%s', async (_, args, requests) => {
    const server = await serveShop();
    expect((await run(server.origin, args)).code).toBe(0);
    expect(server.requests).toEqual(requests);
  });

  test('--list prints the plan, sends nothing and needs no secrets', async () => {
    const cwd = makeWorkspace();
    const text = await inProcess(['run', '--list'], { cwd });
    expect(text.stdout.split('\n')).toEqual([
      'GET     Public / Health',
      'GET     Orders / List orders',
      expect.stringMatching(/^skipped: Create an order: /),
      expect.stringMatching(/^skipped: Get the order: /),
      '',
    ]);
    expect([text.code, text.stderr]).toEqual([0, '']);
  });

  test('--unsafe --yes sends unsafe requests in a protected environment', async () => {
    const server = await serveShop();
    const list = shopList.replace(
      '  dev: { base_url: "http://127.0.0.1:9", username: admin }',
      '  dev: { variables: { base_url: "http://127.0.0.1:9", username: admin }, protected: true }',
    );
    expect((await run(server.origin, ['--unsafe', '--yes'], { list })).code).toBe(0);
    expect(server.requests).toContain('200 POST /orders');
  });

  const asking = shopList.replace('endpoints:\n', 'unsafe: ask\nendpoints:\n');
  test.each<[string, string, string[]]>([
    ['--var allow_unsafe=true', asking, ['--var', 'allow_unsafe=true']],
    ['allow_unsafe in the environment', asking.replace('username: admin', 'username: admin, allow_unsafe: true'), []],
  ])('unsafe requests of a list with `unsafe: ask` need --unsafe and %s', async (_, list, args) => {
    const server = await serveShop();
    const { code, stderr } = await run(server.origin, ['--unsafe', ...args], { list });
    expect([code, stderr]).toEqual([0, '']);
    expect(server.requests).toContain('200 POST /orders');
  });

  test('safe requests of a list with `unsafe: ask` are sent without further options', async () => {
    const server = await serveShop();
    const { code, stderr } = await run(server.origin, [], { list: asking });
    expect([code, stderr]).toEqual([0, '']);
  });

  test('--var sets a value for this run', async () => {
    const server = await serve(() => ({ status: 200 }));
    const list = shopList.replace('limit: 10', 'limit: ten');
    expect((await run(server.origin, ['--folder', 'Orders', '--var', 'limit=a&b=1'], { list })).code).toBe(0);
    expect(server.requests[1]).toMatch(/^200 GET \/orders\?limit=a/);
  });
});

describe.concurrent('repeated requests', () => {
  test('--iterations sends all requests in each iteration', async () => {
    const server = await serveShop();
    const { code, stdout } = await run(server.origin, ['--folder', 'Public', '--iterations', '3']);
    expect(code).toBe(0);
    expect(server.requests).toEqual(Array.from({ length: 3 }, () => '200 GET /health'));
    expect(stdout).toContain('3 requests sent, 6 assertions, all passed');
  });

  test('--iterations: a token that is still valid is not requested again', async () => {
    const server = await serveShop();
    const { code, stdout } = await run(server.origin, ['--folder', 'Orders', '--iterations', '3']);
    expect(code).toBe(0);
    const order = '200 GET /orders';
    expect(server.requests).toEqual(['200 POST /auth/dex/token', order, order, order]);
    // The token request and three requests. Skipped token requests do not count.
    expect(stdout).toContain('4 requests sent');
  });

  test('--iterations: a token that expires at once is requested again in each iteration', async () => {
    const server = await serveReplies(({ url = '' }) => ({
      status: 200,
      body: url === '/auth/dex/token' ? tokenAnswer(0.001) : {},
    }));
    expect((await run(server.origin, ['--folder', 'Orders', '--iterations', '2'])).code).toBe(0);
    expect(server.requests.filter((request) => request.includes('/token')).length).toBeGreaterThanOrEqual(2);
  });

  test('--data: a row with a new user signs in as that user', async () => {
    const server = await serve(() => ({ status: 200 }));
    const files = { 'd.csv': 'username\nann\nann\nbob\n' };
    expect((await run(server.origin, ['--folder', 'Orders', '--data', 'd.csv'], { files })).code).toBe(0);
    const users = server.bodies?.flatMap((body) => new URLSearchParams(body).get('username') ?? []);
    expect(users).toEqual(['ann', 'bob']);
  });

  test('--data: a row with a wrong password fails, even after a row of the same user with the right password', async () => {
    const server = await serveShop();
    const cwd = makeWorkspace();
    const rows = [password, 'wrong'].map((password) => ({ username: 'admin', password }));
    writeFileSync(join(cwd, 'd.json'), JSON.stringify(rows), { mode: 0o600 });
    const args = ['run', '--var', `base_url=${server.origin}`, '--folder', 'Orders', '--data', 'd.json'];
    const { code, stderr } = await inProcess(args, { cwd, env: secretEnv });
    expect([code, codesIn(stderr)]).toEqual([3, ['sign-in-failed']]);
    expect(unwrap(stderr)).toContain('(iteration 2)');
    const signIns = server.requests.filter((request) => request.includes('/token'));
    expect(signIns).toEqual(['200 POST /auth/dex/token', '403 POST /auth/dex/token']);
  });

  test('--data runs one iteration for each row, with the values of the row', async () => {
    const server = await serve(() => ({ status: 200 }));
    const files = { 'd.csv': 'limit,color\n1,red\n"2",blue\n' };
    const { code, stdout } = await run(server.origin, ['--folder', 'Orders', '--data', 'd.csv'], { files });
    expect([code, stdout.match(/^iteration .*/gm)]).toEqual([0, ['iteration 1 of 2', 'iteration 2 of 2']]);
    const orders = server.requests.filter((request) => request.includes('/orders'));
    expect(orders).toEqual(['200 GET /orders?limit=1', '200 GET /orders?limit=2']);
  });

  test('--data: null is empty, scripts read numbers, lists and objects, and a comment is noted', async () => {
    const server = await serve(() => ({ status: 200 }));
    const list = shopList.replace(
      'tags: [smoke]',
      `tags: [smoke]
        after: |
          const row = pm.iterationData;
          pm.test("row", () => pm.expect([row.get("lines")[0].qty, row.get("size"), row.get("color")]).to.eql([2, "7", ""]));`,
    );
    const files = { 'd.json': '[{"limit":1,"lines":[{"qty":2}],"size":7,"color":null,"comment":"first"}]' };
    const { code, stderr, stdout } = await run(server.origin, ['--tag', 'smoke', '--data', 'd.json'], { list, files });
    expect([code, codesIn(stderr)]).toEqual([0, ['unused-column']]);
    expect(stdout).toContain('3 assertions, all passed');
    expect(server.requests.at(-1)).toBe('200 GET /orders?limit=1');
  });

  test.each<[string, string[], Record<string, string>]>([
    ['--var', ['--var', 'debug=True'], {}],
    ['--data', ['--data', 'd.csv'], { 'd.csv': 'debug\nTRUE\n' }],
  ])('%s: True for a boolean variable is true, as in a list', async (_, args, files) => {
    const server = await serve(() => ({ status: 200 }));
    const list = shopList
      .replace('limit: 10', 'limit: 10\n  debug: false')
      .replace('limit={{limit}}', 'debug={{debug}}');
    const { code, stderr } = await run(server.origin, ['--tag', 'smoke', ...args], { list, files });
    expect([code, codesIn(stderr)]).toEqual([0, ['unused-variable']]);
    expect(server.requests.at(-1)).toBe('200 GET /orders?debug=true');
  });

  test.each([
    ['null', '[{"limit":1,"color":null},{"limit":2,"color":""}]', 0, []],
    ['null for a number', '[{"limit":null,"color":"red"}]', 2, ['unset-variable']],
    ['null for a password', '[{"password":null}]', 2, ['unset-variable']],
  ])('--data: an empty text in a row is a value for a variable of type string: %s', async (_, text, want, codes) => {
    const server = await serve(() => ({ status: 200 }));
    const list = shopList.replace('limit={{limit}}', 'limit={{limit}}&color={{color}}');
    const cwd = makeWorkspace(list);
    writeFileSync(join(cwd, 'd.json'), text, { mode: 0o600 });
    const args = ['run', '--var', `base_url=${server.origin}`, '--tag', 'smoke', '--data', 'd.json'];
    const { code, stderr } = await inProcess(args, { cwd, env: secretEnv });
    expect([code, codesIn(stderr)]).toEqual([want, codes]);
    const orders = server.requests.filter((request) => request.includes('/orders'));
    expect(orders).toEqual(want === 0 ? ['200 GET /orders?limit=1&color=', '200 GET /orders?limit=2&color='] : []);
  });

  test('--data: an empty text in a row is not a value in a path, which would be another path', async () => {
    const server = await serve(() => ({ status: 200 }));
    const list = shopList.replace('GET /health', 'GET /health/{color}');
    const files = { 'd.csv': 'color,limit\nred,1\n,2\n' };
    const { code, stderr } = await run(server.origin, ['--folder', 'Public', '--data', 'd.csv'], { list, files });
    expect([code, codesIn(stderr), server.requests]).toEqual([2, ['unset-variable'], []]);
  });

  test('--data: a password that only a script reads is masked in what the script makes of it', async () => {
    const server = await serve(() => ({ status: 200 }));
    const list = shopList.replace(
      'tags: [smoke]',
      'tags: [smoke]\n        after: pm.test("is " + pm.iterationData.get("user").password, () => pm.expect(1).to.eql(2));',
    );
    const cwd = makeWorkspace(list);
    writeFileSync(join(cwd, 'd.json'), '[{"user":{"password":"canary-of-the-row"}}]', { mode: 0o600 });
    const args = ['run', '--var', `base_url=${server.origin}`, '--tag', 'smoke', '--data', 'd.json'];
    const { code, stderr, stdout } = await inProcess(args, { cwd, env: secretEnv });
    expect([code, codesIn(stderr)]).toEqual([1, ['assertion-failed']]);
    expect(stderr + stdout).not.toContain('canary');
  });

  test.each<[string, string[], Record<string, string>]>([
    ['--var', ['--var', 'order=7'], {}],
    ['a column of --data', ['--data', 'd.csv'], { 'd.csv': 'order\n7\n8\n' }],
    ['a key of --data', ['--data', 'd.json'], { 'd.json': '[{"order":7},{"order":8}]' }],
  ])('a value from %s replaces the request that would save it', async (_, args, files) => {
    const server = await serve(() => ({ status: 200 }));
    const { code, stderr } = await run(server.origin, ['--folder', 'Orders', ...args], { files });
    expect([code, codesIn(stderr)]).toEqual([0, []]);
    const orders = server.requests.filter((request) => request.includes('/orders/'));
    expect(orders).toEqual(['200 GET /orders/7', '200 GET /orders/8'].slice(0, args[0] === '--data' ? 2 : 1));
  });

  test('--data: a value that one row leaves empty must still be saved by a request', async () => {
    const server = await serve(() => ({ status: 200 }));
    const files = { 'd.csv': 'limit,order\n1,7\n2,\n' };
    const { code, stdout } = await run(server.origin, ['--folder', 'Orders', '--data', 'd.csv', '--list'], { files });
    expect([code, stdout.includes('skipped: Get the order: needs {{order}} from')]).toEqual([0, true]);
  });

  test.each(['0', '0s', '0ms', '0m', '0.0s', '00'])('--delay %s is accepted', async (delay) => {
    const server = await serve(() => ({ status: 200, body: { color: 'red' } }));
    const { code, stderr } = await run(server.origin, ['--folder', 'Public', '--delay', delay]);
    expect([code, stderr]).toEqual([0, '']);
  });

  test('--delay waits between requests', async () => {
    const times: number[] = [];
    const server = await serve(() => {
      times.push(Date.now());
      return { status: 200, body: { color: 'red' } };
    });
    expect((await run(server.origin, ['--delay', '250ms'])).code).toBe(0);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(240);
  });

  test('--bail stops at the first failure', async () => {
    const server = await serve(() => ({ status: 500 }));
    const { code, stdout, stderr } = await run(server.origin, ['--bail']);
    expect([code, codesIn(stderr)[0]]).toEqual([1, 'assertion-failed']);
    expect(server.requests).toEqual(['200 POST /auth/dex/token', '500 GET /health']);
    expect(stdout).toContain('1 of 2 not run');
  });

  test('--retries sends a safe request again after a 503, and no other request', async () => {
    const server = await serve((path, nth) => ({
      status: path === '/health' && nth < 3 ? 503 : 200,
      body: { color: 'red' },
    }));
    const { code, stderr } = await run(server.origin, ['--retries', '2']);
    expect([code, codesIn(stderr)]).toEqual([0, ['retried']]);
    expect(server.requests.filter((request) => request.includes('/health'))).toEqual([
      '503 GET /health',
      '503 GET /health',
      '200 GET /health',
    ]);
    expect(server.requests.filter((request) => request.includes('/orders'))).toHaveLength(1);
  });

  test('--retries never sends an unsafe request again', async () => {
    const server = await serve((path) => ({ status: path === '/orders' ? 503 : 200, body: { color: 'red' } }));
    const { code } = await run(server.origin, ['--unsafe', '--retries', '2']);
    expect(code).toBe(1);
    expect(server.requests.filter((request) => request.includes('POST /orders'))).toHaveLength(1);
  });
});
