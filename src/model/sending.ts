import type { Origin } from '../diagnostics/origin.ts';

/** A value that a variable is given before a request. */
export interface Assignment {
  readonly variable: string;
  /** May contain `{{references}}`, which are replaced once. */
  readonly value: string;
  readonly origin: Origin;
}

/** A request is sent again until its expectations and saves hold. */
export interface Retry {
  /** How often at most, after the first time. */
  readonly times: number;
  /** Pause before each further try, in milliseconds. */
  readonly every: number;
}

/** How one request is sent. Absent members are as for all requests. */
export interface SendSettings {
  /** Which redirects are followed; default: none. */
  readonly redirects?: 'same-origin' | 'any';
  /** False if it neither sends nor keeps cookies. */
  readonly cookies?: false;
  /** Longest time for the answer, in milliseconds. */
  readonly timeout?: number;
  /** Largest answer, in bytes after decompression. */
  readonly maxResponse?: number;
}
