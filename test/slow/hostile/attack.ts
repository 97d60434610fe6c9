import type { Reply } from '../../support/open-server.ts';

/** A run of three requests, "GET /first", "Case" and "GET /last", under an attack. */
export interface Attack {
  readonly name: string;
  /** What the attacker would gain, or why the outcome is acceptable. */
  readonly why: string;
  readonly exit: number;
  /** Codes of the diagnostics, each once. */
  readonly codes: readonly string[];
  /** Additional keys of "Case" in the list. `{canary}` is a file and `{socket}` a socket that it must not reach. */
  readonly entry?: object;
  /** The last request, if not `GET /last`. */
  readonly last?: object;
  /** Additional keys of the list. */
  readonly list?: object;
  /** Changes the folder of the list and its generated files before the run. `canary` is a file outside the folder. */
  readonly prepare?: (folder: string, canary: string) => void;
  readonly reply?: Reply;
  readonly args?: readonly string[];
  /** `{folder}` is the list's folder, `{elsewhere}` the other server, and `{elsewhere host}` its host and port. */
  readonly env?: Readonly<Record<string, string>>;
  /** The paths of the requests to the server. By default, those of a normal run. */
  readonly asked?: readonly string[];
  /** The paths of the requests to the other server. By default, none. */
  readonly astray?: readonly string[];
}

/** The path of the token request. */
export const signIn = '/auth/dex/token';
/** The paths of a normal run. */
export const wholeRun = [signIn, '/first', '/case', '/last'];
/** The paths of a run in which the script of "Case" sends its loot to the server. */
export const lootRun = [signIn, '/first', '/case', '/loot', '/last'];
export const nothing: readonly string[] = [];
export const onlySignIn = [signIn];
export const upToCase = [signIn, '/first', '/case'];

/** A file that foreign code writes into the list's folder if the process that sends the requests loads it. */
export const spoils = 'spoils';

export const contained = { exit: 0, codes: nothing } as const;
export const failed = { exit: 1, codes: ['assertion-failed'] } as const;
export const brokenScript = { exit: 1, codes: ['script-failed'] } as const;
export const refused = { exit: 2, asked: nothing } as const;
export const notSignedIn = { exit: 3, codes: ['sign-in-failed'], asked: onlySignIn } as const;
