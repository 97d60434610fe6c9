import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codesIn, type Ended, type Started, startCli } from './cli.ts';
import { processTree } from './process-tree.ts';
import { tempFolder } from './temp-folder.ts';

/** Options of a watched run. */
export interface WatchedOptions {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Called when the run has started. */
  readonly onStart?: (run: RunningRun) => unknown;
}

/** A run in progress. */
export interface RunningRun {
  readonly started: Started;
  readonly cwd: string;
  /** The id of the process that sends the requests. Linux only. */
  runner(): number;
}

/** The outcome of a run and what it left behind. */
export interface WatchedRun extends Ended {
  /** Seconds from the first line of output to the end. */
  readonly seconds: number;
  /** Codes of the diagnostics on standard error. */
  readonly codes: readonly string[];
  /** Text of the reports, or undefined if the file is missing. */
  readonly json: string | undefined;
  readonly junit: string | undefined;
  /** Files and folders left in the temporary folder. */
  readonly leftOvers: readonly string[];
  /** Command lines of processes that are still running. */
  readonly survivors: readonly string[];
}

/** Seconds after which a run that hangs is killed. */
const LIMIT = 200;

/** Milliseconds that a process may live on after its parent has ended. */
const VANISH = 1000;

function runnerOf({ child }: Started): number {
  const isRunner = (words: readonly string[]) => words.some((word) => word.endsWith('newman-child.cjs'));
  const found = processTree(child.pid ?? 0).find((seen) => isRunner(seen.arguments));
  // Never return 0: a signal to process 0 would reach the tests themselves.
  if (!found) throw new Error('no process sends requests');
  return found.pid;
}

/** Command lines of all processes that have `folder` in their environment, whatever their parent is now. */
function startedWith(folder: string): string[] {
  return processTree(0).flatMap((seen) => (seen.environment.includes(folder) ? [seen.arguments.join(' ')] : []));
}

async function stillRunning(folder: string): Promise<string[]> {
  const until = Date.now() + VANISH;
  let found = startedWith(folder);
  while (found.length > 0 && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    found = startedWith(folder);
  }
  return found;
}

/** Runs the built command line with JSON and JUnit reports and its own temporary folder, and collects what is left. */
export async function watchedRun(options: WatchedOptions): Promise<WatchedRun> {
  const { cwd, args, env, stdin, onStart } = options;
  const temporary = tempFolder();
  const started = startCli(['run', ...args, '--report', 'json=report.json,junit=report.xml'], {
    cwd,
    env: { ...env, TMPDIR: temporary },
    stdin,
  });
  const limit = setTimeout(() => started.child.kill('SIGKILL'), LIMIT * 1000);
  let begun = performance.now();
  const first = started.until(/requests?, environment /).then(
    () => {
      begun = performance.now();
    },
    () => undefined,
  );
  onStart?.({ started, cwd, runner: () => runnerOf(started) });
  const ended = await started.ended;
  const seconds = (performance.now() - begun) / 1000;
  clearTimeout(limit);
  await first;
  const text = (name: string) => (existsSync(join(cwd, name)) ? readFileSync(join(cwd, name), 'utf8') : undefined);
  return {
    ...ended,
    seconds,
    codes: codesIn(ended.stderr),
    json: text('report.json'),
    junit: text('report.xml'),
    leftOvers: readdirSync(temporary),
    survivors: await stillRunning(temporary),
  };
}
