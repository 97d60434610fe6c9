import type { EventEmitter } from 'node:events';
import { DEFAULT_ANSWER } from '../../notation/units/size.ts';
import type { RequestSending, RunJob } from '../job.ts';
import type { RunError } from '../runner.ts';
import type { RequestLibrary } from './load-newman.ts';

/** The part of newman's events that is used here. `scriptId` is present when a script sends the request. */
interface RequestDetails {
  readonly item: { readonly id: string };
  readonly cursor: { readonly scriptId?: string };
}

/** A request of newman's HTTP library that is about to be sent. It is started again for each redirect. */
interface Outgoing {
  readonly uri: { readonly href: string };
  readonly _redirect: { allowRedirect: (response: Answer) => boolean };
  maxResponseSize?: number;
}
interface Answer {
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** How the current request of a run is sent: as all others, or as its own settings say. */
export class CurrentSending {
  private readonly job: Pick<RunJob, 'limits' | 'sending'>;
  private own: RequestSending = {};

  constructor(job: Pick<RunJob, 'limits' | 'sending'>) {
    this.job = job;
  }

  /** Longest time for the answer, in milliseconds. */
  get timeout(): number {
    return this.own.timeout ?? this.job.limits.timeoutRequest;
  }

  /** The limits of postman-runtime, which are for all requests: the largest ones. */
  static most({ limits, sending = {} }: Pick<RunJob, 'limits' | 'sending'>): { timeout: number; maxResponse: number } {
    const all = Object.values(sending);
    const most = (first: number, others: (number | undefined)[]) =>
      others.reduce<number>((largest, number) => Math.max(largest, number ?? 0), first);
    return {
      timeout: most(
        limits.timeoutRequest,
        all.map(({ timeout }) => timeout),
      ),
      maxResponse: most(
        limits.maxResponse ?? DEFAULT_ANSWER,
        all.map(({ maxResponse }) => maxResponse),
      ),
    };
  }

  /** Selects the settings before each request of a run. Requests of scripts, such as sign-ins, are sent as all others. */
  follow(emitter: EventEmitter): void {
    emitter.on('beforeRequest', (_: unknown, { item, cursor }: RequestDetails) => {
      this.own = (cursor.scriptId === undefined ? this.job.sending?.[item.id] : undefined) ?? {};
    });
  }

  /** Makes newman's HTTP library keep the settings that it has for all requests only: size, and where redirects may lead. */
  apply({ Request }: RequestLibrary): void {
    const { start } = Request.prototype;
    const settings = () => ({ own: this.own, size: this.own.maxResponse ?? this.job.limits.maxResponse });
    Request.prototype.start = function (this: Outgoing) {
      const { own, size } = settings();
      this.maxResponseSize = size ?? DEFAULT_ANSWER;
      if (own.redirects === 'same-origin') this._redirect.allowRedirect = (response) => isSameOrigin(this, response);
      start.call(this as never);
    };
  }
}

/**
 * Returns the largest answer that a request may have, for the error of one that was larger.
 *
 * @param id absent for a request of a script
 */
export function limitOf(
  { sending, limits }: Pick<RunJob, 'limits' | 'sending'>,
  id: string | undefined,
): Pick<RunError, 'limit' | 'ownLimit'> {
  const own = id === undefined ? undefined : sending?.[id]?.maxResponse;
  return own ? { limit: own, ownLimit: true } : { limit: limits.maxResponse ?? DEFAULT_ANSWER };
}

/** True if an answer redirects to the scheme, host and port of its request. */
function isSameOrigin({ uri }: Outgoing, { headers }: Answer): boolean {
  const { location = '' } = headers;
  return URL.canParse(location, uri.href) && new URL(location, uri.href).origin === new URL(uri.href).origin;
}
