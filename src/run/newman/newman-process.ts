import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tls } from '../job.ts';
import { childEnvironment, childFile, childFlags } from './child-options.ts';

/** How much of what the process writes is kept, to say why it died. */
const MAX_NOISE = 16_384;

/** How much memory the whole process may take: buffers are no objects, and Node's own limit does not count them. */
const MAX_MEMORY = 1024 * 1024 * 1024;

/** Why a process that sends requests is over. */
export interface Ended {
  /** Set when it could not be started at all. */
  readonly error?: Error;
  readonly code?: number | null;
  readonly signal?: NodeJS.Signals | null;
  /** The end of what it wrote. */
  readonly noise: string;
}

/**
 * The process that sends the requests, in an empty folder. It loads newman as soon as it starts, and then waits for a
 * job. The folder is removed when the process is over.
 */
export class NewmanProcess {
  readonly child: ChildProcess;
  /** Resolves when the process is over and nothing is left of it. */
  readonly ended: Promise<Ended>;
  /** False once the process is over. */
  alive = true;
  private readonly flags: readonly string[];

  constructor(tls: Tls) {
    this.flags = flagsOf(tls);
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'postmint-run-')));
    const remove = () => rmSync(folder, { recursive: true, force: true });
    // A second Ctrl-C ends this process at once.
    process.once('exit', remove);
    this.child = start(this.flags, folder);
    this.ended = this.untilEnd().then((ended) => {
      this.alive = false;
      process.off('exit', remove);
      remove();
      return ended;
    });
  }

  /** True when it may read what a run with these certificates needs, and no more. */
  fits(tls: Tls): boolean {
    return this.alive && flagsOf(tls).join('\n') === this.flags.join('\n');
  }

  /** Ends it without asking. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  private untilEnd(): Promise<Ended> {
    const { child } = this;
    let noise = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      noise = (noise + chunk.toString('utf8')).slice(-MAX_NOISE);
    });
    const watch = watchMemory(child);
    return new Promise<Ended>((resolve) => {
      child.on('error', (error) => resolve({ error, noise }));
      child.on('close', (code, signal) => resolve({ code, signal, noise }));
    }).finally(() => clearInterval(watch));
  }
}

const flagsOf = (tls: Tls) => childFlags(tls, process.allowedNodeEnvironmentFlags);

/** Starts the process; by a shell where there is one, because only that can rule out core dumps, which hold secrets. */
function start(flags: readonly string[], folder: string): ChildProcess {
  const [command, before] =
    process.platform === 'win32'
      ? [process.execPath, []]
      : ['/bin/sh', ['-c', 'ulimit -c 0; exec "$@"', 'sh', process.execPath]];
  return spawn(command, [...before, ...flags, childFile()], {
    cwd: folder,
    env: childEnvironment(process.env, folder),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    windowsHide: true,
  });
}

/** Ends the process when it takes too much. Only Linux tells others how much that is. */
function watchMemory(child: ChildProcess): NodeJS.Timeout {
  return setInterval(() => {
    try {
      const [, pages = '0'] = readFileSync(`/proc/${child.pid}/statm`, 'utf8').split(' ');
      if (Number(pages) * 4096 > MAX_MEMORY) child.kill('SIGKILL');
    } catch {
      // Gone already, or another system.
    }
  }, 250);
}
