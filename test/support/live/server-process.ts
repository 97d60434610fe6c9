import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../free-port.ts';

/** A running server. */
export interface ServerProcess {
  /** The end of its output, for failure messages. */
  log(): string;
  stop(): Promise<void>;
}

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A URL that answers 2xx once the server is ready. */
  readonly ready: string;
  /** Milliseconds until the server must be ready. */
  readonly deadline: number;
}

/** The environment variables passed on to a server. No proxy, because servers connect to this machine only. */
const passedOn = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'JAVA_HOME'] as const;

const guard = fileURLToPath(new URL('./guard.mjs', import.meta.url));

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Starts a server and waits until it is ready. Throws with the end of its output if it does not become ready. */
export async function startProcess(server: ServerCommand): Promise<ServerProcess> {
  const own = Object.fromEntries(passedOn.map((name) => [name, process.env[name]]));
  const child = spawn(process.execPath, [guard, server.command, ...server.args], {
    env: { ...own, ...server.env },
    // A separate process group: Ctrl-C reaches only the tests, which then end the server.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      written = (written + text).slice(-50_000);
    });
  let ended = false;
  const end = new Promise<void>((resolve) => {
    child.on('close', () => {
      ended = true;
      resolve();
    });
  });
  // The pipe breaks if the guard has already ended.
  child.stdin.on('error', () => undefined);
  const stop = async () => {
    child.stdin.end();
    await end;
  };

  const until = Date.now() + server.deadline;
  while (!ended && Date.now() < until) {
    if (await answers(server.ready)) return { log: () => written, stop };
    await sleep(100);
  }
  const why = ended ? 'it ended at once' : `it is not ready after ${server.deadline / 1000} s`;
  await stop();
  throw new Error(`${why}\n${written.slice(-2000)}`);
}

/** Starts a server on a free port. If another process takes that port first, tries up to two other ports. */
export async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let left = 2; ; left--) {
    try {
      return await start(await freePort());
    } catch (error) {
      if (left === 0 || !/in use/i.test(String(error))) throw error;
    }
  }
}
