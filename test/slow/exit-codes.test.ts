import { afterAll, describe, expect, test, vi } from 'vitest';
import { cliPath, codesIn, type Ended, start } from '../support/cli.ts';
import { startOpenServer } from '../support/open-server.ts';
import { processTree } from '../support/process-tree.ts';
import { makeBuiltWorkspace, secretEnv } from '../support/workspace.ts';
import type { Cause, Running } from './exit-codes/cause.ts';
import { interruptions, networkCauses, runnerCauses } from './exit-codes/faults.ts';
import { falseCauses, goodCauses } from './exit-codes/good-and-false.ts';
import { inputCauses, signInCauses } from './exit-codes/refusals.ts';

const causes: readonly Cause[] = [
  ...[...goodCauses, ...falseCauses, ...inputCauses, ...signInCauses],
  ...[...networkCauses, ...runnerCauses, ...interruptions],
];

/** A way to start postmint from a shell, as people and CI systems do. */
interface Way {
  readonly name: string;
  /** A shell script that receives the command as its arguments. */
  readonly script: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Codes of the diagnostics in the output. */
  readonly codes: (ended: Ended, cause: Cause) => readonly string[];
  /** Codes that are expected. */
  readonly wanted: (cause: Cause) => readonly string[];
}

const inText = ({ stderr }: Ended) => codesIn(stderr);

/** Checks that the JSON document of `--format json` contains the exit code, and returns the codes in it. */
function inJson({ code, stdout, stderr }: Ended, { bare }: Cause): string[] {
  if (bare) return codesIn(stderr);
  const { exitCode, diagnostics } = JSON.parse(stdout) as { exitCode: number; diagnostics: { code: string }[] };
  expect([exitCode, stderr]).toEqual([code, '']);
  return diagnostics.map(({ code }) => code);
}

const ways: readonly Way[] = [
  { name: 'in a pipe', script: 'exec "$@"', args: [], env: {}, codes: inText, wanted: (cause) => cause.codes },
  {
    name: '| head -1',
    script: 'set -o pipefail; "$@" | head -1',
    args: [],
    env: {},
    codes: (ended) => {
      expect(ended.stdout.split('\n').length).toBeLessThanOrEqual(2);
      return inText(ended);
    },
    wanted: (cause) => cause.codes,
  },
  {
    name: 'in CI, without terminal and standard input, with --format json',
    script: 'exec setsid --wait "$@" <&-',
    args: ['--format', 'json'],
    env: { CI: 'true' },
    codes: inJson,
    wanted: (cause) => cause.codesInJson ?? cause.codes,
  },
];

const noProc = process.platform !== 'linux';
if (noProc) process.stderr.write('skipped: processes are found through /proc, which only Linux has\n');
vi.setConfig({ maxConcurrency: 3, testTimeout: 100_000 });

let right = 0;
afterAll(() => {
  process.stdout.write(`exit codes: ${causes.length} causes × ${ways.length} ways, ${right} right\n`);
});

/** The list of a cause: one public request and one that is signed in. */
const listOf = (cause: Cause) =>
  JSON.stringify({
    name: 'Shop',
    auth: 'pydio-cells-v1',
    environments: { dev: { base_url: 'http://127.0.0.1:9', username: 'admin' } },
    endpoints: [
      { name: 'Health', request: 'GET /health', auth: 'none' },
      { name: 'Orders', request: 'GET /orders', ...cause.entry },
    ],
  });

function inside(folder: string, shell: () => number): Running {
  const find = (word: string) => () => {
    const matches = (words: readonly string[]) =>
      words[0]?.endsWith('node') && words.some((argument) => argument.endsWith(word));
    const found = processTree(shell()).find((seen) => matches(seen.arguments));
    // Never return 0: a signal to process 0 would reach the tests themselves.
    if (!found) throw new Error(`no ${word} is running`);
    return found.pid;
  };
  return { folder, program: find('cli.js'), runner: find('newman-child.cjs') };
}

async function play(cause: Cause, way: Way): Promise<Ended> {
  const folder = await makeBuiltWorkspace(listOf(cause));
  cause.prepare?.(folder);
  let act = () => {};
  const { at, act: meanwhile } = cause.meanwhile ?? {};
  const server = await startOpenServer((exchange) => {
    if (exchange.path === at) act();
    return cause.reply?.(exchange);
  });
  const closed = await startOpenServer();
  closed.close();
  const fill = (text: string) =>
    text
      .replace('{origin}', server.origin)
      .replace('{closed}', closed.origin)
      .replace('{port}', new URL(server.origin).port);
  const words = [process.execPath, cliPath, ...cause.args.map(fill), ...way.args];
  const given = Object.entries({ ...secretEnv, ...cause.env, ...way.env });
  const env = Object.fromEntries(given.map(([name, value]) => [name, fill(value)]));
  const started = start('bash', ['-c', way.script, 'bash', ...words], { cwd: folder, env });
  const running = inside(folder, () => started.child.pid ?? 0);
  // Delayed, so that the program is already waiting for the answer.
  act = () => setTimeout(() => meanwhile?.(running), 300);
  if (at instanceof RegExp) void started.until(at).then(act);
  const ended = await started.ended;
  server.close();
  return ended;
}

describe.skipIf(noProc).concurrent.each(ways.map((way) => [way.name, way] as const))('%s', (_, way) => {
  test.each(causes.map((cause) => [String(cause.exit), cause.name, cause] as const))(
    '%s: %s',
    async (_, _name, cause) => {
      const ended = await play(cause, way);
      const codes = new Set(way.codes(ended, cause));
      expect([ended.code, [...codes].sort()]).toEqual([cause.exit, [...way.wanted(cause)].sort()]);
      right++;
    },
  );
});

test('the table has three causes for each code, with a name and a reason each', () => {
  for (const exit of [0, 1, 2, 3, 4, 5, 130]) {
    expect(causes.filter((cause) => cause.exit === exit).length).toBeGreaterThanOrEqual(3);
  }
  expect(new Set(causes.map((cause) => cause.name)).size).toBe(causes.length);
  expect(causes.filter((cause) => cause.why === '')).toEqual([]);
});
