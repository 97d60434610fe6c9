import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Ask, Logged, Report, Wanted } from './server.ts';

/** A server in the other process. */
export interface OpenServer {
  readonly origin: string;
  /** Closes the server and returns the requests it received. */
  close(): Promise<Logged[]>;
}

/** The process of the servers. It has its own clock. */
export interface ServerProcess {
  open(wanted: Wanted): Promise<OpenServer>;
  end(): void;
}

/** Starts the process of the servers. */
export function startServers(program: string, env: Readonly<Record<string, string>>): ServerProcess {
  const child = fork(program, [], { env: { ...process.env, ...env } });
  const waiting = new Map<string, { resolve(reply: Report): void; reject(error: Error): void }>();
  child.on('message', (reply: Report) => waiting.get(reply.id)?.resolve(reply));
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the server ended with ${code}`));
  });
  const ask = (message: Ask) =>
    new Promise<Report>((resolve, reject) => {
      waiting.set(message.id, { resolve, reject });
      child.send(message);
    });
  return {
    open: async (wanted) => {
      const id = randomUUID();
      const reply = await ask({ id, open: wanted });
      if (!('port' in reply)) throw new Error('the server has no port');
      const close = async () => {
        const last = await ask({ id });
        if (!('log' in last)) throw new Error('the server has no log');
        return last.log;
      };
      return { origin: `http://127.0.0.1:${reply.port}`, close };
    },
    end: () => child.disconnect(),
  };
}
