import { guardAssertion, tokenAssertion } from '../model/expectation.ts';
import { type Collector, isTransient } from './collector.ts';
import type { ExecuteOptions } from './execute-options.ts';
import type { RunJob } from './job.ts';
import { isUnreachable } from './network-reason.ts';
import type { RunPlan } from './plan-run.ts';
import type { Stop } from './run-result.ts';
import type { RunEvent } from './runner.ts';
import { judgeRequest } from './verdict/judge-request.ts';

/** How long a runner may take to end after it was told to. */
const GRACE = 2000;

/** True for what a sign-in reports of itself; a test of the user's may have the same name where nothing signs in. */
function isSignIn({ requests, tokenRequests }: RunPlan, { id, name }: { id: string; name: string }): boolean {
  if (name === tokenAssertion) return tokenRequests.some((token) => token.id === id);
  return name === guardAssertion && requests.some(({ endpoint, token }) => endpoint.id === id && token !== undefined);
}

/** An event of a job that sends some iterations again, as one of the run. */
function placeIn(event: RunEvent, iterations: readonly number[] | undefined): RunEvent {
  if (!iterations || !('iteration' in event)) return event;
  return { ...event, iteration: iterations[event.iteration] ?? event.iteration };
}

/** Starts a runner, listens to it, and ends it when going on makes no sense. */
export class Supervisor {
  stop: Stop | undefined;
  /** Why the runner failed, if it did. */
  crash: string | undefined;
  /** Values of the environment at the end of the last job. */
  environment: Readonly<Record<string, string>> = {};
  private readonly options: ExecuteOptions;
  private readonly collector: Collector;
  private readonly learn: (secret: string, learnt: boolean) => void;
  private readonly abort = new AbortController();
  private readonly deadline: number;

  constructor(options: ExecuteOptions, collector: Collector, learn: (secret: string, learnt: boolean) => void) {
    this.options = options;
    this.collector = collector;
    this.learn = learn;
    this.deadline = Date.now() + options.timeout;
  }

  private end(stop: Stop): void {
    this.stop ??= stop;
    this.abort.abort();
  }

  private hear(event: RunEvent, final: boolean): void {
    if (event.type === 'secret') this.learn(event.value, event.learnt === true);
    if (event.type === 'environment') this.environment = event.values;
    this.collector.add(event);
    if (event.type === 'finished') this.tell(event.id, event.iteration);
    if (event.type === 'assertion' && event.failure !== undefined) {
      if (isSignIn(this.options.plan, event)) this.end('sign-in');
      else if (this.options.bail && (final || !isTransient(this.collector.get(event.id, event.iteration))))
        this.end('bail');
    }
    // A script's own request may fail without harm; a sign-in that fails so is told by its assertion.
    if (event.type === 'no-response' && !event.scripted) {
      if (isUnreachable(event.error) && final) this.end('network');
      else if (this.options.bail && final) this.end('bail');
    }
  }

  private tell(id: string, iteration: number): void {
    const planned = this.options.plan.requests.find((one) => one.endpoint.id === id);
    const heard = this.collector.get(id, iteration);
    if (!planned || !heard?.sent) return;
    const { result } = judgeRequest(planned, heard, { iteration, of: 1, stopped: true, showValues: false });
    this.options.onRequest(result);
  }

  /** Waits, unless the run is to end first. */
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
      if (interrupt.aborted) end();
      else interrupt.addEventListener('abort', end, { once: true });
    });
  }

  /**
   * Runs one job to its end.
   *
   * @param final whether nothing is sent again after it
   * @param iterations which iterations of the run those of the job are, where they are not the same
   */
  async run(job: RunJob, final = this.options.retries === 0, iterations?: readonly number[]): Promise<void> {
    const { runner, interrupt } = this.options;
    const onInterrupt = () => this.end('interrupted');
    if (interrupt.aborted) onInterrupt();
    interrupt.addEventListener('abort', onInterrupt, { once: true });
    const timer = setTimeout(() => this.end('deadline'), Math.max(0, this.deadline - Date.now()));
    let grace: NodeJS.Timeout | undefined;
    const ended = new Promise<void>((resolve) => {
      const later = () => {
        grace = setTimeout(resolve, GRACE);
      };
      if (this.abort.signal.aborted) later();
      else this.abort.signal.addEventListener('abort', later, { once: true });
    });
    try {
      const hear = (event: RunEvent) => this.hear(placeIn(event, iterations), final);
      const running = runner.run(job, hear, this.abort.signal);
      running.catch(() => undefined);
      await Promise.race([running, ended]);
    } catch (error) {
      this.stop ??= 'crash';
      this.crash ??= error instanceof Error ? error.message : String(error);
    } finally {
      clearTimeout(timer);
      clearTimeout(grace);
      interrupt.removeEventListener('abort', onInterrupt);
    }
  }
}
