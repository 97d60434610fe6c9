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

test('stock newman is there in a CI', () => {
  if (process.env.CI === 'true') expect(reason).toBeUndefined();
});

const values = secretKinds.map((one) => one.value);
/** What was found: kind and sink of one ending. */
const hits: { kind: string; sink: string; ending: string }[] = [];

// The same checker, server and endings as for ours: it finds secrets where there are some.
describe.skipIf(reason !== undefined)('stock newman and a collection made by hand', () => {
  test.each(secretEndings.map((one) => [one.name, one] as const))('leak in a run that %s', async (ending, how) => {
    const runs = await runNewman('path' in newman ? newman.path : '', how);
    for (const { name: sink, text } of newmanSinks) {
      const found = leaksIn(text(runs), values);
      for (const { name: kind, value } of secretKinds) if (found.has(value)) hits.push({ kind, sink, ending });
    }
    // Even where no report is written: what was on the screen, and the command line.
    expect(hits.filter((one) => one.ending === ending).length).toBeGreaterThanOrEqual(30);
  });

  test('at least 300 times, each kind, and into nearly each sink', () => {
    const checks = secretKinds.length * newmanSinks.length * secretEndings.length;
    const count = (key: 'kind' | 'sink' | 'ending', value: string) => hits.filter((one) => one[key] === value).length;
    const bySink = newmanSinks.map(({ name }) => `${name} ${count('sink', name)}`);
    const byKind = secretKinds.map(({ name }) => `${name} ${count('kind', name)}`);
    const byEnding = secretEndings.map(({ name }) => `${name} ${count('ending', name)}`);
    const tables = [bySink, byKind, byEnding].map((one) => `  ${one.join(', ')}\n`);
    process.stderr.write(`\nstock newman: ${checks} checks, ${hits.length} leaks\n${tables.join('')}`);
    expect(checks).toBe(720);
    expect(hits.length).toBeGreaterThanOrEqual(300);
    for (const { name } of secretKinds) expect([name, count('kind', name) > 0]).toEqual([name, true]);
    const silent = newmanSinks.filter(({ name }) => count('sink', name) === 0).map((one) => one.name);
    // An exported collection has variables, and no values. Where a memory is dumped to is up to the machine.
    expect(silent.filter((one) => one !== 'files left behind')).toEqual(['exported collection']);
  });
});
