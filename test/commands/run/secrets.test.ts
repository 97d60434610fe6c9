import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { inProcess } from '../../support/in-process.ts';
import { findLeaks } from '../../support/leaks.ts';
import { type Loopback, serveReplies, serveShop, tokenAnswer } from '../../support/loopback.ts';
import {
  clientSecret,
  environmentFile,
  makeWorkspace,
  password,
  secretEnv,
  typeInto,
} from '../../support/workspace.ts';

const secret = { SHOP_CLIENT_SECRET: clientSecret };
const wrong = 'not-the-password';

let server: Loopback;
beforeAll(async () => {
  server = await serveShop();
});

describe('the first source that has the password is used, and printed', () => {
  const envFile = ['--env-file', 's.env'];
  const stdin = ['--secret-stdin', 'password'];
  test.each<
    [string, { args?: string[]; stdin?: string; file?: string; env?: Record<string, string>; typed?: string }, string]
  >([
    [
      'standard input',
      {
        args: [...stdin, ...envFile],
        stdin: `${password}\n`,
        file: wrong,
        env: { SHOP_PASSWORD: wrong },
        typed: wrong,
      },
      'standard input',
    ],
    [
      'the env file',
      { args: envFile, file: password, env: { SHOP_PASSWORD: wrong }, typed: wrong },
      'SHOP_PASSWORD in s.env',
    ],
    [
      'the environment variable with the long name',
      { env: { SHOP_DEV_PASSWORD: password, SHOP_PASSWORD: wrong }, typed: wrong },
      'environment variable SHOP_DEV_PASSWORD',
    ],
    [
      'the environment variable with the short name',
      { env: { SHOP_PASSWORD: password }, typed: wrong },
      'environment variable SHOP_PASSWORD',
    ],
    ['the Postman environment file', { typed: password }, environmentFile],
  ])('%s', async (_, sources, source) => {
    const cwd = makeWorkspace();
    if (sources.typed !== undefined) typeInto(cwd, 'password', sources.typed);
    if (sources.file !== undefined)
      writeFileSync(join(cwd, 's.env'), `SHOP_PASSWORD=${sources.file}\n`, { mode: 0o600 });
    const args = ['run', '--folder', 'Orders', '--var', `base_url=${server.origin}`, ...(sources.args ?? [])];
    const { code, stdout } = await inProcess(args, { cwd, stdin: sources.stdin, env: { ...secret, ...sources.env } });
    expect(stdout).toContain(`\n  password from ${source}\n`);
    expect(code).toBe(0);
  });

  test('only one newline is removed from standard input', async () => {
    const args = ['run', '--folder', 'Orders', '--var', `base_url=${server.origin}`, ...stdin];
    const { code } = await inProcess(args, { cwd: makeWorkspace(), env: secret, stdin: `${password}\n\n` });
    expect(code).toBe(3);
  });
});

test('generate keeps a typed secret, and a run uses it', async () => {
  const cwd = makeWorkspace();
  typeInto(cwd, 'password', password);
  expect((await inProcess(['generate'], { cwd })).code).toBe(0);
  const args = ['run', '--folder', 'Orders', '--var', `base_url=${server.origin}`];
  expect((await inProcess(args, { cwd, env: secret })).code).toBe(0);
});

describe('a secret does not appear in the output or the files of a run', () => {
  /** A server that sends back everything it receives. */
  const echo = () =>
    serveReplies((request) =>
      request.url === '/auth/dex/token'
        ? { status: 200, body: tokenAnswer(600) }
        : { status: 200, headers: { 'X-Kind': password }, body: { color: password, saw: request.headers } },
    );
  const outputs: [string, () => Promise<Loopback>, string[], Record<string, string>, number][] = [
    ['that passes', serveShop, [], secretEnv, 0],
    ['that fails to sign in', serveShop, [], { ...secretEnv, SHOP_CLIENT_SECRET: 'another-wrong-secret' }, 3],
    ['whose answers contain it', echo, ['--show-values'], secretEnv, 1],
    ['that prints JSON', echo, ['--show-values', '--format', 'json'], secretEnv, 1],
  ];
  test.each(outputs)('%s', async (_, start, args, env, exitCode) => {
    const target = await start();
    const cwd = makeWorkspace();
    const reports = ['--report', 'junit=r.xml', '--report', 'json=r.json'];
    const argv = ['run', '--var', `base_url=${target.origin}`, ...reports, ...args];
    const { code, stdout, stderr } = await inProcess(argv, { cwd, env: { ...env, GITHUB_ACTIONS: 'true' } });
    expect(code).toBe(exitCode);
    const files = readdirSync(cwd).map((name) => readFileSync(join(cwd, name), 'utf8'));
    expect(files).toHaveLength(5);
    const values = [...Object.values(env), tokenAnswer(600).id_token as string].filter((value) => value !== '');
    expect(findLeaks([stdout, stderr, ...files].join('\n'), values)).toEqual([]);
  });

  test('and the test itself would find it', () => {
    for (const text of [
      password,
      JSON.stringify(password),
      encodeURIComponent(password),
      password.replaceAll(' ', '\n│ '),
    ]) {
      expect(findLeaks(`x${text}y`, [password])).not.toEqual([]);
    }
    expect(findLeaks('nothing here', [password, clientSecret])).toEqual([]);
  });
});

test('if a server sends more secrets than can be hidden, all text of its answers is withheld', async () => {
  const secrets = (from: number) => Array.from({ length: 50 }, (_, index) => `${from + index}`.padEnd(4000, 'x'));
  const flood = await serveReplies(({ url = '' }) => {
    if (url === '/auth/dex/token') return { status: 200, body: tokenAnswer(600) };
    const from = Number(/\d+$/.exec(url)?.[0] ?? 0) * 1000 + 1000;
    if (url === '/echo') return { status: 200, body: { session: 'canary-session-0001', said: 'canary-session-0001' } };
    return { status: 200, body: { sessions: secrets(from).map((session) => ({ session })) } };
  });
  const list = (floods: number) => `name: Shop
slug: shop
environments: { dev: { base_url: "http://127.0.0.1:9" } }
endpoints:
${Array.from({ length: floods }, (_, index) => `  - GET /flood/${index}\n`).join('')}  - { request: GET /echo, expect: { body: { said: nothing } } }
`;
  for (const [floods, want] of [
    [0, /••••/],
    [4, /withheld/],
  ] as const) {
    const cwd = makeWorkspace(list(floods));
    const args = ['run', '--var', `base_url=${flood.origin}`, '--show-values', '--report', 'json=r.json'];
    const { code, stdout, stderr } = await inProcess(args, { cwd });
    const printed = [stdout, stderr, readFileSync(join(cwd, 'r.json'), 'utf8')].join('\n');
    expect([code, printed.includes('canary')]).toEqual([1, false]);
    expect(printed).toMatch(want);
  }
});
