import type { Io } from '../../src/commands/io.ts';
import { main } from '../../src/commands/main.ts';
import { plain } from '../../src/diagnostics/format.ts';
import type { Ended, StartOptions } from './cli.ts';
import { newmanHere } from './newman-here.ts';

/** What a test may want to be otherwise in a process that is none. */
export interface InProcessOptions extends StartOptions {
  readonly signal?: AbortSignal;
  readonly terminal?: Partial<Io['terminal']>;
  /** Told of each piece of standard output and standard error as it comes: what a person at a terminal sees. */
  readonly onText?: (text: string) => void;
  /** newman in this process when absent: a run takes a tenth of the time. */
  readonly runner?: Io['runner'];
}

/**
 * Carries out a command line in this process, from the sources: a hundred times as fast as starting one. What only a
 * process can show (signals, pipes, exit codes, colours) is in test/e2e.
 */
export async function inProcess(args: readonly string[], options: InProcessOptions): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  const tell = (text: string) => {
    if (text !== '') options.onText?.(text);
  };
  const io: Io = {
    cwd: options.cwd,
    env: options.env ?? {},
    out: (text) => {
      stdout += text;
      tell(text);
    },
    err: (text) => {
      stderr += text;
      tell(text);
    },
    readStdin: async () => options.stdin ?? '',
    terminal: { in: false, out: false, err: false, ...options.terminal },
    paint: { out: plain, err: plain },
    signal: options.signal ?? new AbortController().signal,
    id: String(process.pid),
    random: () => 'made-for-this-start',
    runner: options.runner ?? newmanHere,
  };
  const code = await main(args, io, '0.0.0');
  return { code, stdout, stderr };
}
