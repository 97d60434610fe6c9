import { guardAssertion, tokenAssertion } from '../model/expectation.ts';
import { type Collector, isTransient } from './collector.ts';
import type { ExecuteOptions } from './execute-options.ts';
import type { KeptCookies, RunJob } from './job.ts';
import { isUnreachable } from './network-reason.ts';
import type { PlannedRequest, RunPlan } from './plan-run.ts';
import type { Stop } from './run-result.ts';
import { type RunEvent, timeOf } from './runner.ts';
import { judgeRequest } from './verdict/judge-request.ts';
import { whenAborted } from './when-aborted.ts';

/** How long a runner may take to end after the run was aborted, in milliseconds. */
const GRACE = 2000;

/** Time for the requests that clean up after an early end, in milliseconds. */
const TO_CLEAN_UP = 30_000;

/** How often scripts may send one request in an iteration. A script that waits for something seldom asks so often. */
const MOST_TIMES = 1000;

/** Early ends after which a run still cleans up: not a refused sign-in, which would be refused again, and not a crash. */
const mayCleanUp: ReadonlySet<Stop> = new Set<Stop>(['bail', 'network', 'deadline', 'interrupted']);

/** True for assertions of our sign-in scripts. A user's test may share the name, so the request is checked as well. */
function isSignIn({ requests, tokenRequests }: RunPlan, { id, name }: { id: string; name: string }): boolean {
  if (name === tokenAssertion) return tokenRequests.some((token) => token.id === id);
  return name === guardAssertion && requests.some(({ endpoint, token }) => endpoint.id === id && token !== undefined);
}

/** Translates the iteration of an event from that of a retry job to that of the run. */
function toRunIteration(event: RunEvent, iterations: readonly number[] | undefined): RunEvent {
  if (!iterations || !('iteration' in event)) return event;
  return { ...event, iteration: iterations[event.iteration] ?? event.iteration };
}

/**
 * Runs jobs and collects their events. It ends the run after a failed sign-in, an unreachable host, the deadline, an
 * interrupt, or with `bail` the first failure.
 */
export class Supervisor {
  /** Why the run ended early; undefined while it may continue. */
  stop: Stop | undefined;
  /** Message of the error with which the runner failed, if it did. */
  crash: string | undefined;
  /** Values of the environment at the end of the last job; undefined if the engine did not report them. */
  environment: Readonly<Record<string, string>> | undefined;
  /** Cookies at the end of the last job. */
  cookies: KeptCookies = {};
  /** The request that scripts sent again and again, if they did. */
  loop: { readonly request: string; readonly times: number } | undefined;
  private byId: ReadonlyMap<string, PlannedRequest> | undefined;
  private readonly options: ExecuteOptions;
  private readonly collector: Collector;
  private readonly learn: (secret: string, learnt: boolean) => void;
  private readonly abort = new AbortController();
  /** Ends the job after its current request, so that what the request made is known to those that clean up. */
  private readonly ending = new AbortController();
  private readonly cleansUp: boolean;
  private deadline: number;
  /** The last iteration of which an event was reported. */
  private iteration = 0;
  /** Whether any request was sent: otherwise there is nothing to clean up. */
  private hasSent = false;

  /** @param learn called with each secret that the run receives; `learnt` is true if it comes from an answer */
  constructor(options: ExecuteOptions, collector: Collector, learn: (secret: string, learnt: boolean) => void) {
    this.options = options;
    this.collector = collector;
    this.learn = learn;
    this.deadline = Date.now() + options.timeout;
    this.cleansUp = options.job.last !== undefined;
    options.interruptAgain?.addEventListener('abort', () => this.abort.abort(), { once: true });
  }

  private end(stop: Stop): void {
    this.stop ??= stop;
    if (this.cleansUp && mayCleanUp.has(stop)) this.ending.abort();
    else this.abort.abort();
  }

  private hear(event: RunEvent, final: boolean): void {
    if (event.type === 'secret') this.learn(event.value, event.learnt === true);
    if (event.type === 'environment') this.environment = event.values;
    if (event.type === 'cookies') this.cookies = event.cookies;
    if ('iteration' in event) this.iteration = event.iteration;
    if (event.type === 'sent') this.hasSent = true;
    this.collector.add(event);
    if (event.type === 'sent') this.endLoop(event.id);
    if (event.type === 'finished') this.reportRequest(event.id, event.iteration);
    if (event.type === 'assertion' && event.failure !== undefined) {
      if (isSignIn(this.options.plan, event)) this.end('sign-in');
      else if (this.options.bail && (final || !this.isSentAgain(event))) this.end('bail');
    }
    // A request that a script sends may fail without harm. If it is a sign-in, its assertion fails as well.
    if (event.type === 'no-response' && !event.scripted) {
      if (this.isRepeated(event.id)) return;
      // A collection that people wrote may send to many servers.
      if (isUnreachable(event.error) && final && this.options.plan.flow === undefined) this.end('network');
      else if (this.options.bail && final) this.end('bail');
    }
  }

  /** True if a request may be sent again for a failure. One with `retry` was sent as often as its list says. */
  private isSentAgain({ id, iteration }: { id: string; iteration: number }): boolean {
    return isTransient(this.collector.get(id, iteration)) && !this.isRepeated(id);
  }

