import type { EventEmitter } from 'node:events';
import { type CookieUser, type DataRow, type KeptCookies, NOBODY, type RunJob } from '../job.ts';
import type { RequestLibrary } from './load-newman.ts';

/** The parts of newman's events that are used here. */
interface Details {
  readonly item: { readonly id: string };
}
interface ScriptDetails {
  readonly event: { parent(): { parent(): unknown } | undefined };
}
interface IterationDetails {
  readonly cursor: { readonly iteration: number };
}
interface RequestDetails {
  /** `scriptId` is present when a script sends the request. */
  readonly cursor: { readonly scriptId?: string };
  readonly request?: { readonly method?: string; readonly body?: unknown };
}

/** The parts of a job that say whose cookies are whose. */
type CookieJob = Pick<RunJob, 'cookieUsers' | 'credentials' | 'rows'>;

/** A cookie jar of newman's HTTP library, and its store. */
type Jar = ReturnType<RequestLibrary['jar']>;
type Store = Jar['store'];

/**
 * Cookies of a run: each identity has its own, and so have the requests without credentials. Otherwise one user's session
 * would be sent with the requests of another, and a server that prefers sessions to tokens would answer as the wrong user.
 */
export class CookieJars {
  /** The jar for newman. Its cookies are those of the current user. */
  readonly jar: object;
  private readonly stores = new Map<string, Store>();
  private current: Store;
  private readonly makeJar: (store?: object) => Jar;

  /** @param kept cookies of an earlier job */
  constructor({ jar }: RequestLibrary, kept: KeptCookies = {}) {
    this.makeJar = jar;
    const { deserializeSync } = jar().constructor;
    for (const [user, cookies] of Object.entries(kept)) deserializeSync(cookies, this.storeOf(user));
    this.current = this.storeOf(NOBODY);
    const store = new Proxy(jar().store, {
      get: (_, key) => {
        const value = Reflect.get(this.current, key) as unknown;
        return typeof value === 'function' ? value.bind(this.current) : value;
      },
    });
    // newman compares the name of the class, which the bundler changes.
    this.jar = Object.defineProperty(jar(store), 'constructor', { value: { name: 'CookieJar' } });
  }

  private storeOf(user: string): Store {
    const store = this.stores.get(user) ?? this.makeJar().store;
    this.stores.set(user, store);
    return store;
  }

  /** Returns the cookies of each user, as plain data. */
  kept(): KeptCookies {
    return Object.fromEntries([...this.stores].map(([user, store]) => [user, this.makeJar(store).serializeSync()]));
  }

  private clear(user: string): void {
    this.stores.delete(user);
  }

  /**
   * Selects the user before each request of a run. Nobody's cookies are removed between two iterations, those of an
   * identity when it signs in again, or is about to send other credentials than before.
   *
   * @param emitter the value that `newman.run` returns
   * @param read returns the current value of a variable of the environment
   */
  follow(
    emitter: EventEmitter,
    { cookieUsers: users = {}, credentials = {}, rows }: CookieJob,
    read: (name: string) => unknown,
  ): void {
    // Who carries the token of another identity is another user when that one signs in again.
    const carriersOf = (name: string) =>
      Object.values(users).flatMap(({ own, signIn }) => (signIn === name ? [own] : []));
    const select = (user: string) => {
      this.current = this.storeOf(user);
    };
    const credentialsNow = (name: string) =>
      JSON.stringify(credentials[name]?.map((variable) => row[variable] ?? read(variable) ?? ''));
    const sent = new Map<string, string>();
    let row: DataRow = {};
    let isGuard = false;
    let user: CookieUser = { own: NOBODY };
    emitter.on('beforeIteration', (_: unknown, { cursor }: IterationDetails) => {
      row = rows[cursor.iteration] ?? {};
      // The first iteration may continue an earlier job.
      if (cursor.iteration > 0) this.clear(NOBODY);
    });
    emitter.on('beforeItem', (_: unknown, { item }: Details) => {
      user = users[item.id] ?? { own: NOBODY };
      select(user.own);
    });
    emitter.on('beforeScript', (_: unknown, { event }: ScriptDetails) => {
      // The collection has one script of its own, the guard. Only the collection is in no other group.
      isGuard = event.parent()?.parent() === undefined;
    });
    emitter.on('beforeRequest', (_: unknown, { cursor, request }: RequestDetails) => {
      const isScripted = cursor.scriptId !== undefined;
      const sender = isScripted && isGuard ? (user.signIn ?? user.own) : user.own;
      if (!isScripted && credentials[sender]) {
        const now = credentialsNow(sender);
        if (sent.has(sender) && sent.get(sender) !== now) this.clear(sender);
        sent.set(sender, now);
      }
      const isSignIn = isScripted ? isGuard : user.signsIn === true;
      if (isSignIn && request?.method === 'POST' && !isRenewal(request.body)) {
        for (const name of [sender, ...carriersOf(sender)]) this.clear(name);
      }
      select(sender);
    });
  }
}

/** True for a request that renews a token (RFC 6749, section 6). The session continues. */
const isRenewal = (body: unknown) => JSON.stringify(body ?? '').includes('"refresh_token"');

/**
 * Returns a collection in which no request has `disableCookies`. The files have it because other runners share one jar
 * among all users; here, each user has one.
 *
 * @param except ids of the requests that use no cookies
 */
export function withCookies(collection: object, except: ReadonlySet<string> = new Set()): object {
  const text = JSON.stringify(collection);
  if (!text.includes('"disableCookies"')) return collection;
  return JSON.parse(text, (key, value: unknown) => {
    if (key === 'disableCookies') return undefined;
    const isExcepted = typeof value === 'object' && value !== null && except.has((value as { id?: string }).id ?? '');
    return isExcepted ? withoutCookies(value) : value;
  }) as object;
}

function withoutCookies(item: object): object {
  const { protocolProfileBehavior } = item as { readonly protocolProfileBehavior?: object };
  return { ...item, protocolProfileBehavior: { ...protocolProfileBehavior, disableCookies: true } };
}
