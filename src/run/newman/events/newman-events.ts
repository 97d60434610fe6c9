import type { EventEmitter } from 'node:events';
import { againAssertion } from '../../../model/expectation.ts';
import { learn } from '../../../secrets/learn-secrets.ts';
import { networkReason } from '../../network-reason.ts';
import { proxyOf } from '../../proxy.ts';
import { MAX_BODY, type ReceivedResponse, type RunError, type RunEvent } from '../../runner.ts';
import { REFUSED_SOCKET } from '../harden-http.ts';
import type { NewmanJob } from '../newman-job.ts';
import { limitOf } from '../request-sending.ts';
import { type VariableScope, valuesOf } from '../variable-scope.ts';
import { asText } from './as-text.ts';
import { CurrentRequest, type Place } from './current-request.ts';
import { lostRequest, namesIn } from './next-request.ts';
import { type LearnSecret, secretsOf, secretVariablesOf } from './secret-events.ts';

/** The parts of newman's events that are used. newman's types do not describe them. */
interface Details {
  readonly item: { readonly id: string };
  readonly cursor: Cursor;
}
interface Cursor {
  readonly iteration: number;
  /** Present when a script sent the request. */
  readonly scriptId?: string;
}
interface RequestDetails extends Details {
  readonly request?: NewmanRequest;
  readonly response?: NewmanResponse;
}
interface NewmanRequest {
  readonly method?: string;
  readonly url?: { getHost(): string; port?: string; toString(): string };
}
interface NewmanResponse {
  readonly code: number;
  readonly responseTime: number;
  readonly stream?: Buffer;
  readonly headers: { all(): { key: string; value: string }[] };
  text(): string;
}
interface AssertionDetails extends Details {
  readonly assertion: string;
  readonly skipped?: boolean;
}
interface ScriptDetails extends Details {
  readonly event?: { readonly listen?: string };
  readonly execution?: {
    readonly environment?: VariableScope;
    readonly globals?: VariableScope;
    readonly collectionVariables?: VariableScope;
    readonly _variables?: VariableScope;
    readonly return?: { readonly nextRequest?: unknown };
  };
}
interface NewmanError {
  readonly code?: string;
  readonly message?: string;
  /** The bytes of an answer that is not HTTP. */
  readonly rawPacket?: Uint8Array;
}

/** Most characters of an assertion's name, because scripts can make them of any length. */
const MAX_NAME = 1000;

/** This status comes from the proxy if there is one, not from the server (RFC 9110, section 15.5.8). */
const PROXY_REFUSES = 407;

/**
 * Translates the events of a newman run into events of ours and emits them in the same order.
 *
 * @param emitter the value that `newman.run` returns
 */
export function listen(emitter: EventEmitter, job: NewmanJob, emit: (event: RunEvent) => void): void {
  const on = <T>(name: string, handle: (details: T, error: NewmanError | null) => void) => {
    emitter.on(name, (error: NewmanError | null, details: T) => handle(details, error));
  };
  const secret = secretsOf(emit);
  const known = job.flow === 'scripts' ? namesIn(job.collection) : undefined;
  const isSecret = secretVariablesOf(job);
  const requests = new CurrentRequest(job);
  const placeOf = (details: Details) => requests.of(namedIn(details));
  on<Details>('beforeItem', (details) => requests.begin(namedIn(details)));
  // The current script, such as `test`.
  let script = '';
  on<ScriptDetails>('beforeScript', ({ event }) => {
    script = event?.listen ?? '';
  });
  on<Details>('beforeRequest', (details) => {
    const scripted = isScripted(details);
    // newman gives a request of a script an id of its own.
    emit({ type: scripted ? 'script-sent' : 'sent', ...((scripted && requests.current) || placeOf(details)) });
  });
  on<RequestDetails>('request', (details, error) => {
    for (const event of requestEvents(details, error, { requests, script, secret, job })) emit(event);
  });
  on<AssertionDetails>('assertion', (details, error) => {
    const event = assertionEvent(details, error, placeOf(details), { flow: job.flow, script });
    if (event) emit(event);
  });
  on<ScriptDetails>('script', (details, error) => {
    const { environment, globals, collectionVariables, _variables } = details.execution ?? {};
    for (const scope of [environment, globals, collectionVariables, _variables]) {
      scope?.values?.each(({ key, value }) => {
        if (value && isSecret(key)) secret(String(value), 'own');
      });
    }
    const lost = lostRequest(details.execution?.return?.nextRequest, known);
    if (lost) emit(scriptError(placeOf(details), details.event?.listen ?? '', lost));
    if (error) emit(scriptError(placeOf(details), details.event?.listen ?? '', error.message ?? error));
  });
  on<{ summary: { environment: VariableScope } }>('beforeDone', ({ summary }) => {
    emit({ type: 'environment', values: valuesOf(summary.environment) });
  });
  // An error in a callback is reported only here, without its request.
  on<{ error?: NewmanError }>('exception', ({ error }) => {
    if (requests.current) emit(scriptError(requests.current, 'asynchronous', error?.message ?? 'failed'));
  });
  on<Details>('item', (details) => {
    emit({ type: 'finished', ...placeOf(details) });
    forgetAnswers(emitter);
  });
}

