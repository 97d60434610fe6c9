import type { PlannedRequest, RunPlan } from './plan-run.ts';
import { type ReceivedResponse, type RunError, type RunEvent, timeOf } from './runner.ts';

/** An error of a script. `unanswered`: a request that it sent got no answer. */
interface ScriptError {
  readonly script: string;
  readonly message: string;
  readonly unanswered?: true;
}

/** The events that were reported for one request in one iteration. */
export interface Heard {
  readonly id: string;
  readonly iteration: number;
  sent: boolean;
  /** Milliseconds after the start of the run. */
  at?: number;
  /** Whether the last try failed and another one follows. */
  again?: boolean;
  response?: ReceivedResponse;
  error?: { readonly error: RunError; readonly host: string };
  /** The last answer to a request that a script sent, such as the guard's sign-in. */
  scriptedResponse?: ReceivedResponse;
  /** Why a request that a script sent got no answer, such as the guard's sign-in. */
  scriptedError?: { readonly error: RunError; readonly host: string };
  readonly assertions: { readonly name: string; readonly failure?: string; readonly isBefore?: true }[];
  readonly scriptErrors: ScriptError[];
}

/** True if an assertion of the request failed; false if nothing was reported for it. */
export const hasFailed = (heard: Heard | undefined) =>
  heard?.assertions.some((assertion) => assertion.failure !== undefined) === true;

/** True if a retry may help: no answer came, or an assertion failed and the status is 429, 502, 503 or 504. */
export function isTransient(heard: Heard | undefined): boolean {
  const status = heard?.response?.status ?? 0;
  return heard?.error !== undefined || (hasFailed(heard) && (status === 429 || (status >= 502 && status <= 504)));
}

/** True for a request whose answer may be needed to explain a failure. */
function isToExplain(heard: Heard): boolean {
  const isUntested = heard.assertions.length === 0 && (heard.response?.status ?? 0) >= 400;
  return hasFailed(heard) || heard.scriptErrors.length > 0 || isUntested;
}

/** Limits for one request in one iteration, because a script can report any number of assertions and errors. */
const MAX_ASSERTIONS = 5000;
const MAX_ERRORS = 100;

/** Replaces texts that may contain a secret, once a run has received more secrets than it can mask. */
const withheld = 'withheld: this run received more secrets than can be masked';

/** An answer without its body, and without what was sent: a URL may contain a value from an earlier answer. */
const withoutTexts = ({ sent: _, ...response }: ReceivedResponse): ReceivedResponse => ({ ...response, body: '' });

/** Collects a runner's events by request and iteration. */
export class Collector {
  /** How many requests were sent again, whose earlier events are forgotten. */
  repeated = 0;
  /** How many requests scripts have sent. */
  byScripts = 0;
  private readonly heard = new Map<string, Heard>();
  private withholds = false;
  private readonly started = Date.now();

  private at(id: string, iteration: number): Heard {
    const key = `${iteration} ${id}`;
    let heard = this.heard.get(key);
    if (!heard) {
      heard = { id, iteration, sent: false, assertions: [], scriptErrors: [] };
      this.heard.set(key, heard);
    }
    return heard;
  }

  /** Records an event of a request. `too-many-secrets` withholds all texts of answers and scripts. */
  add(event: RunEvent): void {
    if (event.type === 'secret' || event.type === 'environment' || event.type === 'cookies') return;
    if (event.type === 'script-sent') {
      this.byScripts++;
      return;
    }
    if (event.type === 'too-many-secrets') {
      this.withholdAll();
      return;
    }
    if (event.type === 'no-response' && event.scripted) {
      this.at(event.id, event.iteration).scriptedError = { error: event.error, host: event.host };
      return;
    }
    if (event.type === 'response' && event.scripted) {
      this.at(event.id, event.iteration).scriptedResponse = this.shown(event.response);
      return;
    }
    if (event.type === 'sent' && this.get(event.id, event.iteration)?.again) this.forget(event.id, event.iteration);
    const heard = this.at(event.id, event.iteration);
    switch (event.type) {
      case 'again':
        heard.again = true;
        break;
      case 'sent':
        heard.sent = true;
        heard.at ??= Date.now() - this.started;
        break;
      case 'response':
        heard.response = this.shown(event.response);
        heard.sent = true;
        break;
      case 'no-response':
        heard.error = { error: event.error, host: event.host };
        heard.sent = true;
        break;
      case 'assertion':
        this.addAssertion(heard, event);
        break;
      case 'script-error':
        this.addError(heard, event);
        break;
      case 'finished':
        // The body is needed later only to explain a failure.
        if (!isToExplain(heard)) {
          if (heard.response) heard.response = { ...heard.response, body: '' };
          delete heard.scriptedResponse;
        }
        break;
    }
  }

