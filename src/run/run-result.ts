import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SentRequest } from './runner.ts';

/** The result of one `pm.test` of one request. */
export interface AssertionResult {
  readonly name: string;
  readonly passed: boolean;
  /** Why it failed. */
  readonly message?: string;
  /** Line of the list that asks for it, from 1; absent for assertions of the user's scripts. */
  readonly line?: number;
  /** The file with this line, as diagnostics show it. Absent for the list itself. */
  readonly file?: string;
}

/** Why a request was not to be sent: scripts decide, or it cleans up. */
export const skipReasons = {
  script: 'a script skipped it, as the list allows',
  unneeded: 'there is nothing to clean up',
  flow: 'no script led to it',
  ownScript: 'a script skipped it',
} as const;

/** The result of one request in one iteration. */
export interface RequestResult {
  readonly id: string;
  readonly name: string;
  readonly folders: readonly string[];
  readonly method: string;
  /** The URL with `{{variables}}`, never with their values. */
  readonly url: string;
  /** From 0. */
  readonly iteration: number;
  /** `skipped`: it was not to be sent, see {@link skipReasons}. */
  readonly outcome: 'passed' | 'failed' | 'no-answer' | 'not-run' | 'skipped';
  /** Status of the answer; absent if there was none, like time and size. */
  readonly status?: number;
  /** Milliseconds. */
  readonly time?: number;
  /** When it was sent, in milliseconds after the start of the run. */
  readonly at?: number;
  /** Line of its entry in the list or in the collection, from 1. */
  readonly line?: number;
  /** The file with this line, as diagnostics show it. */
  readonly file?: string;
  /** Bytes. */
  readonly size?: number;
  readonly assertions: readonly AssertionResult[];
  /** What was sent, with the values of variables; of a request that passed, only if the run was asked to keep it. */
  readonly sent?: SentRequest;
  /** The start of the answer, only for a request that failed: fields that explain an error come first. */
  readonly answer?: string;
  /** Why there was no answer, or why it was skipped. */
  readonly reason?: string;
  /** True for a visible token request. */
  readonly signIn?: true;
}

/** Why a run ended early. */
export type Stop = 'sign-in' | 'network' | 'bail' | 'deadline' | 'loop' | 'interrupted' | 'crash';

/** The outcome of a run as plain data. Every report is made from it. */
export interface RunResult {
  /** Name of the API. */
  readonly collection: string;
  readonly environment: string;
  readonly engine: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Milliseconds. */
  readonly duration: number;
  /** 0 passed, 1 failed, 3 sign-in failed, 4 no answer, 5 deadline or crash, 130 interrupted. */
  readonly exitCode: number;
  readonly stop?: Stop;
  readonly requests: readonly RequestResult[];
  /** Requests that match the selection but were not sent, and why. */
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
  readonly totals: {
    readonly planned: number;
    /** Requests of the collection that were sent, each counted once. */
    readonly sent: number;
    /** How many of them were sent again, because they had no answer, were refused (401), or were to be retried. */
    readonly repeated?: number;
    /** Requests that scripts sent, such as the sign-ins of the guard. */
    readonly byScripts?: number;
    /** Requests that were not to be sent. */
    readonly skipped?: number;
    readonly passed: number;
    readonly failed: number;
    readonly assertions: number;
    readonly failedAssertions: number;
    readonly leftOut: number;
  };
  readonly diagnostics: readonly Diagnostic[];
}

/** Fields of a result whose values never contain text of a user or server, so nothing in them is masked. */
export const ownFields: ReadonlySet<string> = new Set<keyof RunResult | keyof RequestResult>([
  'engine',
  'startedAt',
  'stop',
  'id',
  'method',
  'outcome',
]);
