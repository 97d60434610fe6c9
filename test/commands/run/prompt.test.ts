import { beforeEach, expect, test, vi } from 'vitest';
import { codesIn } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { listenOnly, serveShop } from '../../support/loopback.ts';
import { clientSecret, makeWorkspace, password, secretEnv } from '../../support/workspace.ts';

const cancelled = Symbol('cancelled');
const answers = vi.hoisted(() => new Map<string, unknown>());
const asked: string[] = [];
vi.mock('@clack/prompts', () => ({
  isCancel: (answer: unknown) => typeof answer === 'symbol',
  password: async ({ message }: { message: string }) => {
    asked.push(message);
    return answers.get(message.split(' ')[0] as string);
  },
}));

beforeEach(() => {
  asked.length = 0;
  answers.clear();
  for (const [name, value] of Object.entries({ password, client_secret: clientSecret })) answers.set(name, value);
});

const terminal = { in: true, err: true };
const run = (origin: string, env: Record<string, string>, args: readonly string[] = []) =>
  inProcess(['run', '--folder', 'Orders', '--var', `base_url=${origin}`, ...args], {
    cwd: makeWorkspace(),
    env,
    terminal,
    stdin: password,
  });

test('on a terminal, the user is asked for a missing secret, with its description', async () => {
  const { code, stdout } = await run((await serveShop()).origin, { SHOP_CLIENT_SECRET: clientSecret });
  expect(code).toBe(0);
  expect(asked).toEqual(['password for dev (Password of that user)']);
  expect(stdout).toContain('\n  password from prompt\n');
});

test('the user is not asked for secrets that are set or not needed', async () => {
  const { origin } = await serveShop();
  expect((await run(origin, secretEnv)).code).toBe(0);
  expect((await run(origin, {}, ['--list'])).code).toBe(0);
  expect(asked).toEqual([]);
});

test.each<[string, Record<string, string>, string[], string[]]>([
  ['in a CI', { CI: 'true' }, [], ['unset-variable', 'unset-variable']],
  ['when standard input contains a secret', {}, ['--secret-stdin', 'password'], ['unset-variable']],
])('the user is not asked %s', async (_, env, args, codes) => {
  const target = await listenOnly();
  const { code, stderr } = await run(target.origin, env, args);
  expect([code, codesIn(stderr), asked, target.connections]).toEqual([2, codes, [], 0]);
});

test.each<[string, unknown, number, string]>([
  ['Ctrl-C', cancelled, 130, 'interrupted'],
  ['an empty answer', '', 2, 'unset-variable'],
])('nothing is sent after %s at the prompt', async (_, answer, exitCode, reason) => {
  answers.set('password', answer);
  const target = await listenOnly();
  const { code, stderr } = await run(target.origin, { SHOP_CLIENT_SECRET: clientSecret });
  expect([code, codesIn(stderr), target.connections]).toEqual([exitCode, [reason], 0]);
});
