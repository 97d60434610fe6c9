import { expect, test } from 'vitest';
import type { Io } from '../../../src/commands/io.ts';
import { startProgress } from '../../../src/commands/run/progress.ts';

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
