import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CarelessServer, startCarelessServer } from './careless-server.ts';
import { cleanEnv, type Ended, type Started, start } from './cli.ts';
import { type ProcessSeen, processTree } from './process-tree.ts';
import { secretKinds } from './secret-kinds.ts';
import { tempFolder } from './temp-folder.ts';

/** How a run is ended from outside, during the request that is never answered. */
export type Violence = 'SIGSEGV' | 'SIGKILL' | 'Ctrl-C';

/** Options of a run to spy on. */
export interface SpiedOptions {
  /** The script that Node runs. */
  readonly program: string;
  readonly args: (server: CarelessServer) => readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly refuses: boolean;
  readonly violence?: Violence | undefined;
  /** Whether the program runs in a pseudo-terminal. */
  readonly terminal?: boolean;
  /** Files in the folder that are checked separately, and so are not left-overs. */
  readonly known: readonly string[];
}

/** Everything about a run that others can see, during the run or later. */
export interface SpiedRun extends Ended {
  /** Command lines of all processes of the run. */
  readonly commandLines: string;
  /** Environments of the child processes. The program's own environment is excluded: the user has set it. */
  readonly environments: string;
  /** Files in its folder, its home and the temporary folder, during and after the run. */
  readonly leftOvers: string;
  /** Everything that the server received. */
  readonly received: string;
}

const quote = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

/** The program's process and its descendants, without the shell or terminal that started it. */
function programIn(tree: readonly ProcessSeen[], program: string): ProcessSeen[] {
  const main = tree.find((candidate) => candidate.arguments.includes(program));
  return main ? processTree(main.pid) : [];
}

/** A wrapper of `git` that records its arguments and environment. git ends too soon to be seen in /proc. */
function spyOnGit(): { folder: string; notes: () => string[] } {
  const folder = tempFolder();
  const notes = tempFolder();
  const git = join(folder, 'git');
  const rest = `PATH=$(printf %s "$PATH" | sed "s|^${folder}:||") exec git "$@"`;
  writeFileSync(git, `#!/bin/sh\ncat "/proc/$$/cmdline" "/proc/$$/environ" > "${notes}/$$"\n${rest}\n`);
  chmodSync(git, 0o755);
  return { folder, notes: () => readdirSync(notes).map((name) => readFileSync(join(notes, name), 'utf8')) };
}

/** The unencoded secrets in a file that is too large to decode, such as a core dump. */
function secretsIn(path: string): string {
  const patterns = secretKinds.flatMap(({ value }) => ['-e', value]);
  return spawnSync('grep', ['-aoF', '--max-count=1000', ...patterns, path], { encoding: 'utf8' }).stdout;
}

function filesIn(folder: string, known: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name);
    try {
      const stats = statSync(path);
      if (!stats.isFile() || known.includes(name)) return [];
      return [`${name}\n${stats.size > 5_000_000 ? secretsIn(path) : readFileSync(path, 'utf8')}`];
    } catch {
      // The file has been removed in the meantime.
      return [];
    }
  });
}

/** Kills the process that sends the requests: a child, or the program itself. */
function crash(processes: readonly ProcessSeen[], signal: 'SIGSEGV' | 'SIGKILL'): void {
  const [main, ...children] = processes;
  const runner = children.find((one) => one.arguments[0]?.endsWith('node')) ?? main;
  if (runner) process.kill(runner.pid, signal);
}

/** Does what Ctrl-C does in a terminal: all processes in the foreground receive SIGINT. */
function interrupt(started: Started, processes: readonly ProcessSeen[], terminal: boolean): void {
  if (terminal) started.child.stdin?.write('\u0003');
  else for (const { pid } of processes) process.kill(pid, 'SIGINT');
}

/** Runs a program against a careless server. Collects what is visible at each request and after the run. */
export async function spiedRun(options: SpiedOptions): Promise<SpiedRun> {
  const { program, cwd, known, terminal = false, violence } = options;
  const [home, temporary, git] = [tempFolder(), tempFolder(), spyOnGit()];
  const commandLines = new Set<string>();
  const environments = new Set<string>();
  const leftOvers = new Set<string>();
  const gather = () => {
    for (const folder of [cwd, home, temporary]) for (const file of filesIn(folder, known)) leftOvers.add(file);
  };
  let started: Started | undefined;
  const onRequest = (path: string) => {
    const processes = programIn(processTree(started?.child.pid ?? 0), program);
    for (const seen of processes) commandLines.add(seen.arguments.join(' '));
    for (const child of processes.slice(1)) environments.add(child.environment);
    gather();
    if (path !== '/hang' || !violence || !started) return;
    if (violence === 'Ctrl-C') interrupt(started, processes, terminal);
    else crash(processes, violence);
  };
  const server = await startCarelessServer({ refuses: options.refuses, onRequest });
  const { PATH } = cleanEnv();
  const env = {
    ...{ PATH: `${git.folder}:${PATH}`, HOME: home, TMPDIR: temporary, TERM: 'xterm' },
    // As companies set in /etc/environment.
    ...{ HTTP_PROXY: server.proxy, http_proxy: server.proxy },
    ...options.env,
  };
  // Allow core dumps, so that a crash may leave one behind.
  const words = [process.execPath, program, ...options.args(server)].map(quote);
  const script = `ulimit -c unlimited; exec ${words.join(' ')}`;
  const [command, ...args] = terminal ? ['script', '-qefc', script, '/dev/null'] : ['bash', '-c', script];
  started = start(command as string, args, { cwd, env, stdin: options.stdin, keepOpen: terminal });
  const ended = await started.ended;
  await server.close();
  gather();
  for (const note of git.notes()) environments.add(note);
  const lines = (texts: Iterable<string>) => [...texts].join('\n');
  return {
    ...ended,
    commandLines: lines(commandLines),
    environments: lines(environments),
    leftOvers: lines(leftOvers),
    received: server.received(),
  };
}
