import { expect, test, vi } from 'vitest';
import { type SandboxLibrary, warmSandbox } from '../../../src/run/newman/warm-sandbox.ts';

/** A library whose sandboxes are numbered. */
function library(fails = false) {
  let made = 0;
  const createContext = vi.fn((options: object, done: (error: unknown, context?: never) => void) => {
    const number = ++made;
    setImmediate(() =>
      fails ? done(new Error('no')) : done(null, { number, connectOptions: { ...options } } as never),
    );
  });
  return { createContext } as SandboxLibrary & { createContext: typeof createContext };
}

const take = (own: SandboxLibrary, options: Parameters<SandboxLibrary['createContext']>[0]) =>
  new Promise<unknown>((resolve) => own.createContext(options, (error, context) => resolve(error ?? context)));

test('the first run takes the sandbox that was made before, with its own options; others make theirs', async () => {
  const own = library();
  const create = own.createContext;
  warmSandbox(own);
  expect(create).toHaveBeenCalledTimes(1);
  expect(await take(own, { timeout: 500, serializeLogs: false })).toEqual({
    number: 1,
    executionTimeout: 500,
    connectOptions: { timeout: 500, serializeLogs: false },
  });
  expect(await take(own, { timeout: 700 })).toMatchObject({ number: 2, connectOptions: { timeout: 700 } });
});

test.each([{ disableLegacyAPIs: true }, { template: 'x' }, { serializeLogs: true }, { debug: true }])(
  'a sandbox with other options is made as it is asked for: %j',
  async (options) => {
    const own = library();
    warmSandbox(own);
    expect(await take(own, options)).toMatchObject({ number: 2, connectOptions: options });
  },
);

test('without a time limit, the sandbox has none', async () => {
  const own = library();
  warmSandbox(own);
  expect(await take(own, {})).not.toHaveProperty('executionTimeout');
});

test('if it could not be made, the run makes another one, and reports its error', async () => {
  const own = library(true);
  warmSandbox(own);
  expect(await take(own, {})).toBeInstanceOf(Error);
  expect(own).toBeDefined();
});