  private shown(response: ReceivedResponse): ReceivedResponse {
    return this.withholds ? withoutTexts(response) : response;
  }

  private addAssertion(
    { assertions }: Heard,
    { name, failure, isBefore }: { readonly name: string; readonly failure?: string; readonly isBefore?: true },
  ): void {
    // Beyond the limit, one failed assertion is kept, so that the request still counts as failed.
    if (assertions.length > MAX_ASSERTIONS || (assertions.length === MAX_ASSERTIONS && failure === undefined)) return;
    const shown = failure === undefined ? {} : { failure: this.withholds ? withheld : failure };
    assertions.push({ name, ...shown, ...(isBefore ? { isBefore } : {}) });
  }

  private addError({ scriptErrors }: Heard, { script, message, unanswered }: ScriptError): void {
    const shown = this.withholds ? withheld : message;
    const error = { script, message: shown, ...(unanswered ? { unanswered } : {}) };
    // newman reports an error twice: as an exception, and when the script ends. Only the second report names the script.
    const found = scriptErrors.findIndex((error) => error.message === shown);
    if (found === -1 && scriptErrors.length < MAX_ERRORS) scriptErrors.push(error);
    else if (scriptErrors[found]?.script === 'asynchronous') scriptErrors[found] = error;
  }

  private withholdAll(): void {
    this.withholds = true;
    for (const heard of this.heard.values()) {
      if (heard.response) heard.response = withoutTexts(heard.response);
      delete heard.scriptedResponse;
      const { assertions, scriptErrors } = heard;
      const hidden = assertions.map((assertion) =>
        assertion.failure === undefined ? assertion : { ...assertion, failure: withheld },
      );
      assertions.splice(0, assertions.length, ...hidden);
      scriptErrors.splice(0, scriptErrors.length, ...scriptErrors.map((error) => ({ ...error, message: withheld })));
    }
  }

  /** Returns the events of a request in one iteration; undefined if there are none. */
  get(id: string, iteration: number): Heard | undefined {
    return this.heard.get(`${iteration} ${id}`);
  }

  /** Returns the events of all requests, in the order in which they began. */
  all(): Heard[] {
    return [...this.heard.values()];
  }

  /** Removes the events of a request before it is retried: only the last try counts. */
  forget(id: string, iteration: number): void {
    if (this.get(id, iteration)?.sent) this.repeated++;
    this.heard.delete(`${iteration} ${id}`);
  }
}

/** Input of the verdict: the plan, the number of iterations, and the events of the run. */
export interface Evidence {
  readonly plan: RunPlan;
  readonly iterations: number;
  readonly collector: Collector;
}

/**
 * Yields the planned requests of each iteration, with their events. `heard` is absent if nothing was reported. Where scripts
 * decide what is sent, each time is one, in the order in which they were sent.
 */
export function* plannedAndHeard(
  evidence: Evidence,
): Generator<{ planned: PlannedRequest; iteration: number; heard?: Heard }> {
  if (evidence.plan.flow === 'scripts') {
    yield* inOrder(evidence);
    return;
  }
  for (let iteration = 0; iteration < evidence.iterations; iteration++) {
    for (const planned of evidence.plan.requests) {
      const heard = evidence.collector.get(planned.endpoint.id, iteration);
      yield { planned, iteration, ...(heard ? { heard } : {}) };
    }
  }
}

function* inOrder({
  plan,
  iterations,
  collector,
}: Evidence): Generator<{ planned: PlannedRequest; iteration: number; heard?: Heard }> {
  const byId = new Map(plan.requests.map((planned) => [planned.endpoint.id, planned]));
  const all: Heard[][] = [];
  for (const heard of collector.all()) {
    all[heard.iteration] ??= [];
    all[heard.iteration]?.push(heard);
  }
  // Iterations that were not begun have nothing to say, and may be many.
  for (let iteration = 0; iteration < Math.min(iterations, Math.max(1, all.length)); iteration++) {
    const sent = new Set<PlannedRequest>();
    for (const heard of all[iteration] ?? []) {
      const planned = byId.get(timeOf(heard.id).base);
      if (!planned) continue;
      sent.add(planned);
      yield { planned, iteration, heard };
    }
    for (const planned of plan.requests) if (!sent.has(planned)) yield { planned, iteration };
  }
}
