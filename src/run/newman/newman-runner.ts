import type { EventEmitter } from 'node:events';
import type { Tls } from '../job.ts';
import { MAX_HEAD, type RunEvent } from '../runner.ts';
import { whenAborted } from '../when-aborted.ts';
import { changedSignIns } from './changed-sign-ins.ts';
import { CookieJars, withCookies } from './cookie-jars.ts';
import { listen } from './events/newman-events.ts';
import { loadNewman, type Runtime } from './load-newman.ts';
import type { NewmanJob } from './newman-job.ts';
import { CurrentSending } from './request-sending.ts';
import { type VariableScope, valuesOf } from './variable-scope.ts';

/**
 * Runs a job with newman in the current process, which is the newman process. Rejects if newman reports an error of its
 * own. Failed requests and assertions are events, not errors.
 */
export async function runNewman(
  job: NewmanJob,
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
  { ending, sending, settle }: Control = {},
): Promise<void> {
  const { newman, runtime, request } = await loadNewman();
  limitAnswers(runtime, CurrentSending.most(job).maxResponse);
  const cookies = job.cookieUsers ? new CookieJars(request, job.cookies) : undefined;
  await new Promise<void>((resolve, reject) => {
    const options = cookies
      ? { ...toOptions(job), collection: withCookies(job.collection, withoutCookies(job)), cookieJar: cookies.jar }
      : toOptions(job);
    const emitter = newman.run(options, (error) => (error ? reject(error) : resolve()));
    let environment: RuntimeRunning['state']['environment'] | undefined;
    cookies?.follow(emitter, job, (name) => environment?.get(name));
    sending?.follow(emitter);
    listen(emitter, job, emit);
    emitter.on('start', (_error: unknown, { run }: { run: RuntimeRunning }) => {
      environment = run.state.environment;
      emitter.on('beforeIteration', (_fault: unknown, { cursor }: { cursor: { iteration: number } }) => {
        const stale = cursor.iteration > 0 ? (job.emptied ?? []) : [];
        for (const name of [...changedSignIns(job, cursor.iteration), ...stale]) run.state.environment.set(name, '');
      });
      // If the current request does not end in time, the end of the run is not reported.
      const abort = () => {
        if (environment) emit({ type: 'environment', values: valuesOf(environment) });
        run.abort();
      };
      whenAborted(signal, abort);
      if (ending) endAfterRequest(emitter, ending, abort);
      if (settle) waitAfterFailure(emitter, run, settle);
    });
  });
  if (cookies) emit({ type: 'cookies', cookies: cookies.kept() });
}

/**
 * Ends a run after the current request and its scripts, which save its values: aborted at once, newman would not run them.
 * A request that was not sent yet is not sent.
 */
function endAfterRequest(emitter: EventEmitter, ending: AbortSignal, abort: () => void): void {
  let isSent = false;
  const endNow = () => {
    if (!isSent) abort();
  };
  emitter.on('beforeRequest', (_: unknown, { cursor }: { cursor: { scriptId?: string } }) => {
    isSent ||= cursor.scriptId === undefined;
  });
  emitter.on('item', () => {
    isSent = false;
    if (ending.aborted) abort();
  });
  whenAborted(ending, endNow);
}

/**
 * Waits after a request that failed: a test or a script failed, no answer came, or an error came that no test looked at.
 * The parent may end the run for it, and must not be too late for the next request, such as one after a refused sign-in.
 *
 * @param settle resolves when the parent has decided
 */
