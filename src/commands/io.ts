import type { Paint } from '../diagnostics/format.ts';
import type { ReadyNewman } from '../run/newman/child-runner.ts';
import type { RunFiles } from '../run/newman/newman-job.ts';
import type { Runner } from '../run/runner.ts';

/** A command's access to its process. Tests pass their own. */
export interface Io {
  /** Absolute path of the working folder. */
  readonly cwd: string;
  /** Environment variables of the process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results: for people and for pipes. */
  readonly out: (text: string) => void;
  /** Diagnostics and progress. */
  readonly err: (text: string) => void;
  /** Everything on standard input, as text. */
  readonly readStdin: () => Promise<string>;
  /** Which of standard input, output and error are terminals. */
  readonly terminal: { readonly in: boolean; readonly out: boolean; readonly err: boolean };
  /** Columns of the terminal on standard error; absent if it is not a terminal. */
  readonly columns?: number;
  /** Colours for standard output and for standard error. */
  readonly paint: { readonly out: Paint; readonly err: Paint };
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Aborted by a second Ctrl-C. */
  readonly again?: AbortSignal;
  /** Unique among running processes, for temporary files. */
  readonly id: string;
  /** Returns new random text, for secrets of the embedded server. */
  readonly random: () => string;
  /** newman's process, if it was started before the command line was parsed. */
  readonly ready?: ReadyNewman | undefined;
  /** Makes the runner that sends the requests of these files. Default: newman in a separate process. */
  readonly runner?: (files: RunFiles) => Runner;
}
