import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** One `pm.test` of one request. */
export interface AssertionResult {
  readonly name: string;
  readonly passed: boolean;
  readonly message?: string;
  /** Line of the list that asked for it. */
  readonly line?: number;
}

/** One request in one iteration. */
export interface RequestResult {
  readonly id: string;
  readonly name: string;
  readonly folders: readonly string[];
  readonly method: string;
  /** The URL with its variables, never with their values. */
  readonly url: string;
  readonly iteration: number;
  readonly outcome: 'passed' | 'failed' | 'no-answer' | 'not-run';
  readonly status?: number;
  /** Milliseconds. */
  readonly time?: number;
  /** Bytes. */
  readonly size?: number;
  readonly assertions: readonly AssertionResult[];
}

/** Why a run ended before its end. */
export type Stop = 'sign-in' | 'network' | 'bail' | 'deadline' | 'interrupted' | 'crash';

/** What came of a run: plain values, from which every report is made. */
export interface RunResult {
  readonly collection: string;
  readonly environment: string;
  readonly engine: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Milliseconds. */
  readonly duration: number;
  readonly exitCode: number;
  readonly stop?: Stop;
  readonly requests: readonly RequestResult[];
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
  readonly totals: {
    readonly planned: number;
    readonly sent: number;
    readonly passed: number;
    readonly failed: number;
    readonly assertions: number;
    readonly failedAssertions: number;
    readonly leftOut: number;
  };
  readonly diagnostics: readonly Diagnostic[];
}

/** Fields of a result whose values are words of ours, and never hold text of a user or of a server. */
export const ownFields: ReadonlySet<string> = new Set<keyof RunResult | keyof RequestResult>([
  'engine',
  'startedAt',
  'stop',
  'id',
  'method',
  'outcome',
]);
