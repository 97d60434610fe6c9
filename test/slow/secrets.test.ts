import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leaksIn } from '../support/leaks.ts';
import { secretEndings } from '../support/secret-endings.ts';
import { type SecretName, secretKinds } from '../support/secret-kinds.ts';
import { type FinishedRuns, runAll, secretSinks } from '../support/secret-sinks.ts';

const noProc = process.platform !== 'linux';
if (noProc) process.stderr.write('skipped: processes are looked at through /proc, which only Linux has\n');

const values = secretKinds.map((one) => one.value);
const cells = secretSinks.flatMap((sink) => secretKinds.map((kind) => [kind.name, sink.name, kind.value] as const));
/** What a run sends whether it is let in or not, and what it sends later. */
const sentFirst: SecretName[] = ['password', 'client_secret', 'basic_form', 'proxy_password'];
const sentLater: SecretName[] = ['id_token', 'cookie', 'api_key', 'special_password'];

let checks = 0;
let leaks = 0;
afterAll(() => {
  if (checks > 0) process.stderr.write(`\n${checks} checks, ${leaks} leaks\n`);
});

describe.skipIf(noProc).each(secretEndings.map((one) => [one.name, one] as const))('a run that %s', (_name, ending) => {
  let runs: FinishedRuns;
  const found = new Map<string, Map<string, string>>();
  beforeAll(async () => {
    runs = await runAll(ending);
    for (const { name, text } of secretSinks) found.set(name, leaksIn(text(runs), values));
  }, 60_000);

  test.each(cells)('%s: not in: %s', (_, sink, value) => {
    const stretch = found.get(sink)?.get(value);
    checks++;
    if (stretch !== undefined) leaks++;
    expect(stretch).toBeUndefined();
  });

  // Without these, nothing would leak because nothing was there.
  test('ends as it should in every way of starting it', () => {
    const codes = Object.entries(runs).map(([name, { code }]) => [name, code]);
    expect(codes).toEqual(Object.keys(runs).map((name) => [name, ending.exitCode]));
  });

  test('has something in every sink', () => {
    const bare = secretSinks.filter((sink) => !sink.empty && sink.text(runs).trim() === '');
    expect(bare.map((sink) => sink.name)).toEqual([]);
  });

  test('has sent the secrets', () => {
    for (const { received } of Object.values(runs)) {
      const sent = leaksIn(received, values);
      const wanted = ending.refuses ? sentFirst : [...sentFirst, ...sentLater];
      const names = secretKinds.filter(({ value }) => sent.has(value)).map((one) => one.name);
      expect(names).toEqual(expect.arrayContaining(wanted));
    }
  });

  test.runIf(ending.list.fails && !ending.refuses)('has shown where each of them was', () => {
    const { pipe, json, terminal, actions } = runs;
    for (const shown of [pipe.stderr, json.stdout, terminal.stdout, actions.stderr]) {
      const missing = secretKinds.filter(({ name }) => !new RegExp(`${name} is •{6}`).test(shown));
      expect(missing.map((one) => one.name)).toEqual([]);
    }
  });
});

test('the table has 10 kinds, 12 sinks and 6 endings', () => {
  expect([secretKinds.length, secretSinks.length, secretEndings.length]).toEqual([10, 12, 6]);
  if (!noProc) expect(checks).toBe(720);
});
