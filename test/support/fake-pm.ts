import { createRequire } from 'node:module';
import vm from 'node:vm';

/** What a server answered; without a code there was no answer, and newman leaves everything undefined. */
export interface Answer {
  readonly code?: number;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What surrounds a script. */
export interface Surroundings {
  readonly environment?: Readonly<Record<string, string>>;
  readonly answer?: Answer;
  /** The request's own auth, as `pm.request.auth` shows it. */
  readonly auth?: unknown;
  readonly body?: string;
  /** What `pm.sendRequest` gets: an answer, or an error. */
  readonly reply?: Answer | { readonly error: { readonly code?: string; readonly message: string } };
}

/** What a script did. */
export interface Deeds {
  readonly environment: Readonly<Record<string, string>>;
  /** One for each `pm.test`: its name, then the message of a failed one. */
  readonly tests: string[][];
  /** In order: `next null`, `skip`, `test`, `send`, `set name`. */
  readonly steps: string[];
  readonly sent: Record<string, unknown>[];
  readonly body: string | undefined;
}

/** The clock of all scripts, in milliseconds since 1970, and how long every answer took. */
export const now = Date.UTC(2026, 0, 1);
export const responseTime = 250;

const nodeRequire = createRequire(import.meta.url);

function responseOf({ code, text, headers = {} }: Answer) {
  const lower = new Map(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]));
  return {
    code,
    responseTime: code === undefined ? undefined : responseTime,
    text: () => text,
    headers: { get: (name: string) => lower.get(name.toLowerCase()) },
  };
}

/**
 * Runs a script as Postman does: in a realm of its own, with as much of `pm` as our scripts use. Anything else that a
 * script reaches for is missing, and fails the test.
 */
export function runScript(source: string, around: Surroundings = {}): Deeds {
  const environment = new Map(Object.entries(around.environment ?? {}));
  const deeds = { tests: [] as string[][], steps: [] as string[], sent: [] as Record<string, unknown>[] };
  let body = around.body;
  const replaceIn = (text: string): string =>
    text.replace(/\{\{([^{}]+)\}\}/g, (all, name: string) =>
      name === '$guid' ? 'a-guid' : (environment.get(name) ?? all),
    );
  const get = (name: string) => environment.get(name);
  const pm = {
    environment: {
      get,
      has: (name: string) => environment.has(name),
      set: (name: string, value: unknown) => {
        // Postman keeps what it is given; only text is sent as it looks.
        if (typeof value !== 'string') throw new TypeError(`${name} is set to ${typeof value}`);
        deeds.steps.push(`set ${name}`);
        environment.set(name, value);
      },
    },
    variables: { get, replaceIn },
    execution: {
      setNextRequest: (name: unknown) => deeds.steps.push(`next ${String(name)}`),
      skipRequest: () => deeds.steps.push('skip'),
    },
    request: {
      auth: around.auth,
      body: {
        get raw() {
          return body;
        },
        update: (value: { raw: string }) => {
          body = value.raw;
        },
      },
    },
    response: responseOf(around.answer ?? {}),
    test: (name: string, check: () => void) => {
      deeds.steps.push('test');
      try {
        check();
        deeds.tests.push([name]);
      } catch (error) {
        deeds.tests.push([name, (error as Error).message]);
      }
    },
    sendRequest: (request: Record<string, unknown>, done: (error: unknown, response?: unknown) => void) => {
      deeds.steps.push('send');
      // What newman sends is plain data, not objects of the script's realm.
      deeds.sent.push(JSON.parse(JSON.stringify(request)));
      const reply = around.reply ?? {};
      if ('error' in reply) done(reply.error);
      else done(null, responseOf(reply));
    },
  };
  const sandbox = { pm, Date: { now: () => now, parse: Date.parse }, require: (name: string) => nodeRequire(name) };
  vm.runInNewContext(`(function () {${source}\n})()`, sandbox, { timeout: 1000 });
  return { ...deeds, environment: Object.fromEntries(environment), body };
}
