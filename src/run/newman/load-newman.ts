import type { EventEmitter } from 'node:events';

/** newman, as far as a run uses it. */
export interface Newman {
  run(options: Record<string, unknown>, done: (error: Error | null) => void): EventEmitter;
}

/** The library below newman that sends requests and runs scripts. */
export interface Runtime {
  readonly Runner: {
    readonly prototype: { run(collection: unknown, options: { requester?: object }, done: unknown): unknown };
  };
}

/** The HTTP library below both. */
export interface RequestLibrary {
  readonly Request: { readonly prototype: { enableUnixSocket(): void } };
}

/** newman and the libraries below it that a run changes. */
export interface Engine {
  readonly newman: Newman;
  readonly runtime: Runtime;
  readonly request: RequestLibrary;
}

/**
 * Loads newman and what is below it, which takes a quarter of a second. There is one copy of each: what is changed here
 * is what newman uses. The build and test/run/newman/load-newman.test.ts hold that.
 */
export async function loadNewman(): Promise<Engine> {
  const newman = (await import('newman')).default as unknown as Newman;
  // @ts-expect-error: it has no types
  const runtime = (await import('postman-runtime')).default as Runtime;
  // @ts-expect-error: it has no types
  const request = (await import('postman-request')).default as RequestLibrary;
  return { newman, runtime, request };
}