interface RequestContext {
  readonly requests: CurrentRequest;
  readonly script: string;
  readonly secret: LearnSecret;
  readonly job: NewmanJob;
}

/** Returns the events of one request. Secrets in its answer are reported first, so that they are masked in it. */
function requestEvents(
  details: RequestDetails,
  error: NewmanError | null,
  { requests, script, secret, job }: RequestContext,
): RunEvent[] {
  const { request, response } = details;
  const scripted = isScripted(details);
  // newman gives a request of a script another id than that of the current request.
  const place = (scripted && requests.current) || requests.of(namedIn(details));
  const refused = response?.code === PROXY_REFUSES && proxyOf(String(request?.url ?? '')) !== undefined;
  if (error || !response || refused) {
    const reason = {
      ...runErrorOf(request, error, refused),
      ...(isTooLarge(error) ? limitOf(job, scripted ? undefined : details.item.id) : {}),
    };
    const host = hostOf(request);
    const event: RunEvent = { type: 'no-response', ...place, error: reason, host, scripted };
    // Of the requests that get no answer, newman would answer those to Unix sockets, which we refuse.
    if (!scripted || reason.message.includes(REFUSED_SOCKET)) return [event];
    const message = `a request that it sent received no answer from ${host}: ${networkReason(reason)}`;
    return [event, { type: 'script-error', ...place, script, message, unanswered: true }];
  }
  const received = toResponse(response, request);
  for (const value of learn(received.headers, response.text() ?? '')) secret(value, 'learnt');
  return [{ type: 'response', ...place, response: received, ...(scripted ? { scripted } : {}) }];
}

const isTooLarge = (error: NewmanError | null) => /maximum response size/i.test(error?.message ?? '');

/** @param refused whether the proxy answered in place of the server */
function runErrorOf(request: NewmanRequest | undefined, error: NewmanError | null, refused: boolean): RunError {
  const url = String(request?.url ?? '');
  const proxy = proxyOf(url);
  // The first two bytes of an alert (RFC 8446, section 5.1).
  const [type, version] = error?.rawPacket ?? [];
  const scheme = /^https:/i.test(url) ? 'https' : type === 21 && version === 3 ? 'tls-answered' : 'http';
  return {
    code: refused ? 'EPROXYAUTH' : asText(error?.code ?? ''),
    message: asText(error?.message ?? 'no answer'),
    scheme,
    ...(proxy === undefined ? {} : { proxy }),
  };
}

/** Returns the event of a test; undefined for one that a script skips, where that is for the script to decide. */
function assertionEvent(
  details: AssertionDetails,
  error: NewmanError | null,
  place: Place,
  { flow, script }: { readonly flow: NewmanJob['flow'] | undefined; readonly script: string },
): RunEvent | undefined {
  const failure = error ? asText(error.message ?? 'failed') : details.skipped ? 'the test was skipped' : undefined;
  const name = asText(details.assertion, MAX_NAME) || '(no name)';
  if (details.skipped && name === againAssertion) return { type: 'again', ...place };
  if (details.skipped && flow === 'scripts') return undefined;
  const isBefore = script === 'prerequest' ? { isBefore: true as const } : {};
  return { type: 'assertion', ...place, name, ...(failure === undefined ? {} : { failure }), ...isBefore };
}

function scriptError(place: Place, script: string, message: unknown): RunEvent {
  return { type: 'script-error', ...place, script, message: asText(message) };
}

function namedIn({ item, cursor }: Details): Place {
  return { id: item.id, iteration: cursor.iteration };
}

function isScripted({ cursor }: Details): boolean {
  return cursor.scriptId !== undefined;
}

/** Deletes answers that newman keeps until its end; in a long run they would fill the memory. */
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

function toResponse(response: NewmanResponse, request: NewmanRequest | undefined): ReceivedResponse {
  const text = response.text() ?? '';
  return {
    status: response.code,
    headers: response.headers.all().map(({ key, value }) => ({ key, value })),
    body: text.slice(0, MAX_BODY),
    size: response.stream?.length ?? text.length,
    time: response.responseTime,
    ...(request?.url ? { sent: { method: request.method ?? '', url: asText(String(request.url), MAX_NAME) } } : {}),
  };
}
