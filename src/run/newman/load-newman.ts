import type { EventEmitter } from 'node:events';
import type { SandboxLibrary } from './warm-sandbox.ts';

/** The part of newman that a run uses. */
export interface Newman {
  run(options: Record<string, unknown>, done: (error: Error | null) => void): EventEmitter;
}

/** The part of postman-runtime that a run changes. newman uses it to send requests and run scripts. */
export interface Runtime {
  readonly Runner: {
    readonly prototype: { run(collection: unknown, options: { requester?: object }, done: unknown): unknown };
  };
}

/** The part of postman-request, newman's HTTP library, that a run changes. */
export interface RequestLibrary {
  readonly Request: {
    readonly prototype: {
      enableUnixSocket(): void;
      /** Sends the request. */
      start(): void;
      /** @param error has `res`, the proxy's answer, if a proxy refused to open a tunnel */
      onRequestError(error: Error & { res?: unknown }): void;
    };
  };
  /** Makes a cookie jar, which keeps its cookies in a store. */
  jar(store?: object): CookieJar;
}

/** A cookie jar of tough-cookie, on a store that keeps its cookies in memory. */
interface CookieJar {
  readonly store: object;
  readonly constructor: { deserializeSync(cookies: object, store: object): unknown };
  /** Returns the cookies as plain data. */
  serializeSync(): object;
}

/** newman and the libraries of newman that a run changes. */
export interface Engine {
  readonly newman: Newman;
  readonly runtime: Runtime;
  readonly request: RequestLibrary;
  readonly sandbox: SandboxLibrary;
}

/**
 * Loads newman and its libraries, which takes a quarter of a second. There is only one copy of each library, so changes
 * to it affect newman. The build and test/run/newman/load-newman.test.ts check that.
 */
export async function loadNewman(): Promise<Engine> {
  const newman = (await import('newman')).default as unknown as Newman;
  // @ts-expect-error: it has no types
  const runtime = (await import('postman-runtime')).default as Runtime;
  // @ts-expect-error: it has no types
  const request = (await import('postman-request')).default as RequestLibrary;
  // @ts-expect-error: some versions have types
  const sandbox = (await import('postman-sandbox')).default as unknown as SandboxLibrary;
  return { newman, runtime, request, sandbox };
}
