import { SingleBar } from 'cli-progress';
import type { Io } from '../io.ts';

/** Shows the rows of a run: at once in a pipe; on a terminal, as a progress bar, and all rows at the end. */
export interface Progress {
  /** Adds the row of a request that has ended. */
  row(text: string): void;
  /** Removes the bar and prints the rows that are not printed yet. */
  end(): void;
}

/**
 * Starts to show progress.
 *
 * @param total expected number of rows
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
