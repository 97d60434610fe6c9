import type { Paint } from '../diagnostics/format.ts';
import type { RunFiles } from '../run/newman/newman-job.ts';
import type { Runner } from '../run/runner.ts';

/** All that a command touches of its process: tests hand in their own. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results: for people and for pipes. */
  readonly out: (text: string) => void;
  /** Diagnostics and progress. */
  readonly err: (text: string) => void;
  /** Everything on standard input, as text. */
  readonly readStdin: () => Promise<string>;
  readonly terminal: { readonly in: boolean; readonly out: boolean; readonly err: boolean };
  /** Colours for standard output and for standard error. */
  readonly paint: { readonly out: Paint; readonly err: Paint };
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Unique among running processes, for temporary files. */
  readonly id: string;
  /** A fresh random text, for secrets of the embedded server. */
  readonly random: () => string;
  /** Makes what sends the requests of some files; newman in a separate process when absent. */
  readonly runner?: (files: RunFiles) => Runner;
}