  /** True for a request that its list sends again until it is answered as expected. */
  private isRepeated(id: string): boolean {
    return this.planned(id)?.endpoint.retry !== undefined;
  }

  private reportRequest(id: string, iteration: number): void {
    const planned = this.planned(id);
    const heard = this.collector.get(id, iteration);
    if (!planned || !heard?.sent || heard.again) return;
    const { plan, bail } = this.options;
    const { result } = judgeRequest(planned, heard, { iteration, of: 1, stopped: true, plan, showValues: false });
    this.options.onRequest(result);
    if (bail && plan.flow === 'scripts' && result.outcome === 'failed') this.end('bail');
  }

  private planned(id: string): PlannedRequest | undefined {
    this.byId ??= new Map(this.options.plan.requests.map((planned) => [planned.endpoint.id, planned]));
    return this.byId.get(this.options.plan.flow === 'scripts' ? timeOf(id).base : id);
  }

  /** Ends a run whose scripts send a request again and again. */
  private endLoop(id: string): void {
    if (this.options.plan.flow !== 'scripts') return;
    const { time } = timeOf(id);
    if (time <= MOST_TIMES) return;
    this.loop ??= { request: this.planned(id)?.endpoint.name ?? id, times: MOST_TIMES };
    this.end('loop');
  }

  /** Waits; ends the run instead if it is interrupted or if its deadline comes first. */
  async pause(milliseconds: number): Promise<void> {
    const { interrupt } = this.options;
    const rest = Math.max(0, this.deadline - Date.now());
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        interrupt.removeEventListener('abort', end);
        if (interrupt.aborted) this.end('interrupted');
        else if (milliseconds > rest) this.end('deadline');
        resolve();
      };
      const timer = setTimeout(end, Math.min(milliseconds, rest));
      whenAborted(interrupt, end);
    });
  }

  /**
   * Runs one job. Resolves when it is over; failures are in `stop` and `crash`.
   *
   * @param final whether no retry can follow
   * @param iterations for each iteration of the job, the iteration of the run; absent if they are the same
   */
  async run(job: RunJob, final = this.options.retries === 0, iterations?: readonly number[]): Promise<void> {
    const { interrupt } = this.options;
    const onInterrupt = () => this.end('interrupted');
    whenAborted(interrupt, onInterrupt);
    await this.carryOut(job, final, iterations);
    interrupt.removeEventListener('abort', onInterrupt);
  }

  /**
   * Returns the job of the run without the requests that are last, see {@link sendLast}: what failed for a while is sent
   * again before them. Several iterations are one job, in which each ends with its last requests.
   */
  withoutLast(): RunJob {
    const { job } = this.options;
    const ids = new Set(job.last);
    const others = job.requestIds.filter((id) => !ids.has(id));
    if (job.rows.length > 1 || ids.size === 0 || others.length === 0) return job;
    const { last: _, ...rest } = job;
    return { ...rest, requestIds: others };
  }

  /**
   * Sends the requests that are last in an iteration and were not sent yet. After an early end, they have half a minute; the
   * iterations that were not begun have none.
   */
  async sendLast(): Promise<void> {
    const { job } = this.options;
    const { iteration, stop } = this;
    if (stop !== undefined && !(this.hasSent && mayCleanUp.has(stop))) return;
    const requestIds = (job.last ?? []).filter((id) => this.collector.get(id, iteration) === undefined);
    if (this.abort.signal.aborted || requestIds.length === 0) return;
    if (stop !== undefined) this.deadline = Date.now() + TO_CLEAN_UP;
    const { emptied: _, ...rest } = job;
    const values = { ...job.values, ...this.environment };
    const row = job.rows[iteration] ?? {};
    const last = { ...rest, requestIds, last: requestIds, values, rows: [row], cookies: this.cookies };
    if (stop !== undefined) return this.carryOut(last, true, [iteration], new AbortController());
    await this.run(last, true, [iteration]);
    // What an early end left is still sent.
    if (this.stop !== undefined) await this.sendLast();
  }

  private async carryOut(
    job: RunJob,
    final: boolean,
    iterations: readonly number[] | undefined,
    ending = this.ending,
  ): Promise<void> {
    const { runner } = this.options;
    const timer = setTimeout(() => this.end('deadline'), Math.max(0, this.deadline - Date.now()));
    let grace: NodeJS.Timeout | undefined;
    let current: NodeJS.Timeout | undefined;
    const ended = new Promise<void>((resolve) => {
      const later = () => {
        grace = setTimeout(resolve, GRACE);
      };
      whenAborted(this.abort.signal, later);
    });
    // The current request ends by its own limit; this is for an engine that does not keep it.
    const onEnding = () => {
      current = setTimeout(() => this.abort.abort(), job.limits.timeoutScript);
    };
    ending.signal.addEventListener('abort', onEnding, { once: true });
    try {
      const hear = (event: RunEvent) => this.hear(toRunIteration(event, iterations), final);
      const running = runner.run(job, hear, this.abort.signal, ending.signal);
      running.catch(() => undefined);
      await Promise.race([running, ended]);
    } catch (error) {
      this.stop ??= 'crash';
      this.crash ??= error instanceof Error ? error.message : String(error);
    } finally {
      clearTimeout(timer);
      clearTimeout(grace);
      clearTimeout(current);
      ending.signal.removeEventListener('abort', onEnding);
    }
  }
}
