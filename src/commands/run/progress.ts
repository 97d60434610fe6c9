import { SingleBar } from 'cli-progress';
import type { Io } from '../io.ts';

/** Rows of a run as they come: at once in a pipe; below a moving bar, and printed at the end, on a terminal. */
export interface Progress {
  row(text: string): void;
  end(): void;
}

/**
 * Starts to show progress.
 *
 * @param total how many rows to expect
 * @param visible false prints nothing at all
 */
export function startProgress(io: Io, total: number, visible: boolean): Progress {
  if (!visible) return { row: () => undefined, end: () => undefined };
  if (!io.terminal.err) return { row: (text) => io.out(`${text}\n`), end: () => undefined };
  const rows: string[] = [];
  const bar = new SingleBar({
    format: '{bar} {value}/{total} requests',
    barsize: 40,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
  });
  bar.start(total, 0);
  return {
    row: (text) => {
      rows.push(text);
      bar.increment();
    },
    end: () => {
      bar.stop();
      for (const row of rows) io.out(`${row}\n`);
    },
  };
}
