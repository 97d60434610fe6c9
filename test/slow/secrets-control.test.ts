import { describe, expect, test } from 'vitest';
import { leaksIn } from '../support/leaks.ts';
import { newmanSinks, runNewman } from '../support/newman-sinks.ts';
import { secretEndings } from '../support/secret-endings.ts';
import { secretKinds } from '../support/secret-kinds.ts';
import { findStockNewman } from '../support/stock-newman.ts';

const newman = findStockNewman();
const reason =
  process.platform !== 'linux'
    ? 'processes are looked at through /proc, which only Linux has'
    : 'reason' in newman
      ? newman.reason
      : undefined;
if (reason !== undefined) process.stderr.write(`skipped: ${reason}\n`);

test('stock newman is available in CI', () => {
  if (process.env.CI === 'true') expect(reason).toBeUndefined();
});

const values = secretKinds.map((kind) => kind.value);
/** The leaks found, with kind, sink and ending. */
const hits: { kind: string; sink: string; ending: string }[] = [];

// Uses the same search, server and endings as the tests of postmint, and so proves that the search finds leaks.
describe.skipIf(reason !== undefined)('stock newman with a hand-made collection leaks secrets', () => {
  test.each(secretEndings.map((ending) => [ending.name, ending] as const))('in a run that %s', async (ending, how) => {
    const runs = await runNewman('path' in newman ? newman.path : '', how);
    for (const { name: sink, text } of newmanSinks) {
      const found = leaksIn(text(runs), values);
      for (const { name: kind, value } of secretKinds) if (found.has(value)) hits.push({ kind, sink, ending });
    }
    // Even without a report, secrets are in the terminal output and on the command line.
    expect(hits.filter((hit) => hit.ending === ending).length).toBeGreaterThanOrEqual(30);
  });

  test('at least 300 times, of each kind, and into nearly every sink', () => {
    const checks = secretKinds.length * newmanSinks.length * secretEndings.length;
    const count = (key: 'kind' | 'sink' | 'ending', value: string) => hits.filter((hit) => hit[key] === value).length;
    const bySink = newmanSinks.map(({ name }) => `${name} ${count('sink', name)}`);
    const byKind = secretKinds.map(({ name }) => `${name} ${count('kind', name)}`);
    const byEnding = secretEndings.map(({ name }) => `${name} ${count('ending', name)}`);
    const tables = [bySink, byKind, byEnding].map((row) => `  ${row.join(', ')}\n`);
    process.stderr.write(`\nstock newman: ${checks} checks, ${hits.length} leaks\n${tables.join('')}`);
    expect(checks).toBe(720);
    expect(hits.length).toBeGreaterThanOrEqual(300);
    for (const { name } of secretKinds) expect([name, count('kind', name) > 0]).toEqual([name, true]);
    const silent = newmanSinks.filter(({ name }) => count('sink', name) === 0).map((sink) => sink.name);
    // An exported collection contains variables, not values. Whether core dumps are found depends on the machine.
    expect(silent.filter((name) => name !== 'files left behind')).toEqual(['exported collection']);
  });
});
