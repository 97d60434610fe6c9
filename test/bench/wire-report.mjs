// Prints the comparisons of compare-wire, and every unexplained difference.
import { createTwoFilesPatch } from 'diff';
import { explainedDifferences } from './explained-differences.mjs';

/** The changed lines, with `-` or `+`, and the complete patch. Both are empty if the sides are equal. */
function differencesOf({ before, after, list, what }) {
  if (before.join('\n') === after.join('\n')) return { lines: [], patch: '' };
  const end = (lines) => `${lines.join('\n')}\n`;
  const patch = createTwoFilesPatch('before', 'after', end(before), end(after), list, what, { context: 3 });
  const [, ...hunks] = patch.split(/^(?=@@)/m);
  return { lines: hunks.flatMap((hunk) => hunk.split('\n').filter((line) => /^[-+]/.test(line))), patch };
}

const explains = (known, { list, what }, lines) =>
  known.list.test(list) && known.what === what && lines.every((line) => known.lines.test(line));

/** The text for one comparison in the table. */
function cellOf({ what, before }, lines, known) {
  if (lines.length > 0) return `${what} ${known ? `explained: ${known.why}` : `**differs in ${lines.length} lines**`}`;
  return what === 'verdict' ? `verdict equal (${before[0]})` : `${what} equal`;
}

/**
 * Prints a table with a line for each run, and the patch of each unexplained difference.
 *
 * @param rows the comparisons: `list`, `mode`, `what`, the lines `before` and `after`, and the `count` of requests
 * @param isPart true if only some lists were compared; then unused explanations are ignored
 * @returns the number of unexplained differences plus the number of unused explanations
 */
export function reportDifferences(rows, isPart) {
  const used = new Set();
  const table = new Map();
  let unexplained = 0;
  for (const row of rows) {
    const { lines, patch } = differencesOf(row);
    const known = lines.length === 0 ? undefined : explainedDifferences.find((entry) => explains(entry, row, lines));
    if (known) used.add(known);
    if (lines.length > 0 && !known) {
      unexplained++;
      console.log(`${row.list}, ${row.mode} ${row.what}\n${patch}`);
    }
    // Lists with a mistake are printed only if there is a difference.
    if (row.list.startsWith('errors/') && lines.length === 0) continue;
    const key = `${row.list} | ${row.mode}`;
    const { cells = [] } = table.get(key) ?? {};
    table.set(key, { count: row.count ?? '', cells: [...cells, cellOf(row, lines, known)] });
  }
  console.log('| list | run | requests | result |\n| --- | --- | --- | --- |');
  for (const [key, { count, cells }] of table) console.log(`| ${key} | ${count} | ${cells.join('; ')} |`);
  const unused = isPart ? [] : explainedDifferences.filter((entry) => !used.has(entry));
  for (const { list, what, why } of unused) console.log(`unused explanation: ${list} ${what}: ${why}`);
  const faulty = rows.filter(({ list }) => list.startsWith('errors/')).length;
  const requests = rows.reduce((sum, { what, count }) => sum + (what === 'wire' ? count : 0), 0);
  console.log(`\n${rows.length} comparisons (${faulty} of lists with a mistake), ${requests} requests with each build`);
  console.log(`${unexplained} unexplained differences, ${used.size} explanations used`);
  return unexplained + unused.length;
}
