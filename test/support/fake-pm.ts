import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import { chai } from 'vitest';

/** A server's answer. Without a code there was no answer, and newman leaves everything undefined. */
export interface Answer {
  readonly code?: number;
  readonly text?: string;
  /** A list for a header that comes several times. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

/** The outcome of `pm.sendRequest`: an answer or an error. */
export type Reply = Answer | { readonly error: { readonly code?: string; readonly message: string } };

/** A field of a form. */
export interface FormField {
  readonly key: string;
  value: string;
}

/** Input of a script: variables, request and answers. */
export interface Surroundings {
  readonly environment?: Readonly<Record<string, string>>;
  readonly answer?: Answer;
  /** Local variables that an earlier script of this request set. */
  readonly locals?: Readonly<Record<string, string>>;
  /** The request's auth, as in `pm.request.auth`. */
  readonly auth?: unknown;
  /** The request's URL, with unresolved variables. */
  readonly url?: string;
  readonly body?: string;
  /** The request's form fields and headers. */
  readonly form?: readonly FormField[];
  readonly headers?: readonly FormField[];
  /** Zero-based. */
  readonly iteration?: number;
  /** The replies to `pm.sendRequest`, in order. The last one is repeated. */
  readonly reply?: Reply | readonly Reply[];
}

/** Effects of a script. */
export interface Deeds {
  readonly environment: Readonly<Record<string, string>>;
  /** For each `pm.test` its name and, if it failed, the message. */
  readonly tests: string[][];
  /** In order: `next null`, `skip`, `test`, `send`, `set name`. */
  readonly steps: string[];
  readonly sent: Record<string, unknown>[];
  readonly body: string | undefined;
  /** Form fields and headers after the script. */
  readonly form: readonly FormField[];
  readonly headers: readonly FormField[];
  /** Local variables: they override environment variables for this request only. */
  readonly locals: Readonly<Record<string, string>>;
}

/** The time that every script sees, in milliseconds since 1970. */
export const now = Date.UTC(2026, 0, 1);
/** The response time of every answer, in milliseconds. */
export const responseTime = 250;

const nodeRequire = createRequire(import.meta.url);

/** The modules of Postman's sandbox that our scripts use. */
function sandboxModule(name: string): unknown {
  if (name !== 'crypto-js') return nodeRequire(name);
  return { SHA256: (text: string) => createHash('sha256').update(text).digest('hex') };
}

function responseOf({ code, text, headers = {} }: Answer) {
  const list = Object.entries(headers).flatMap(([key, value]) => [value].flat().map((text) => ({ key, value: text })));
  const has = (name: string) => list.some(({ key }) => key.toLowerCase() === name.toLowerCase());
  const fail = (message: string) => {
    throw new Error(`expected response ${message}`);
  };
  return {
    code,
    responseTime: code === undefined ? undefined : responseTime,
    text: () => text,
    json: () => parse(text ?? ''),
    headers: {
      // As in the sandbox: of several, the last.
      get: (name: string) => list.findLast(({ key }) => key.toLowerCase() === name.toLowerCase())?.value,
      filter: (holds: (header: { key: string; value: string }) => boolean) => list.filter(holds),
    },
    // Messages as in chai-postman.
    to: {
      have: {
        status: (expected: number) =>
          code === expected || fail(`to have status code ${expected} but got ${String(code)}`),
        header: (name: string) => has(name) || fail(`to have header with key '${name}'`),
      },
      not: { have: { header: (name: string) => !has(name) || fail(`to not have header with key '${name}'`) } },
    },
  };
}

/** Parses JSON as Postman does: ignores a byte order mark, and quotes the text in the error. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new Error(`Unexpected token at 1:1\n${text}\n^`);
  }
}

/**
 * Runs a script in a separate realm, as Postman does, with the part of `pm` that our scripts use. A script that uses
 * anything else throws.
 */
export function runScript(source: string, around: Surroundings = {}): Deeds {
  const environment = new Map(Object.entries(around.environment ?? {}));
  const deeds = { tests: [] as string[][], steps: [] as string[], sent: [] as Record<string, unknown>[] };
  let body = around.body;
  let form = (around.form ?? []).map((field) => ({ ...field }));
  const headers = (around.headers ?? []).map((field) => ({ ...field }));
  const replies = [around.reply ?? {}].flat();
  const locals = new Map(Object.entries(around.locals ?? {}));
  const get = (name: string) => locals.get(name) ?? environment.get(name);
  const replaceIn = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value.replace(/\{\{([^{}]+)\}\}/g, (reference, name: string) =>
        name === '$guid' ? 'a-guid' : (get(name) ?? reference),
      );
    }
    if (typeof value !== 'object' || value === null) return value;
    // Postman's sandbox copies only the outer object. Nested objects and arrays are changed in place.
    const result = (Array.isArray(value) ? value : { ...value }) as Record<string, unknown>;
    for (const [key, part] of Object.entries(result)) result[key] = replaceInside(part);
    return result;
  };
  const replaceInside = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return replaceIn(value);
    const inside = value as Record<string, unknown>;
    for (const [key, part] of Object.entries(inside)) inside[key] = replaceInside(part);
    return inside;
  };
  const pm = {
    info: { iteration: around.iteration ?? 0 },
    environment: {
      get: (name: string) => environment.get(name),
      has: (name: string) => environment.has(name),
      set: (name: string, value: unknown) => {
        // Postman stores a value of any type, but only a string is sent unchanged.
        if (typeof value !== 'string') throw new TypeError(`${name} is set to ${typeof value}`);
        deeds.steps.push(`set ${name}`);
        environment.set(name, value);
      },
    },
    variables: {
      get,
      replaceIn,
      set: (name: string, value: string) => locals.set(name, value),
      unset: (name: string) => locals.delete(name),
    },
    execution: {
      setNextRequest: (name: unknown) => deeds.steps.push(`next ${String(name)}`),
      skipRequest: () => deeds.steps.push('skip'),
    },
    request: {
      auth: around.auth,
      headers: { each: (visit: (field: FormField) => void) => headers.forEach(visit) },
      url: { toString: () => around.url ?? '{{base_url}}/a' },
      body: {
        urlencoded: {
          each: (visit: (field: FormField) => void) => form.forEach(visit),
          one: (key: string) => form.find((field) => field.key === key),
          remove: (key: string) => {
            form = form.filter((field) => field.key !== key);
          },
        },
        get raw() {
          return body;
        },
        update: (value: { raw: string }) => {
          body = value.raw;
        },
      },
    },
    response: responseOf(around.answer ?? {}),
    expect: chai.expect,
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
      // Copy: newman sends plain data, not objects of the script's realm.
      deeds.sent.push(JSON.parse(JSON.stringify(request)));
      const reply = replies[Math.min(deeds.sent.length, replies.length) - 1] ?? {};
      if ('error' in reply) done(reply.error);
      else done(null, responseOf(reply));
    },
  };
  const sandbox = { pm, Date: { now: () => now, parse: Date.parse }, require: sandboxModule };
  vm.runInNewContext(`(function () {${source}\n})()`, sandbox, { timeout: 1000 });
  return {
    ...deeds,
    environment: Object.fromEntries(environment),
    body,
    form,
    headers,
    locals: Object.fromEntries(locals),
  };
}
