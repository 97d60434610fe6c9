import type { EventEmitter } from 'node:events';
import { learn } from '../../secrets/learn-secrets.ts';
import { proxyOf } from '../proxy.ts';
import { MAX_BODY, type ReceivedResponse, type RunEvent } from '../runner.ts';
import { changedSignIns } from './changed-sign-ins.ts';
import { MAX_ANSWER, MAX_HEAD } from './harden-http.ts';
import { loadNewman, type Runtime } from './load-newman.ts';
import type { NewmanJob } from './newman-job.ts';

/** The parts of newman's events that are read; its own types do not describe them. */
interface Cursor {
  readonly iteration: number;
  /** Present when a script sent the request. */
  readonly scriptId?: string;
}
interface Item {
  readonly id: string;
}
interface NewmanResponse {
  readonly code: number;
  readonly responseTime: number;
  readonly responseSize?: number;
  readonly stream?: Buffer;
  readonly headers: { all(): { key: string; value: string }[] };
  text(): string;
}
interface NewmanError {
  readonly code?: string;
  readonly message?: string;
}
interface NewmanRequest {
  readonly url?: { getHost(): string; port?: string };
}
/** The SDK's list of variables, which is visited through its own `each`. */
interface Variables {
  readonly values?: { each(visit: (one: { key: string; value: unknown }) => void): void };
}
interface Summary {
  readonly environment: Variables;
}

/**
 * Runs a collection with newman, in this process: the work of newman-child.ts.
 */
export async function runNewman(job: NewmanJob, emit: (event: RunEvent) => void, signal: AbortSignal): Promise<void> {
  const { newman, runtime } = await loadNewman();
  limitAnswers(runtime);
  await new Promise<void>((resolve, reject) => {
    const emitter = newman.run(toOptions(job), (error) => (error ? reject(error) : resolve()));
    listen(emitter, job, emit);
    emitter.on('start', (_error: unknown, { run }: { run: RuntimeRunning }) => {
      emitter.on('beforeIteration', (_fault: unknown, { cursor }: { cursor: Cursor }) => {
        for (const name of changedSignIns(job, cursor.iteration)) run.state.environment.set(name, '');
      });
      const abort = () => run.abort();
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    });
  });
}

/** A run of the library below newman: its environment is handed to each script. */
interface RuntimeRunning {
  abort(): void;
  readonly state: { readonly environment: { set(name: string, value: string): void } };
}

/** newman has no option for the size of an answer, and the runtime below it has one. */
function limitAnswers({ Runner: { prototype } }: Runtime): void {
  const run: Runtime['Runner']['prototype']['run'] & { limited?: boolean } = prototype.run;
  if (run.limited) return;
  const limited = function (this: unknown, collection: unknown, options: { requester?: object }, done: unknown) {
    const requester = { ...options.requester, maxResponseSize: MAX_ANSWER, maxHeaderSize: MAX_HEAD };
    return run.call(this, collection, { ...options, requester }, done);
  };
  prototype.run = Object.assign(limited, { limited: true });
}

/** Every option is said: newman also reads files of its own in the user's folders, which must not decide anything. */
function toOptions(job: NewmanJob): Record<string, unknown> {
  const { collection, environment, requestIds, rows, limits, tls } = job;
  return {
    collection,
    environment,
    ...(requestIds ? { folder: [...requestIds] } : {}),
    iterationCount: rows.length,
    ...(rows.some((row) => Object.keys(row).length > 0) ? { iterationData: rows } : {}),
    timeout: 0,
    timeoutRequest: limits.timeoutRequest,
    timeoutScript: limits.timeoutScript,
    delayRequest: limits.delay,
    ignoreRedirects: true,
    insecureFileRead: false,
    insecure: tls.insecure,
    ...(tls.caFile ? { sslExtraCaCerts: tls.caFile } : {}),
    ...(tls.clientCert ? { sslClientCert: tls.clientCert, sslClientKey: tls.clientKey ?? tls.clientCert } : {}),
    reporters: [],
    color: 'off',
  };
}

/** Characters of secrets that one run learns from answers, and from its own variables: each costs twenty times its room. */
const MAX_LEARNT = 500_000;
const MAX_OWN = 5_000_000;

/** Characters of a name, and of a message, that are told: a script can make them as long as it likes. */
const MAX_NAME = 1000;
const MAX_MESSAGE = 4000;

/** RFC 9110, section 15.5.8: where there is a proxy, this is its answer, and none of the server. */
const PROXY_REFUSES = 407;

