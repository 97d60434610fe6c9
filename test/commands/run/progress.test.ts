import { expect, test } from 'vitest';
import type { Io } from '../../../src/commands/io.ts';
import { speedOf, startProgress } from '../../../src/commands/run/progress.ts';

/** The output after the first row, and at the end. */
function printed(terminal: boolean, visible: boolean): [string, string] {
  let text = '';
  const out = (more: string) => {
    text += more;
  };
  const progress = startProgress({ out, terminal: { err: terminal } } as unknown as Io, 2, visible);
  progress.row('first');
  const during = text;
  progress.row('second');
  progress.end();
  return [during, text];
}

test.each<[string, boolean, boolean, [string, string]]>([
  ['in a pipe, rows are printed at once', false, true, ['first\n', 'first\nsecond\n']],
  ['on a terminal, rows are printed after the progress bar', true, true, ['', 'first\nsecond\n']],
  ['with JSON output, nothing is printed', true, false, ['', '']],
])('%s', (_, terminal, visible, texts) => {
  expect(printed(terminal, visible)).toEqual(texts);
});

test.each<[title: string, done: number, total: number, elapsed: number, want: string]>([
  ['at the beginning', 5, 100, 400, ''],
  ['without a request', 0, 100, 5000, ''],
  ['a fast run', 1000, 3000, 5000, ', 200/s, 10 s left'],
  ['a slow run', 10, 100, 20_000, ', 0.5/s, 3 min left'],
  ['a minute and a half', 100, 1000, 10_000, ', 10/s, 2 min left'],
  ['at the end', 100, 100, 10_000, ', 10/s, 0 s left'],
])('the speed of %s', (_, done, total, elapsed, want) => expect(speedOf(done, total, elapsed)).toBe(want));
