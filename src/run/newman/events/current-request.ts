import type { RunJob } from '../../job.ts';
import { idOfTime, timeOf } from '../../runner.ts';

/** The request and the iteration that an event belongs to. */
export interface Place {
  readonly id: string;
  readonly iteration: number;
}

/** Follows which request of a run is the current one. Requests and errors of its scripts belong to it. */
export class CurrentRequest {
  private readonly isScripted: boolean;
  private readonly times = new Map<string, number>();
  private iteration = -1;
  private place: Place | undefined;

  constructor({ flow }: Pick<RunJob, 'flow'>) {
    this.isScripted = flow === 'scripts';
  }

  /** Begins a request. Where scripts may send it several times, its nth time is another place. */
  begin({ id, iteration }: Place): void {
    if (iteration !== this.iteration) this.times.clear();
    this.iteration = iteration;
    const times = (this.times.get(id) ?? 0) + 1;
    this.times.set(id, times);
    this.place = { id: this.isScripted ? idOfTime(id, times) : id, iteration };
  }

  /** The current request; undefined before the first one. */
  get current(): Place | undefined {
    return this.place;
  }

  /** Returns the place of an event that names a request. */
  of(named: Place): Place {
    return this.isScripted && this.place && timeOf(this.place.id).base === named.id ? this.place : named;
  }
}
