import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { type Endpoint, type Item, madeBy } from '../model/api.ts';
import { type Evidence, type Heard, hasFailed, isTransient } from './collector.ts';
import type { ExecuteOptions } from './execute-options.ts';
import { type KeptCookies, NOBODY, type RunJob } from './job.ts';
import type { Supervisor } from './supervisor.ts';

/** Longest `Retry-After` that is obeyed, in milliseconds. With a longer one, the request is not retried. */
const LONGEST_WAIT = 30_000;

/**
 * Returns how long the server asks to wait before the next try, in milliseconds; undefined if it does not ask. Only
 * failed requests with status 429 or 503 count. `Retry-After` is a number of seconds or a date (RFC 9110, section
 * 10.2.3).
 *
 * @param now milliseconds since 1970, to convert a date
 */
export function retryAfter(heard: Heard | undefined, now: number): number | undefined {
  const { status = 0, headers = [] } = heard?.response ?? {};
  if ((status !== 429 && status !== 503) || !hasFailed(heard)) return undefined;
  const value = headers.find((header) => /^retry-after$/i.test(header.key))?.value.trim() ?? '';
  const isDate = /^[A-Za-z]{3},? /.test(value);
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : isDate ? Date.parse(value) - now : Number.NaN;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** True for an unexpected 401: the server may have revoked the token. */
function isRefused(heard: Heard): boolean {
  return heard.response?.status === 401 && hasFailed(heard);
}

/**
 * Safe requests to resend in one iteration, plus safe requests that depend on values those would save. After several
 * iterations the environment holds only the last one's values, so requests whose inputs would not be saved again, or
 * whose sign-in has no guard, are not resent.
 */
function requestsToResend(
  { plan, collector, iterations }: Evidence,
  iteration: number,
  mayRetry: (heard: Heard | undefined) => boolean,
): Endpoint[] {
  const savers = new Set(plan.requests.flatMap(({ endpoint }) => madeBy(endpoint)));
  const saved = new Set<string>();
  return plan.requests.flatMap(({ endpoint, token }) => {
    const needs = [...endpoint.uses].filter((name) => savers.has(name));
    const depends = needs.some((name) => saved.has(name));
    const heard = collector.get(endpoint.id, iteration);
    // A request with `retry` was sent as often as its list says; a withdrawn token is another matter.
    const isDone = endpoint.retry !== undefined && heard?.response?.status !== 401;
    // What is sent last waits for all others.
    if (!endpoint.safe || endpoint.always || !(depends || (!isDone && mayRetry(heard)))) return [];
    if (iterations > 1 && (needs.some((name) => !saved.has(name)) || token?.signIn.guard === false)) return [];
    for (const variable of madeBy(endpoint)) saved.add(variable);
    return [endpoint];
  });
}

/** True if the user's list contains a script. */
function hasScripts(items: readonly Item[]): boolean {
  return items.some(
    (item) =>
      item.kind !== 'sign-in' &&
      (item.before !== undefined || item.after !== undefined || (item.kind === 'folder' && hasScripts(item.items))),
  );
}

/** Requests that are resent in one job of the runner, and the iterations in which they are. */
interface Batch {
  readonly endpoints: readonly Endpoint[];
  readonly iterations: number[];
}

/** Groups the iterations that resend the same requests. */
function batchesOf(evidence: Evidence, mayRetry: (heard: Heard | undefined) => boolean): Batch[] {
  const batches = new Map<string, Batch>();
  for (let iteration = 0; iteration < evidence.iterations; iteration++) {
    const endpoints = requestsToResend(evidence, iteration, mayRetry);
    if (endpoints.length === 0) continue;
    const key = endpoints.map(({ id }) => id).join(' ');
    const batch = batches.get(key) ?? { endpoints, iterations: [] };
    batch.iterations.push(iteration);
    batches.set(key, batch);
  }
  return [...batches.values()];
}

/**
 * Resends safe requests that failed for a temporary reason, up to `retries` times. Even without `retries`, a request is
 * resent once if the server sent `Retry-After`, or if it rejected a token that the guard can replace. The events of
 * earlier tries are removed from the collector.
 *
 * @returns a note for each request that was resent
 */
export async function retry(
  options: ExecuteOptions,
  supervisor: Supervisor,
  evidence: Evidence,
): Promise<Diagnostic[]> {
  const { plan, retries } = options;
  const { collector } = evidence;
  // A script may count iterations or pass values to the next request. Retries change the order, and so its result.
  // What is sent last may have deleted what an iteration made.
  const isInOrder = hasScripts(options.api.items) || options.job.last !== undefined;
  if (evidence.iterations > 1 && isInOrder) return [];
  const tokens = new Map(
    plan.requests.flatMap(({ endpoint, token }) => (token?.signIn.guard ? [[endpoint.id, token]] : [])),
  );
  const isWithdrawn = (heard: Heard) => tokens.has(heard.id) && isRefused(heard);
  const sentAgain = new Map<string, { endpoint: Endpoint; times: number }>();
  for (let attempt = 1; attempt <= Math.max(1, retries) && supervisor.stop === undefined; attempt++) {
    const first = attempt === 1;
    const batches = batchesOf(evidence, (heard) => {
      if (heard && first && isWithdrawn(heard)) return true;
      const wait = retryAfter(heard, Date.now());
      if (wait !== undefined) return wait <= LONGEST_WAIT;
      return retries > 0 && isTransient(heard);
    });
    if (batches.length === 0) break;
    // Read the events of the last try before they are removed.
    const resent = batches.flatMap(({ endpoints, iterations }) =>
      iterations.flatMap((iteration) =>
        endpoints.map((endpoint) => ({ endpoint, iteration, heard: collector.get(endpoint.id, iteration) })),
      ),
    );
    await supervisor.pause(resent.reduce((most, { heard }) => Math.max(most, retryAfter(heard, Date.now()) ?? 0), 0));
    if (supervisor.stop !== undefined) break;
    const withdrawn = resent.flatMap(({ heard }) => (heard && isWithdrawn(heard) ? (tokens.get(heard.id) ?? []) : []));
    // Without the time of its expiry, the guard requests the token again.
    let cleared = Object.fromEntries(withdrawn.map(({ signIn }) => [signIn.token.expiresAt, '']));
    for (const { endpoint, iteration } of resent) {
      collector.forget(endpoint.id, iteration);
      sentAgain.set(endpoint.id, { endpoint, times: attempt });
    }
    for (const batch of batches) {
      if (supervisor.stop !== undefined) break;
      await supervisor.run(
        jobOf(options, batch, { ...supervisor.environment, ...cleared }, supervisor.cookies),
        attempt >= retries,
        batch.iterations,
      );
      cleared = {};
    }
  }
  return [...sentAgain.values()].map(({ endpoint: { folders, name }, times }) =>
    // Requests in different folders may have the same name.
    diagnose('retried', { request: [...folders, name].join(' / '), times }),
  );
}

/** Returns the job that resends a batch, with the values and the cookies that the earlier jobs left. */
function jobOf(
  { job }: ExecuteOptions,
  batch: Batch,
  values: Readonly<Record<string, string>>,
  { [NOBODY]: ofNobody, ...ofIdentities }: KeptCookies,
): RunJob {
  // The environment holds the token of the last row, which may have been obtained with another password.
  const given = new Set(job.rows.flatMap((row) => Object.keys(row)));
  const changing = job.signIns.filter(({ secrets }) => secrets.some((name) => given.has(name)));
  const forgotten = Object.fromEntries(changing.map(({ issuedFor }) => [issuedFor, '']));
  const isSame = (user: string) => !job.credentials?.[user]?.some((name) => given.has(name));
  const kept = Object.fromEntries(Object.entries(ofIdentities).filter(([user]) => isSame(user)));
  const { emptied: _, ...rest } = job;
  return {
    ...rest,
    values: { ...job.values, ...values, ...forgotten },
    requestIds: batch.endpoints.map((endpoint) => endpoint.id),
    rows: batch.iterations.map((index) => job.rows[index] ?? {}),
    // Requests without credentials share their cookies in one iteration only; these are those of the last one.
    // So are those of identities whose credentials are in the rows.
    cookies: job.rows.length === 1 ? { ...ofIdentities, ...(ofNobody ? { [NOBODY]: ofNobody } : {}) } : kept,
  };
}
