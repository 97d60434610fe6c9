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

/** True when one of its assertions failed. */
export const hasFailed = (heard: Heard | undefined) =>
  heard?.assertions.some((one) => one.failure !== undefined) === true;

/** Worth another try: no answer, or one that says "not now" where nobody expected it. */
export function isTransient(heard: Heard | undefined): boolean {
  const status = heard?.response?.status ?? 0;
  return heard?.error !== undefined || (hasFailed(heard) && (status === 429 || (status >= 502 && status <= 504)));
}

/** What a script or a server may make as many of as it likes. */
const MAX_ASSERTIONS = 5000;
const MAX_ERRORS = 100;

/** What is told in place of a text that may hold a secret nobody can look for. */
const withheld = 'withheld: this run received more secrets than can be masked';

/** Gathers a runner's events by request and iteration, in the order of the plan. */
export class Collector {
  private readonly heard = new Map<string, Heard>();
  private withholds = false;

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
    if (event.type === 'too-many-secrets') {
      this.withholdAll();
      return;
    }
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
        heard.response = this.withholds ? { ...event.response, body: '' } : event.response;
        heard.sent = true;
        break;
      case 'no-response':
        heard.error = { error: event.error, host: event.host };
        heard.sent = true;
        break;
      case 'assertion':
        this.addAssertion(heard, event.name, event.failure);
        break;
      case 'script-error':
        this.addError(heard, event.script, event.message);
        break;
      case 'finished':
        // A body is looked at again only to show what was found in the place of what was expected.
        if (heard.response && !hasFailed(heard)) {
          heard.response = { ...heard.response, body: '' };
        }
        break;
    }
  }

  private addAssertion({ assertions }: Heard, name: string, failure: string | undefined): void {
    // Of those that nobody reads, one that failed is enough to know.
    if (assertions.length > MAX_ASSERTIONS || (assertions.length === MAX_ASSERTIONS && failure === undefined)) return;
    assertions.push({ name, ...(failure === undefined ? {} : { failure: this.withholds ? withheld : failure }) });
  }

  private addError({ scriptErrors }: Heard, script: string, message: string): void {
    const shown = this.withholds ? withheld : message;
    // newman tells of a throw as an exception, and again when the script ends: only then it knows which one it was.
    const found = scriptErrors.findIndex((one) => one.message === shown);
    if (found === -1 && scriptErrors.length < MAX_ERRORS) scriptErrors.push({ script, message: shown });
    else if (scriptErrors[found]?.script === 'asynchronous') scriptErrors[found] = { script, message: shown };
  }

  private withholdAll(): void {
    this.withholds = true;
    for (const one of this.heard.values()) {
      if (one.response) one.response = { ...one.response, body: '' };
      const { assertions, scriptErrors } = one;
      const failed = assertions.map((own) => (own.failure === undefined ? own : { ...own, failure: withheld }));
      assertions.splice(0, assertions.length, ...failed);
      scriptErrors.splice(0, scriptErrors.length, ...scriptErrors.map((own) => ({ ...own, message: withheld })));
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
