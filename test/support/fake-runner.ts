import type { RunJob } from '../../src/run/job.ts';
import type { RunPlan } from '../../src/run/plan-run.ts';
import type { ReceivedResponse, RunEvent, Runner } from '../../src/run/runner.ts';

type Play = (job: RunJob, emit: (event: RunEvent) => void, signal: AbortSignal) => Promise<void> | void;

/** A runner that sends nothing and tells what it is told to tell; it keeps the jobs that it was given. */
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

/** An answer with a status. */
export function answered(status: number, body = '{}'): ReceivedResponse {
  return { status, headers: [{ key: 'Content-Type', value: 'application/json' }], body, size: body.length, time: 5 };
}

/** The first status that a request may be answered with. */
function expectedStatus({ assertions }: RunPlan['requests'][number]): number {
  const ranges = assertions.flatMap(({ expectation }) => (expectation?.kind === 'status' ? expectation.ranges : []));
  return ranges[0]?.from ?? 200;
}

/** The events of one request that went well: its answer, and every planned assertion passed. */
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

/** A request, in an iteration. */
export interface Place {
  readonly id: string;
  readonly iteration: number;
}

/** An assertion that failed. */
export function failing(place: Place, name: string, failure = 'expected x'): RunEvent {
  return { type: 'assertion', ...place, name, failure };
}

/** A request that got no answer; `scripted` when a script sent it. */
export function noAnswer(place: Place, code: string, scripted = false): RunEvent {
  return { type: 'no-response', ...place, error: { code, message: '' }, host: 'localhost:1', scripted };
}
