import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { proxySettings } from '../proxy.ts';
import type { RunEvent, Runner } from '../runner.ts';
import type { FromChild, ToChild } from './child-messages.ts';
import { childEnvironment, childFile, childFlags } from './child-options.ts';
import { type NewmanJob, type RunFiles, toNewmanJob } from './newman-job.ts';

/** How long the process may take to end after it was told to, in milliseconds; then it is killed. */
const GRACE = 1000;

/** How much of what the process writes is kept, to say why it died. */
const MAX_NOISE = 16_384;

/**
 * An engine that runs a collection with newman in a process of its own: an empty working folder, an environment from an allow-list, a
 * limit of memory, Node's permission model, and no core dump. Collection and secrets go to it over a channel that only
 * the two have. What it does there, a crash, a loop or a flood of memory, ends nothing but itself.
 */
export function newmanRunner(files: RunFiles): Runner {
  return {
    engine: 'newman',
    async run(job, emit, signal) {
      const folder = realpathSync(mkdtempSync(join(tmpdir(), 'postmint-run-')));
      const remove = () => rmSync(folder, { recursive: true, force: true });
      // A second Ctrl-C ends this process at once.
      process.once('exit', remove);
      try {
        const own = toNewmanJob(job, files);
        await converse(start(own, folder), own, emit, signal);
      } finally {
        process.off('exit', remove);
        remove();
      }
    },
  };
}

/** Starts the process; by a shell where there is one, because only that can rule out core dumps, which hold secrets. */
function start(job: NewmanJob, folder: string): ChildProcess {
  const args = [...childFlags(job, process.allowedNodeEnvironmentFlags), childFile()];
  const [command, before] =
    process.platform === 'win32'
      ? [process.execPath, []]
      : ['/bin/sh', ['-c', 'ulimit -c 0; exec "$@"', 'sh', process.execPath]];
  return spawn(command, [...before, ...args], {
    cwd: folder,
    env: childEnvironment(process.env, folder),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    windowsHide: true,
  });
}

function converse(
  child: ChildProcess,
  job: NewmanJob,
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const say = (message: ToChild) => child.connected && child.send(message, () => undefined);
  let noise = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    noise = (noise + chunk.toString('utf8')).slice(-MAX_NOISE);
  });
  return new Promise<void>((resolve, reject) => {
    let last: FromChild | undefined;
    let timer: NodeJS.Timeout | undefined;
    const abort = () => {
      say({ type: 'abort' });
      timer = setTimeout(() => child.kill('SIGKILL'), GRACE);
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    child.on('message', (message: FromChild) => {
      try {
        if (message.type === 'event') emit(message.event);
        else last = message;
      } catch {
        // What it tells cannot be taken in: a fault of ours, which must end in a report as well.
        last = { type: 'failed', reason: 'an event of the run could not be processed' };
        child.kill('SIGKILL');
      }
    });
    const watch = watchMemory(child);
    child.on('error', (error) => reject(error));
    child.on('close', (code, killed) => {
      clearTimeout(timer);
      clearInterval(watch);
      signal.removeEventListener('abort', abort);
      if (last?.type === 'done' || signal.aborted) resolve();
      else reject(new Error(last?.type === 'failed' ? last.reason : endReason(code, killed, noise)));
    });
    say({ type: 'job', job, proxies: proxySettings() });
  });
}

/** How much memory the whole process may take: buffers are no objects, and Node's own limit does not count them. */
const MAX_MEMORY = 1024 * 1024 * 1024;

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

/** Why a process ended that should not have. What it wrote is not quoted: it may hold anything. */
function endReason(code: number | null, signal: NodeJS.Signals | null, noise: string): string {
  if (/heap out of memory|out of memory/i.test(noise)) return 'a script or an answer took too much memory';
  return signal ? `its process was ended by ${signal}` : `its process ended with ${code}`;
}
