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
    format: '{bar} {value}/{total} requests{speed}',
    barsize: 30,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
  });
  const begun = Date.now();
  bar.start(total, 0, { speed: '' });
  return {
    row: (text) => {
      rows.push(text);
      // Scripts may send a request several times.
      if (rows.length > bar.getTotal()) bar.setTotal(rows.length);
      bar.increment({ speed: speedOf(rows.length, bar.getTotal(), Date.now() - begun) });
    },
    end: () => {
      bar.stop();
      for (const row of rows) io.out(`${row}\n`);
    },
  };
}

/** Milliseconds before the speed says something. */
const SETTLED = 1000;

/**
 * Returns how many requests are done in a second, and how long the rest takes; empty at the beginning.
 *
 * @param elapsed milliseconds
 * @example speedOf(100, 300, 10_000) // ', 10/s, 20 s left'
 */
export function speedOf(done: number, total: number, elapsed: number): string {
  if (elapsed < SETTLED || done === 0) return '';
  const rate = (done * 1000) / elapsed;
  const left = Math.ceil((total - done) / rate);
  const shown = left >= 90 ? `${Math.ceil(left / 60)} min` : `${left} s`;
  return `, ${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s, ${shown} left`;
}
