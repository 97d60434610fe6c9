import type { Reply } from '../../support/open-server.ts';

/** A run of three requests, "GET /first", "Case" and "GET /last", that somebody has prepared. */
export interface Attack {
  readonly name: string;
  /** What somebody would gain by it; or why it is no attack, and just goes the way that it goes. */
  readonly why: string;
  readonly exit: number;
  /** Codes of the diagnostics, each once. */
  readonly codes: readonly string[];
  /** Further keys of "Case" in the list; `{canary}` is a file, and `{socket}` a socket, that is none of its business. */
  readonly entry?: object;
  /** What comes last, if not `GET /last`. */
  readonly last?: object;
  /** Further keys of the list. */
  readonly list?: object;
  /** Done to the folder of the list and of what it generates; `canary` is a file outside. */
  readonly prepare?: (folder: string, canary: string) => void;
  readonly reply?: Reply;
  readonly args?: readonly string[];
  /** `{folder}` is that of the list, `{elsewhere}` the other server, `{elsewhere host}` its host and port. */
  readonly env?: Readonly<Record<string, string>>;
  /** The paths that the server is asked for; those of a good run, unless it says otherwise. */
  readonly asked?: readonly string[];
  /** The paths that another server is asked for. */
  readonly astray?: readonly string[];
}

/** The path of the token request. */
export const signIn = '/auth/dex/token';
/** What a good run asks for. */
export const wholeRun = [signIn, '/first', '/case', '/last'];
/** What a run asks for in which the script of "Case" brings its loot home. */
export const lootRun = [signIn, '/first', '/case', '/loot', '/last'];
export const nothing: readonly string[] = [];
export const onlySignIn = [signIn];
export const upToCase = [signIn, '/first', '/case'];

/** What somebody else's code writes into the folder of the list, when it is loaded by the process that sends. */
export const spoils = 'spoils';

export const contained = { exit: 0, codes: nothing } as const;
export const failed = { exit: 1, codes: ['assertion-failed'] } as const;
export const brokenScript = { exit: 1, codes: ['script-failed'] } as const;
export const refused = { exit: 2, asked: nothing } as const;
export const notSignedIn = { exit: 3, codes: ['sign-in-failed'], asked: onlySignIn } as const;
