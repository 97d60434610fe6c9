import type { RunJob } from '../../src/run/job.ts';
import type { RunPlan } from '../../src/run/plan-run.ts';
import type { ReceivedResponse, RunEvent, Runner } from '../../src/run/runner.ts';

type Play = (job: RunJob, emit: (event: RunEvent) => void, signal: AbortSignal) => Promise<void> | void;

/** A runner that sends nothing: `play` emits the events. `jobs` holds every job it received. */
export function fakeRunner(play: Play): Runner & { readonly jobs: RunJob[] } {
  const jobs: RunJob[] = [];
  return {
    engine: 'fake',
    jobs,
    run: async (job, emit, signal) => {
      jobs.push(job);
      await play(job, emit, signal);
    },
  };
}

/** A JSON answer with the given status. */
export function answered(status: number, body = '{}'): ReceivedResponse {
  return { status, headers: [{ key: 'Content-Type', value: 'application/json' }], body, size: body.length, time: 5 };
}

/** The first status that a request expects, or 200. */
function expectedStatus({ assertions }: RunPlan['requests'][number]): number {
  const ranges = assertions.flatMap(({ expectation }) => (expectation?.kind === 'status' ? expectation.ranges : []));
  return ranges[0]?.from ?? 200;
}

/** The events of a successful request: an answer, and every planned assertion passes. */
export function passingEvents(plan: RunPlan, index: number, iteration = 0): RunEvent[] {
  const planned = plan.requests[index];
  if (!planned) throw new Error(`the plan has no request ${index}`);
  const place = { id: planned.endpoint.id, iteration };
  return [
    { type: 'sent', ...place },
    { type: 'response', ...place, response: answered(expectedStatus(planned)) },
    ...planned.assertions.map(({ name }): RunEvent => ({ type: 'assertion', ...place, name })),
    { type: 'finished', ...place },
  ];
}

/** A request in one iteration. */
export interface Place {
  readonly id: string;
  readonly iteration: number;
}

/** The event of a failed assertion. */
export function failing(place: Place, name: string, failure = 'expected x'): RunEvent {
  return { type: 'assertion', ...place, name, failure };
}

/** The event of a request without an answer. `scripted` means that a script sent it. */
export function noAnswer(place: Place, code: string, scripted = false): RunEvent {
  return { type: 'no-response', ...place, error: { code, message: '' }, host: 'localhost:1', scripted };
}
