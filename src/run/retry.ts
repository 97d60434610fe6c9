import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Endpoint } from '../model/api.ts';
import type { Collector, Heard } from './collector.ts';
import type { Control } from './control.ts';
import type { ExecuteOptions } from './execute.ts';
import type { RunPlan } from './plan-run.ts';
import type { RunJob } from './runner.ts';

/** The longest time that a server's `Retry-After` is followed, in seconds. */
const LONGEST_WAIT = 30;

/** Worth another try: no answer, or one that says "not now". */
export function isTransient(heard: Heard | undefined): boolean {
  const status = heard?.response?.status ?? 0;
  return heard?.error !== undefined || status === 429 || (status >= 502 && status <= 504);
}

/**
 * How long a server asks to wait before the next try, in milliseconds; undefined when it does not, or for too long.
 * RFC 9110, section 10.2.3: seconds, or a date.
 *
 * @param now milliseconds since 1970, for a date
 */
export function retryAfter(heard: Heard | undefined, now: number): number | undefined {
  const { status = 0, headers = [] } = heard?.response ?? {};
  if (status !== 429 && status !== 503) return undefined;
  const value = headers.find((one) => /^retry-after$/i.test(one.key))?.value.trim() ?? '';
  const isDate = /^[A-Za-z]{3},? /.test(value);
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : isDate ? Date.parse(value) - now : Number.NaN;
  return wait <= LONGEST_WAIT * 1000 ? Math.max(0, wait) : undefined;
}

/** A request that was refused although nobody expected it: its token may have been withdrawn. */
function isRefused({ response, assertions }: Heard): boolean {
  return response?.status === 401 && assertions.some((one) => one.failure !== undefined);
}

/** An environment with other values: those that the first try left. */
function withValues(
  environment: RunJob['environment'],
  values: Readonly<Record<string, string>>,
): RunJob['environment'] {
  const list = environment.values as readonly { readonly key: string; readonly value: string }[];
  return { ...environment, values: list.map((one) => ({ ...one, value: values[one.key] ?? one.value })) };
}

/** Safe requests that shall be sent again, and the safe ones that need a value which these would have saved. */
function again(plan: RunPlan, collector: Collector, wants: (heard: Heard | undefined) => boolean): Endpoint[] {
  const saved = new Set<string>();
  return plan.requests.flatMap(({ endpoint }) => {
    const waits = [...endpoint.uses].some((name) => saved.has(name));
    if (!endpoint.safe || !(waits || wants(collector.get(endpoint.id, 0)))) return [];
    for (const { variable } of endpoint.saves) saved.add(variable);
    return [endpoint];
  });
}

/**
 * Sends safe requests again that got no answer or "not now", as often as the user wants it; and once, when the server
 * itself has said when to come back, or when it no longer takes the token of an identity, which then signs in anew. Only
 * the last try counts.
 */
export async function retry(
  options: ExecuteOptions,
  control: Control,
  collector: Collector,
  iterations: number,
): Promise<Diagnostic[]> {
  if (iterations !== 1) return [];
  const { plan, retries } = options;
  const tokens = new Map(
    plan.requests.flatMap(({ endpoint, token }) => (token?.signIn.guard ? [[endpoint.id, token]] : [])),
  );
  const isWithdrawn = (heard: Heard) => tokens.has(heard.id) && isRefused(heard);
  const times = new Map<string, number>();
  for (let attempt = 1; attempt <= Math.max(1, retries) && control.stop === undefined; attempt++) {
    const first = attempt === 1;
    const endpoints = again(plan, collector, (heard) => {
      if (heard && first && isWithdrawn(heard)) return true;
      return retries > 0 ? isTransient(heard) : retryAfter(heard, Date.now()) !== undefined;
    });
    if (endpoints.length === 0) break;
    const waits = endpoints.map((one) => retryAfter(collector.get(one.id, 0), Date.now()) ?? 0);
    await control.pause(Math.max(...waits));
    if (control.stop !== undefined) break;
    const anew: Record<string, string> = {};
    for (const endpoint of endpoints) {
      const heard = collector.get(endpoint.id, 0);
      const token = tokens.get(endpoint.id);
      if (token && heard && isWithdrawn(heard)) anew[token.signIn.token.expiresAt] = '';
      collector.forget(endpoint.id, 0);
      times.set(endpoint.name, attempt);
    }
    const environment = withValues(options.job.environment, { ...control.environment, ...anew });
    const job = { ...options.job, environment, requestIds: endpoints.map((endpoint) => endpoint.id) };
    await control.run(job, attempt >= retries);
  }
  return [...times].map(([request, count]) => diagnose('retried', { request, times: count }));
}
