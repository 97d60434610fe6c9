import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codesIn, type Ended, type Started, startCli } from './cli.ts';
import { processTree } from './process-tree.ts';
import { tempFolder } from './temp-folder.ts';

/** A run, and what is looked at. */
export interface WatchedOptions {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Done to it when it has started. */
  readonly onStart?: (run: RunningRun) => unknown;
}

/** A run that is under way. */
export interface RunningRun {
  readonly started: Started;
  readonly cwd: string;
  /** The process that sends the requests; Linux only. */
  runner(): number;
}

/** What a run left behind. */
export interface WatchedRun extends Ended {
  /** From its first words to its end. */
  readonly seconds: number;
  /** Codes of its diagnostics on standard error. */
  readonly codes: readonly string[];
  /** Text of the reports; undefined when there is none. */
  readonly json: string | undefined;
  readonly junit: string | undefined;
  /** Files and folders that it left where temporary files are. */
  readonly leftOvers: readonly string[];
  /** Processes of it that are still there. */
  readonly survivors: readonly string[];
}

/** A run that hangs in spite of everything is ended by us, in seconds. */
const LIMIT = 200;

/** How long a process may take to vanish after its parent has. */
const VANISH = 1000;

function runnerOf({ child }: Started): number {
  const isIt = (words: readonly string[]) => words.some((one) => one.endsWith('newman-child.cjs'));
  const found = processTree(child.pid ?? 0).find((one) => isIt(one.arguments));
  // 0 would be all of us.
  if (!found) throw new Error('nobody sends requests');
  return found.pid;
}

/** Processes that were started with a folder in their environment: whoever their parent is by now. */
function startedWith(folder: string): string[] {
  return processTree(0).flatMap((one) => (one.environment.includes(folder) ? [one.arguments.join(' ')] : []));
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

/** Runs the built command line with both reports and a folder for temporary files of its own, and looks around afterwards. */
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
