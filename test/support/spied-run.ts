import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CarelessServer, startCarelessServer } from './careless-server.ts';
import { cleanEnv, type Ended, type Started, start } from './cli.ts';
import { type ProcessSeen, processTree } from './process-tree.ts';
import { secretKinds } from './secret-kinds.ts';
import { tempFolder } from './temp-folder.ts';

/** How a run is ended from outside, once the request that nobody answers is on its way. */
export type Violence = 'SIGSEGV' | 'SIGKILL' | 'Ctrl-C';

/** A run to spy on. */
export interface SpiedOptions {
  /** The program's script: what Node is started with. */
  readonly program: string;
  readonly args: (server: CarelessServer) => readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly refuses: boolean;
  readonly violence?: Violence | undefined;
  /** Whether the program believes that it is at a terminal. */
  readonly terminal?: boolean;
  /** Files in the folder that are looked at apart. */
  readonly known: readonly string[];
}

/** All that somebody else on the machine, or somebody who finds it later, can see of a run. */
export interface SpiedRun extends Ended {
  /** Command lines of all its processes. */
  readonly commandLines: string;
  /** What the processes that it starts are started with. What it was started with itself is its user's. */
  readonly environments: string;
  /** Files that it writes into its folder, its home and the folder for temporary files, during the run and after it. */
  readonly leftOvers: string;
  /** All that the server was sent. */
  readonly received: string;
}

const quote = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

/** The first of the processes that is the program itself, not the shells and terminals around it, and its children. */
function programIn(tree: readonly ProcessSeen[], program: string): ProcessSeen[] {
  const main = tree.find((one) => one.arguments.includes(program));
  return main ? processTree(main.pid) : [];
}

/** A `git` that notes what it is started with: it lives too short to be seen otherwise. */
function spyOnGit(): { folder: string; notes: () => string[] } {
  const folder = tempFolder();
  const notes = tempFolder();
  const git = join(folder, 'git');
  const rest = `PATH=$(printf %s "$PATH" | sed "s|^${folder}:||") exec git "$@"`;
  writeFileSync(git, `#!/bin/sh\ncat "/proc/$$/cmdline" "/proc/$$/environ" > "${notes}/$$"\n${rest}\n`);
  chmodSync(git, 0o755);
  return { folder, notes: () => readdirSync(notes).map((name) => readFileSync(join(notes, name), 'utf8')) };
}

/** Of a file that is too large to take apart, such as a core dump: the secrets that it has as they are. */
function secretsIn(path: string): string {
  const patterns = secretKinds.flatMap(({ value }) => ['-e', value]);
  return spawnSync('grep', ['-aoF', '--max-count=1000', ...patterns, path], { encoding: 'utf8' }).stdout;
}

function filesIn(folder: string, known: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name);
    try {
      const about = statSync(path);
      if (!about.isFile() || known.includes(name)) return [];
      return [`${name}\n${about.size > 5_000_000 ? secretsIn(path) : readFileSync(path, 'utf8')}`];
    } catch {
      // It is gone already.
      return [];
    }
  });
}

/** Ends the runner: the child that sends the requests, or the program itself if it sends them. */
function crash(processes: readonly ProcessSeen[], signal: 'SIGSEGV' | 'SIGKILL'): void {
  const [main, ...children] = processes;
  const runner = children.find((one) => one.arguments[0]?.endsWith('node')) ?? main;
  if (runner) process.kill(runner.pid, signal);
}

/** What a terminal does at Ctrl-C: everybody in the foreground is told. */
function interrupt(started: Started, processes: readonly ProcessSeen[], terminal: boolean): void {
  if (terminal) started.child.stdin?.write('\u0003');
  else for (const { pid } of processes) process.kill(pid, 'SIGINT');
}

/** Runs a program against a careless server, and looks at all of it whenever a request arrives, and afterwards. */
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
    for (const one of processes) commandLines.add(one.arguments.join(' '));
    for (const one of processes.slice(1)) environments.add(one.environment);
    gather();
    if (path !== '/hang' || !violence || !started) return;
    if (violence === 'Ctrl-C') interrupt(started, processes, terminal);
    else crash(processes, violence);
  };
  const server = await startCarelessServer({ refuses: options.refuses, onRequest });
  const { PATH } = cleanEnv();
  const env = {
    ...{ PATH: `${git.folder}:${PATH}`, HOME: home, TMPDIR: temporary, TERM: 'xterm' },
    // What a company has in /etc/environment.
    ...{ HTTP_PROXY: server.proxy, http_proxy: server.proxy },
    ...options.env,
  };
  // Where memory may be dumped, a crash leaves it behind.
  const words = [process.execPath, program, ...options.args(server)].map(quote);
  const script = `ulimit -c unlimited; exec ${words.join(' ')}`;
  const [command, ...args] = terminal ? ['script', '-qefc', script, '/dev/null'] : ['bash', '-c', script];
  started = start(command as string, args, { cwd, env, stdin: options.stdin, keepOpen: terminal });
  const ended = await started.ended;
  await server.close();
  gather();
  for (const note of git.notes()) environments.add(note);
  const all = (texts: Iterable<string>) => [...texts].join('\n');
  return {
    ...ended,
    commandLines: all(commandLines),
    environments: all(environments),
    leftOvers: all(leftOvers),
    received: server.received(),
  };
}