function listen(emitter: EventEmitter, job: NewmanJob, emit: (event: RunEvent) => void): void {
  const on = <T>(name: string, handle: (error: NewmanError | null, details: T) => void) => {
    emitter.on(name, handle as (...args: unknown[]) => void);
  };
  type Details = { item: Item; cursor: Cursor };
  // Each once: every script ends with the same environment.
  const told = new Set<string>();
  const room = { learnt: MAX_LEARNT, own: MAX_OWN };
  const tell = (value: string, kind: 'learnt' | 'own') => {
    if (told.has(value)) return;
    room[kind] -= value.length;
    if (room[kind] < 0) {
      emit({ type: 'too-many-secrets' });
      return;
    }
    told.add(value);
    emit({ type: 'secret', value, ...(kind === 'learnt' ? { learnt: true } : {}) });
  };
  // What a script sends or throws belongs to the request in hand; newman gives the former an id of its own.
  let current: { id: string; iteration: number } | undefined;
  on<Details>('beforeItem', (_, { item, cursor }) => {
    current = { id: item.id, iteration: cursor.iteration };
  });
  on<Details>('beforeRequest', (_, { item, cursor }) => {
    if (cursor.scriptId === undefined) emit({ type: 'sent', id: item.id, iteration: cursor.iteration });
  });
  on<Details & { request?: NewmanRequest; response?: NewmanResponse }>('request', (error, details) => {
    const { item, cursor, request, response } = details;
    const scripted = cursor.scriptId !== undefined;
    const place = (scripted && current) || { id: item.id, iteration: cursor.iteration };
    const refused = response?.code === PROXY_REFUSES && proxyOf(String(request?.url ?? '')) !== undefined;
    if (error || !response || refused) {
      const reason = {
        code: refused ? 'EPROXYAUTH' : asText(error?.code ?? ''),
        message: asText(error?.message ?? 'no answer'),
      };
      emit({ type: 'no-response', ...place, error: reason, host: hostOf(request), scripted });
    } else {
      const received = toResponse(response);
      for (const value of learn(received.headers, response.text() ?? '')) tell(value, 'learnt');
      if (!scripted) emit({ type: 'response', ...place, response: received });
    }
  });
  on<Details & { assertion: string; skipped?: boolean }>('assertion', (error, { item, cursor, assertion, skipped }) => {
    const failure = error ? asText(error.message ?? 'failed') : skipped ? 'the test was skipped' : undefined;
    const place = { id: item.id, iteration: cursor.iteration, name: asText(assertion, MAX_NAME) || '(no name)' };
    emit({ type: 'assertion', ...place, ...(failure === undefined ? {} : { failure }) });
  });
  on<Details & { event?: { listen?: string }; execution?: { environment?: Variables } }>('script', (error, details) => {
    const { item, cursor, event, execution } = details;
    execution?.environment?.values?.each(({ key, value }) => {
      if (job.secretVariables.includes(key) && value) tell(String(value), 'own');
    });
    if (error) {
      const place = { id: item.id, iteration: cursor.iteration };
      emit({
        type: 'script-error',
        ...place,
        script: event?.listen ?? '',
        message: asText(error.message ?? error),
      });
    }
  });
  emitter.on('beforeDone', (_error: unknown, { summary }: { summary: Summary }) => {
    const entries: [string, string][] = [];
    summary.environment.values?.each(({ key, value }) => entries.push([key, String(value ?? '')]));
    emit({ type: 'environment', values: Object.fromEntries(entries) });
  });
  // A throw in a callback is heard only here, and without its request.
  on<{ error?: NewmanError }>('exception', (_, { error }) => {
    if (current)
      emit({
        type: 'script-error',
        ...current,
        script: 'asynchronous',
        message: asText(error?.message ?? 'failed'),
      });
  });
  on<Details>('item', (_, { item, cursor }) => {
    emit({ type: 'finished', id: item.id, iteration: cursor.iteration });
    forgetAnswers(emitter);
  });
}

/** What a script throws may be anything, and have no text at all. */
function asText(value: unknown, longest = MAX_MESSAGE): string {
  try {
    const text = typeof value === 'string' ? value : String(value);
    return text.length > longest ? `${text.slice(0, longest)}…` : text;
  } catch {
    return 'something that is not text';
  }
}

/** newman keeps every answer until the end; a long run would need as much memory. */
function forgetAnswers(emitter: EventEmitter): void {
  const { summary } = emitter as { summary?: { run: { executions: { request?: unknown; response?: unknown }[] } } };
  for (const execution of summary?.run.executions.splice(0) ?? []) {
    delete execution.request;
    delete execution.response;
  }
}

function hostOf(request: NewmanRequest | undefined): string {
  const url = request?.url;
  return url ? `${url.getHost()}${url.port ? `:${url.port}` : ''}` : 'the server';
}

function toResponse(response: NewmanResponse): ReceivedResponse {
  const text = response.text() ?? '';
  return {
    status: response.code,
    headers: response.headers.all().map(({ key, value }) => ({ key, value })),
    body: text.slice(0, MAX_BODY),
    size: response.stream?.length ?? text.length,
    time: response.responseTime,
  };
}