function waitAfterFailure(emitter: EventEmitter, run: RuntimeRunning, settle: () => Promise<void>): void {
  let hasFailed = false;
  let isTested = false;
  let status = 0;
  emitter.on('beforeItem', () => {
    hasFailed = false;
    isTested = false;
    status = 0;
  });
  emitter.on('assertion', (error: unknown, { skipped }: { skipped?: boolean }) => {
    hasFailed ||= Boolean(error);
    isTested ||= skipped !== true;
  });
  for (const name of ['script', 'exception']) {
    emitter.on(name, (error: unknown) => {
      hasFailed ||= Boolean(error);
    });
  }
  emitter.on('request', (error: unknown, { cursor, response }: RequestDetails) => {
    hasFailed ||= Boolean(error);
    if (cursor.scriptId === undefined) status = response?.code ?? 0;
  });
  // An aborted run goes on by itself.
  const resume = () => {
    if (run.paused && run.__resume) run.resume();
    else if (run.paused) setImmediate(resume);
  };
  emitter.on('item', () => {
    if (!hasFailed && (isTested || status < 400)) return;
    run.pause();
    settle().then(resume);
  });
}

interface RequestDetails {
  readonly cursor: { readonly scriptId?: string };
  readonly response?: { readonly code: number };
}

/** What ends a run after the current request, and how its requests are sent. */
export interface Control {
  /** Aborted to end after the current request. */
  readonly ending?: AbortSignal;
  readonly sending?: CurrentSending;
  /** Called after each request that failed; resolves when it is decided whether the run goes on. Absent: it does. */
  readonly settle?: () => Promise<void>;
}

/** Ids of the requests that use no cookies. */
function withoutCookies({ sending = {} }: NewmanJob): ReadonlySet<string> {
  return new Set(Object.entries(sending).flatMap(([id, { cookies }]) => (cookies === false ? [id] : [])));
}

/** A run of postman-runtime. Each script receives its environment. */
interface RuntimeRunning {
  abort(): void;
  /** Pauses before the next request. */
  pause(): void;
  resume(): void;
  readonly paused?: boolean;
  /** Present once the run has paused. */
  readonly __resume?: unknown;
  readonly state: {
    readonly environment: VariableScope & { get(name: string): unknown; set(name: string, value: string): void };
  };
}

type Run = Runtime['Runner']['prototype']['run'] & { unlimited?: Run };

/** Limits the size of answers, in bytes. newman has no option for that, but postman-runtime has. */
function limitAnswers({ Runner: { prototype } }: Runtime, maxResponseSize: number): void {
  const run: Run = (prototype.run as Run).unlimited ?? prototype.run;
  const limited = function (this: unknown, collection: unknown, options: { requester?: object }, done: unknown) {
    const requester = { ...options.requester, maxResponseSize, maxHeaderSize: MAX_HEAD };
    return run.call(this, collection, { ...options, requester }, done);
  };
  prototype.run = Object.assign(limited, { unlimited: run });
}

/** Sets every option, because newman would take missing ones from its configuration files in the user's folders. */
function toOptions(job: NewmanJob): Record<string, unknown> {
  const { collection, environment, globals, rows, limits, tls, uploads } = job;
  return {
    collection,
    environment,
    ...(globals ? { globals } : {}),
    iterationCount: rows.length,
    ...(rows.some((row) => Object.keys(row).length > 0) ? { iterationData: rows } : {}),
    timeout: 0,
    timeoutRequest: CurrentSending.most(job).timeout,
    timeoutScript: limits.timeoutScript,
    delayRequest: limits.delay,
    ignoreRedirects: job.followsRedirects !== true,
    insecureFileRead: false,
    ...(uploads ? { workingDir: uploads.folder } : {}),
    insecure: tls.insecure,
    ...(tls.caFile ? { sslExtraCaCerts: tls.caFile } : {}),
    sslClientCertList: clientCertificates(tls),
    reporters: [],
    color: 'off',
  };
}

/** The client certificate as an entry of newman's list. newman reads the files, and sends them to matching URLs only. */
function clientCertificates({ clientCert, clientKey, clientPfx, passphrase, clientOrigins }: Tls): object[] {
  if (!clientCert && !clientPfx) return [];
  const files = clientPfx
    ? { pfx: { src: clientPfx } }
    : { cert: { src: clientCert }, key: { src: clientKey ?? clientCert } };
  const matches = clientOrigins ? clientOrigins.map((origin) => `${origin}/*`) : ['<all_urls>'];
  return [{ name: 'client certificate', matches, ...files, ...(passphrase === undefined ? {} : { passphrase }) }];
}
