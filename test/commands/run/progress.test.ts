import { expect, test } from 'vitest';
import type { Io } from '../../../src/commands/io.ts';
import { startProgress } from '../../../src/commands/run/progress.ts';

/** What has been printed after the first row, and after the end. */
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
  ['in a pipe, rows come at once', false, true, ['first\n', 'first\nsecond\n']],
  ['on a terminal, they come when the bar is gone', true, true, ['', 'first\nsecond\n']],
  ['for JSON, nothing comes', true, false, ['', '']],
])('%s', (_, terminal, visible, texts) => {
  expect(printed(terminal, visible)).toEqual(texts);
});
