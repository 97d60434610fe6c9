/** The part of postman-sandbox that a run changes. */
export interface SandboxLibrary {
  createContext(options: SandboxOptions, done: (error: unknown, context?: Sandbox) => void): void;
}

/** Options of a sandbox. Those that it is made with are not used by newman. */
interface SandboxOptions {
  readonly timeout?: number;
  readonly [name: string]: unknown;
}

/** A sandbox, as far as its options can still be set. */
interface Sandbox {
  connectOptions: object;
  executionTimeout?: number;
}

/**
 * Makes a sandbox before it is asked for: it starts a thread and reads 2 MB of code, which takes as long as the parent
 * needs to prepare the job. The first run takes it, with its own options; further ones make theirs.
 */
export function warmSandbox(library: SandboxLibrary): void {
  const create = library.createContext.bind(library);
  let warm: Promise<Sandbox | undefined> | undefined = new Promise((resolve) => {
    create({}, (_, context) => resolve(context));
  });
  library.createContext = (options, done) => {
    const ready = warm;
    warm = undefined;
    const own = () => create(options, done);
    if (!ready || !isPlain(options)) own();
    else
      ready.then((sandbox) => {
        if (!sandbox) return own();
        sandbox.connectOptions = { ...sandbox.connectOptions, ...options };
        if (Number.isFinite(options.timeout)) sandbox.executionTimeout = options.timeout as number;
        done(null, sandbox);
      });
  };
}

/** True for options that a sandbox can take after it was made. */
const isPlain = (options: SandboxOptions): boolean =>
  Object.entries(options).every(
    ([name, value]) => value === undefined || name === 'timeout' || (name === 'serializeLogs' && value !== true),
  );
