import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DEFAULT_ANSWER } from '../../notation/units/size.ts';
import type { RunJob, Tls, UploadFiles } from '../job.ts';
import { childEnvironment, childFile, childFlags } from './child-options.ts';
import { CurrentSending } from './request-sending.ts';

/** How many characters of the process's error output are kept, to find out why it died. */
const MAX_NOISE = 16_384;

/** Memory limit for the whole process, in bytes. Node's own limit does not include buffers. */
const MAX_MEMORY = 1024 * 1024 * 1024;

/** How much more memory the process may use for each byte that an answer may be larger than by default. */
const FOR_EACH_BYTE = 12;

/** How the newman process ended. */
export interface Ended {
  /** Set if the process could not be started. */
  readonly error?: Error;
  readonly code?: number | null;
  readonly signal?: NodeJS.Signals | null;
  /** The end of its error output. */
  readonly noise: string;
}

/**
 * The newman process. The constructor starts it in a new, empty folder. It loads newman at once, then waits for a job.
 * The folder is removed when the process has ended.
 */
export class NewmanProcess {
  readonly child: ChildProcess;
  /** Resolves when the process has ended and its folder is removed. */
  readonly ended: Promise<Ended>;
  /** False once the process has ended. */
  alive = true;
  private readonly flags: readonly string[];
  private memory = MAX_MEMORY;

  /** @param uploads files that the requests of the job send */
  constructor(tls: Tls, uploads?: UploadFiles) {
    this.flags = flagsOf(tls, uploads);
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'postmint-run-')));
    const remove = () => rmSync(folder, { recursive: true, force: true });
    // A second Ctrl-C ends our own process immediately.
    process.once('exit', remove);
    this.child = start(this.flags, folder);
    this.ended = this.untilEnd().then((ended) => {
      this.alive = false;
      process.off('exit', remove);
      remove();
      return ended;
    });
  }

  /** True if the process is alive and may read exactly the files that a job needs. */
  fits(tls: Tls, uploads?: UploadFiles): boolean {
    return this.alive && flagsOf(tls, uploads).join('\n') === this.flags.join('\n');
  }

  /** Raises the memory limit for a job whose answers may be large: newman and the sandbox hold each several times. */
  allowAnswers(job: Pick<RunJob, 'limits' | 'sending'>): void {
    const { maxResponse } = CurrentSending.most(job);
    this.memory = MAX_MEMORY + FOR_EACH_BYTE * Math.max(0, maxResponse - DEFAULT_ANSWER);
  }

  /** Kills the process (SIGKILL). */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  private untilEnd(): Promise<Ended> {
    const { child } = this;
    let noise = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      noise = (noise + chunk.toString('utf8')).slice(-MAX_NOISE);
    });
    const watch = watchMemory(child, () => this.memory);
    return new Promise<Ended>((resolve) => {
      child.on('error', (error) => resolve({ error, noise }));
      child.on('close', (code, signal) => resolve({ code, signal, noise }));
    }).finally(() => clearInterval(watch));
  }
}

const flagsOf = (tls: Tls, uploads?: UploadFiles) =>
  childFlags(tls, process.allowedNodeEnvironmentFlags, uploads?.files);

/** Starts the process, except on Windows through a shell: only that can disable core dumps, which contain secrets. */
function start(flags: readonly string[], folder: string): ChildProcess {
  const [command, before] =
    process.platform === 'win32'
      ? [process.execPath, []]
      : ['/bin/sh', ['-c', 'ulimit -c 0; exec "$@"', 'sh', process.execPath]];
  return spawn(command, [...before, ...flags, childFile()], {
    cwd: folder,
    env: childEnvironment(withAbsolutePath(process.env), folder),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    windowsHide: true,
  });
}

/** The process has another working folder, so a relative path to certificates must be made absolute. */
function withAbsolutePath(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: path } = environment;
  return path ? { ...environment, NODE_EXTRA_CA_CERTS: resolve(path) } : environment;
}

/**
 * Kills the process if it uses more memory than `most` returns, in bytes. Works on Linux only, where /proc shows the
 * memory of a process.
 */
function watchMemory(child: ChildProcess, most: () => number): NodeJS.Timeout {
  return setInterval(() => {
    try {
      const [, pages = '0'] = readFileSync(`/proc/${child.pid}/statm`, 'utf8').split(' ');
      if (Number(pages) * 4096 > most()) child.kill('SIGKILL');
    } catch {
      // The process has ended, or the system is not Linux.
    }
  }, 250);
}
