import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';

/** A sandbox of newman: a thread in which scripts run. */
interface Sandbox extends EventEmitter {
  readonly hasTimedOut: boolean;
  /** Executions that have not ended. */
  readonly _executing: object;
  dispose(done?: () => void): void;
}
type Done = (error: Error | null, sandbox?: Sandbox) => void;
interface Library {
  createContext: ((options: object, done: Done) => void) & { reuses?: true };
}

/** Sandboxes that no run uses, by their options. */
const free = new Map<string, Sandbox[]>();

/**
 * Makes newman in this process keep a sandbox for the next run. To start one takes a quarter of a second, more than all
 * the rest of a short run. Within a run, newman itself uses one sandbox for all scripts.
 */
export function reuseSandbox(): void {
  const paths = ['newman', 'postman-runtime'];
  const from = paths.reduce((require, path) => createRequire(require.resolve(path)), createRequire(import.meta.url));
  const library = from('postman-sandbox') as Library;
  const create = library.createContext;
  if (create.reuses) return;
  const reusing = (options: object, done: Done) => {
    const key = JSON.stringify(options);
    const ready = free.get(key)?.pop();
    if (ready) {
      setImmediate(() => done(null, ready));
      return;
    }
    create(options, (error, sandbox) => {
      if (sandbox) keepWhenDone(sandbox, key);
      done(error, sandbox);
    });
  };
  library.createContext = Object.assign(reusing, { reuses: true as const });
}

function keepWhenDone(sandbox: Sandbox, key: string): void {
  const dispose = sandbox.dispose.bind(sandbox);
  const own = new Map(sandbox.eventNames().map((name) => [name, new Set(sandbox.rawListeners(name))]));
  sandbox.dispose = (done) => {
    const isBusy = sandbox.hasTimedOut || Object.keys(sandbox._executing).length > 0;
    if (isBusy) {
      sandbox.dispose = dispose;
      dispose(done);
      return;
    }
    for (const name of sandbox.eventNames()) {
      for (const listener of sandbox.rawListeners(name)) {
        if (!own.get(name)?.has(listener)) sandbox.removeListener(name, listener as () => void);
      }
    }
    free.set(key, [...(free.get(key) ?? []), sandbox]);
    done?.();
  };
}
