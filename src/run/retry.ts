import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Endpoint, Item } from '../model/api.ts';
import { type Evidence, type Heard, hasFailed, isTransient } from './collector.ts';
import type { ExecuteOptions } from './execute-options.ts';
import type { RunJob } from './job.ts';
import type { Supervisor } from './supervisor.ts';

/** The longest time that a server's `Retry-After` is followed, in milliseconds; a longer one is the end of it. */
const LONGEST_WAIT = 30_000;

/**
 * How long a server asks to wait before the next try, in milliseconds; undefined when it does not. RFC 9110, section
 * 10.2.3: seconds, or a date.
 *
 * @param now milliseconds since 1970, for a date
 */
export function retryAfter(heard: Heard | undefined, now: number): number | undefined {
  const { status = 0, headers = [] } = heard?.response ?? {};
  if ((status !== 429 && status !== 503) || !hasFailed(heard)) return undefined;
  const value = headers.find((one) => /^retry-after$/i.test(one.key))?.value.trim() ?? '';
  const isDate = /^[A-Za-z]{3},? /.test(value);
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : isDate ? Date.parse(value) - now : Number.NaN;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** A request that was refused although nobody expected it: its token may have been withdrawn. */
function isRefused(heard: Heard): boolean {
  return heard.response?.status === 401 && hasFailed(heard);
}

/**
 * Safe requests that shall be sent again in one iteration, and the safe ones that need a value which these would have
 * saved. Of several iterations, the environment holds only what the last one has left: there, a request is left alone
 * that needs a value which is not saved anew, or whose user nobody would sign in again.
 */
function again(
  { plan, collector, iterations }: Evidence,
  iteration: number,
  wants: (heard: Heard | undefined) => boolean,
): Endpoint[] {
  const savers = new Set(plan.requests.flatMap(({ endpoint }) => endpoint.saves.map((one) => one.variable)));
  const saved = new Set<string>();
  return plan.requests.flatMap(({ endpoint, token }) => {
    const needs = [...endpoint.uses].filter((name) => savers.has(name));
    const waits = needs.some((name) => saved.has(name));
    if (!endpoint.safe || !(waits || wants(collector.get(endpoint.id, iteration)))) return [];
    if (iterations > 1 && (needs.some((name) => !saved.has(name)) || token?.signIn.guard === false)) return [];
    for (const { variable } of endpoint.saves) saved.add(variable);
    return [endpoint];
  });
}

/** True when the list has a script of its own. */
function hasScripts(items: readonly Item[]): boolean {
  return items.some(
    (one) => one.before !== undefined || one.after !== undefined || (one.kind === 'folder' && hasScripts(one.items)),
  );
}

/** Requests that are sent again, and the iterations in which they are: one job of a runner. */
interface Batch {
  readonly endpoints: readonly Endpoint[];
  readonly iterations: number[];
}

/** What is sent again in all iterations, those together that want the same. */
function batchesOf(evidence: Evidence, wants: (heard: Heard | undefined) => boolean): Batch[] {
  const batches = new Map<string, Batch>();
  for (let iteration = 0; iteration < evidence.iterations; iteration++) {
    const endpoints = again(evidence, iteration, wants);
    if (endpoints.length === 0) continue;
    const key = endpoints.map((one) => one.id).join(' ');
    const batch = batches.get(key) ?? { endpoints, iterations: [] };
    batch.iterations.push(iteration);
    batches.set(key, batch);
  }
  return [...batches.values()];
}

/**
 * Sends safe requests again that got no answer or "not now", as often as the user wants it; and once, when the server
 * itself has said when to come back, or when it no longer takes the token of an identity, which then signs in anew. Only
 * the last try counts.
 */
export async function retry(
  options: ExecuteOptions,
  supervisor: Supervisor,
  evidence: Evidence,
): Promise<Diagnostic[]> {
  const { plan, retries } = options;
  const { collector } = evidence;
  // A script may count the iterations, or leave anything for the next request: in another order it would say otherwise.
  if (evidence.iterations > 1 && hasScripts(options.api.items)) return [];
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
    // What was heard the last time is read before it is forgotten.
    const all = batches.flatMap(({ endpoints, iterations }) =>
      iterations.flatMap((iteration) =>
        endpoints.map((endpoint) => ({ endpoint, iteration, heard: collector.get(endpoint.id, iteration) })),
      ),
    );
    await supervisor.pause(all.reduce((most, { heard }) => Math.max(most, retryAfter(heard, Date.now()) ?? 0), 0));
    if (supervisor.stop !== undefined) break;
    const withdrawn = all.flatMap(({ heard }) => (heard && isWithdrawn(heard) ? (tokens.get(heard.id) ?? []) : []));
    let anew = Object.fromEntries(withdrawn.map(({ signIn }) => [signIn.token.expiresAt, '']));
    for (const { endpoint, iteration } of all) {
      collector.forget(endpoint.id, iteration);
      sentAgain.set(endpoint.id, { endpoint, times: attempt });
    }
    for (const batch of batches) {
      if (supervisor.stop !== undefined) break;
      await supervisor.run(
        jobOf(options, batch, { ...supervisor.environment, ...anew }),
        attempt >= retries,
        batch.iterations,
      );
      anew = {};
    }
  }
  return [...sentAgain.values()].map(({ endpoint: { folders, name }, times }) =>
    // Requests in two folders may have one name.
    diagnose('retried', { request: [...folders, name].join(' / '), times }),
  );
}

/** The job that resends a batch, with the values that the jobs before it have left. */
function jobOf({ job }: ExecuteOptions, batch: Batch, values: Readonly<Record<string, string>>): RunJob {
  // The environment holds the token of the last row, which another password may have obtained.
  const given = new Set(job.rows.flatMap((row) => Object.keys(row)));
  const changing = job.signIns.filter(({ secrets }) => secrets.some((name) => given.has(name)));
  const forgotten = Object.fromEntries(changing.map(({ issuedFor }) => [issuedFor, '']));
  return {
    ...job,
    values: { ...job.values, ...values, ...forgotten },
    requestIds: batch.endpoints.map((endpoint) => endpoint.id),
    rows: batch.iterations.map((index) => job.rows[index] ?? {}),
  };
}
