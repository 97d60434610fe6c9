import type { PlannedRequest, RunPlan } from './plan-run.ts';
import type { ReceivedResponse, RunError, RunEvent } from './runner.ts';

/** All that was heard of one request in one iteration. */
export interface Heard {
  readonly id: string;
  readonly iteration: number;
  sent: boolean;
  response?: ReceivedResponse;
  error?: { readonly error: RunError; readonly host: string };
  /** No answer to a request that a script sent: the guard's sign-in. */
  scriptedError?: { readonly error: RunError; readonly host: string };
  readonly assertions: { readonly name: string; readonly failure?: string }[];
  readonly scriptErrors: { readonly script: string; readonly message: string }[];
}

/** Gathers a runner's events by request and iteration, in the order of the plan. */
export class Collector {
  private readonly heard = new Map<string, Heard>();
  private at(id: string, iteration: number): Heard {
    const key = `${iteration} ${id}`;
    let heard = this.heard.get(key);
    if (!heard) {
      heard = { id, iteration, sent: false, assertions: [], scriptErrors: [] };
      this.heard.set(key, heard);
    }
    return heard;
  }

  /** Takes one event in. */
  add(event: RunEvent): void {
    if (event.type === 'secret' || event.type === 'environment') return;
    if (event.type === 'no-response' && event.scripted) {
      this.at(event.id, event.iteration).scriptedError = { error: event.error, host: event.host };
      return;
    }
    const heard = this.at(event.id, event.iteration);
    switch (event.type) {
      case 'sent':
        heard.sent = true;
        break;
      case 'response':
        heard.response = event.response;
        heard.sent = true;
        break;
      case 'no-response':
        heard.error = { error: event.error, host: event.host };
        heard.sent = true;
        break;
      case 'assertion':
        heard.assertions.push({ name: event.name, ...(event.failure === undefined ? {} : { failure: event.failure }) });
        break;
      case 'script-error':
        // newman tells of a throw as an exception, and again when the script ends.
        if (!heard.scriptErrors.some((one) => one.message === event.message)) {
          heard.scriptErrors.push({ script: event.script, message: event.message });
        }
        break;
    }
  }

  /** What was heard of a request; undefined when nothing was. */
  get(id: string, iteration: number): Heard | undefined {
    return this.heard.get(`${iteration} ${id}`);
  }

  /** Forgets a request that is sent again: only the last try counts. */
  forget(id: string, iteration: number): void {
    this.heard.delete(`${iteration} ${id}`);
  }
}

/** What a verdict is reached from. */
export interface Evidence {
  readonly plan: RunPlan;
  readonly iterations: number;
  readonly collector: Collector;
}

/** The requests of the plan in every iteration, with what was heard of each. */
export function* plannedAndHeard(
  evidence: Evidence,
): Generator<{ planned: PlannedRequest; iteration: number; heard?: Heard }> {
  for (let iteration = 0; iteration < evidence.iterations; iteration++) {
    for (const planned of evidence.plan.requests) {
      const heard = evidence.collector.get(planned.endpoint.id, iteration);
      yield { planned, iteration, ...(heard ? { heard } : {}) };
    }
  }
}
