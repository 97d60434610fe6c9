// Prints what compare-wire has compared, and every difference that nothing explains.
import { createTwoFilesPatch } from 'diff';
import { explainedDifferences } from './explained-differences.mjs';

/** The lines that differ, with `-` or `+`, and the whole patch; no lines when both sides are equal. */
function differencesOf({ before, after, list, what }) {
  if (before.join('\n') === after.join('\n')) return { lines: [], patch: '' };
  const end = (lines) => `${lines.join('\n')}\n`;
  const patch = createTwoFilesPatch('before', 'after', end(before), end(after), list, what, { context: 3 });
  const [, ...hunks] = patch.split(/^(?=@@)/m);
  return { lines: hunks.flatMap((hunk) => hunk.split('\n').filter((line) => /^[-+]/.test(line))), patch };
}

const explains = (known, { list, what }, lines) =>
  known.list.test(list) && known.what === what && lines.every((line) => known.lines.test(line));

/** What the table says of one comparison. */
function cellOf({ what, before }, lines, known) {
  if (lines.length > 0) return `${what} ${known ? `explained: ${known.why}` : `**differs in ${lines.length} lines**`}`;
  return what === 'verdict' ? `verdict equal (${before[0]})` : `${what} equal`;
}

/**
 * Prints a table with a line for each run, and the patch of each difference that nothing explains.
 *
 * @param rows what was compared: `list`, `mode`, `what`, the lines `before` and `after`, and the `count` of requests
 * @param isPart whether only some lists were compared, so that an explanation may be without its difference
 * @returns the number of unexplained differences and of explanations that explain nothing
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
    // Of the lists with a mistake, only those that differ are worth a line.
    if (row.list.startsWith('errors/') && lines.length === 0) continue;
    const key = `${row.list} | ${row.mode}`;
    const { cells = [] } = table.get(key) ?? {};
    table.set(key, { count: row.count ?? '', cells: [...cells, cellOf(row, lines, known)] });
  }
  console.log('| list | run | requests | result |\n| --- | --- | --- | --- |');
  for (const [key, { count, cells }] of table) console.log(`| ${key} | ${count} | ${cells.join('; ')} |`);
  const unused = isPart ? [] : explainedDifferences.filter((entry) => !used.has(entry));
  for (const { list, what, why } of unused) console.log(`explains nothing: ${list} ${what}: ${why}`);
  const faulty = rows.filter(({ list }) => list.startsWith('errors/')).length;
  const requests = rows.reduce((sum, { what, count }) => sum + (what === 'wire' ? count : 0), 0);
  console.log(`\n${rows.length} comparisons (${faulty} of lists with a mistake), ${requests} requests with each build`);
  console.log(`${unexplained} differences without an explanation, ${used.size} explained`);
  return unexplained + unused.length;
}
