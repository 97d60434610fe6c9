import type { StatusOf } from './user-server.ts';

/** Requests of two identities and of nobody, and who was asked for what. */
export interface UserRow {
  readonly name: string;
  /** Why the row is tested: what could go wrong. */
  readonly because: string;
  /** Entries of the list, in order. */
  readonly endpoints: readonly string[];
  readonly status?: StatusOf;
  readonly iterations?: number;
  readonly data?: readonly Readonly<Record<string, string>>[];
  /** Options of postmint. */
  readonly more?: readonly string[];
  readonly folder?: string;
  /** The log of the server with postmint. */
  readonly ours: readonly string[];
  /** The log with stock newman, which has one jar for all. Absent where newman has no such option. */
  readonly newman?: readonly string[];
  readonly exit?: number;
}

/** A request of the list's own identity, of the other one, and of nobody. */
export const admin = (path: string) => `GET ${path}`;
export const jane = (path: string) => `{ name: Jane ${path}, request: GET ${path}, auth: jane }`;
export const nobody = (path: string) => `{ name: Nobody ${path}, request: GET ${path}, auth: none }`;
