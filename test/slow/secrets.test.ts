import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findLeaks, leaksIn } from '../support/leaks.ts';
import { secretEndings } from '../support/secret-endings.ts';
import { type SecretName, secretKinds } from '../support/secret-kinds.ts';
import { type FinishedRuns, runAll, secretSinks } from '../support/secret-sinks.ts';
import { secretWays } from './secrets/report-ways.ts';
import { runWay } from './secrets/run-way.ts';
import { canaries } from './secrets/ways.ts';

const noProc = process.platform !== 'linux';
if (noProc) process.stderr.write('skipped: processes are looked at through /proc, which only Linux has\n');

const values = secretKinds.map((kind) => kind.value);
const cells = secretSinks.flatMap((sink) => secretKinds.map((kind) => [kind.name, sink.name, kind.value] as const));
/** Secrets that a run sends even if the sign-in is refused. */
const sentFirst: SecretName[] = ['password', 'client_secret', 'basic_form', 'proxy_password'];
/** Secrets that a run sends only after a successful sign-in. */
const sentLater: SecretName[] = ['id_token', 'cookie', 'api_key', 'special_password'];

let checks = 0;
let leaks = 0;
afterAll(() => {
  if (checks > 0) process.stderr.write(`\n${checks} checks, ${leaks} leaks\n`);
});

const rows = secretEndings.map((ending) => [ending.name, ending] as const);
describe.skipIf(noProc).each(rows)('a run that %s', (_name, ending) => {
  let runs: FinishedRuns;
  const found = new Map<string, Map<string, string>>();
  beforeAll(async () => {
    runs = await runAll(ending);
    for (const { name, text } of secretSinks) found.set(name, leaksIn(text(runs), values));
  }, 60_000);

  test.each(cells)('does not leak %s to %s', (_, sink, value) => {
    const stretch = found.get(sink)?.get(value);
    checks++;
    if (stretch !== undefined) leaks++;
    expect(stretch).toBeUndefined();
  });

  // The tests below make sure that there was something to leak.
  test('exits with the expected code, however it is started', () => {
    const codes = Object.entries(runs).map(([name, { code }]) => [name, code]);
    expect(codes).toEqual(Object.keys(runs).map((name) => [name, ending.exitCode]));
  });

  test('writes something to every sink', () => {
    const unused = secretSinks.filter((sink) => !sink.empty && sink.text(runs).trim() === '');
    expect(unused.map((sink) => sink.name)).toEqual([]);
  });

  test('sends the secrets', () => {
    for (const { received } of Object.values(runs)) {
      const sent = leaksIn(received, values);
      const wanted = ending.refuses ? sentFirst : [...sentFirst, ...sentLater];
      const names = secretKinds.filter(({ value }) => sent.has(value)).map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(wanted));
    }
  });

  test.runIf(ending.list.fails && !ending.refuses)('shows a mask in place of each secret', () => {
    const { pipe, json, terminal, actions } = runs;
    for (const shown of [pipe.stderr, json.stdout, terminal.stdout, actions.stderr]) {
      const missing = secretKinds.filter(({ name }) => !new RegExp(`${name} is •{6}`).test(shown));
      expect(missing.map(({ name }) => name)).toEqual([]);
    }
  });
});

test('the table has 10 kinds, 13 sinks and 6 endings', () => {
  expect([secretKinds.length, secretSinks.length, secretEndings.length]).toEqual([10, 13, 6]);
  if (!noProc) expect(checks).toBe(780);
});

describe('a secret leaks to no place, though the text beside it is shown:', () => {
  test.concurrent.each(secretWays.map((way) => [way.name, way] as const))('%s', async (_, way) => {
    const { codes, places, exchanged } = await runWay(way);
    expect(codes, Object.values(places).join('\n')).toEqual([way.exit, way.exit]);
    const found = Object.entries(places).map(([place, text]) => [place, ...findLeaks(text, Object.values(canaries))]);
    expect(found, way.because).toEqual(Object.keys(places).map((place) => [place]));
    // There was something to leak: the server had the secrets, and the text beside them is in the reports.
    const sent = leaksIn(
      exchanged,
      way.sends.map((name) => canaries[name]),
    );
    expect(sent.size).toBe(way.sends.length);
    for (const place of ['diagnostics', '--format json']) expect(places[place], place).toMatch(way.shows);
    expect(places['explain']).not.toBe('');
  });
});
