import type { Reply } from '../../support/open-server.ts';

/** A command that is under way. */
export interface Running {
  readonly folder: string;
  /** The program itself, without the shell around it. */
  program(): number;
  /** The process that sends the requests. */
  runner(): number;
}

/** Something that decides an exit code. */
export interface Cause {
  readonly exit: number;
  readonly name: string;
  /** What a program that reads only the exit code concludes from it. */
  readonly why: string;
  /** The command line; `{origin}` is the server, `{port}` its port, `{closed}` an address where nobody listens. */
  readonly args: readonly string[];
  /** Codes of the diagnostics, each once. */
  readonly codes: readonly string[];
  /** Those in the document of `--format json`, where it has fewer. */
  readonly codesInJson?: readonly string[];
  /** Further keys of the request that is signed in. */
  readonly entry?: object;
  /** Done to the folder of the list and of what it generates. */
  readonly prepare?: (folder: string) => void;
  readonly env?: Readonly<Record<string, string>>;
  readonly reply?: Reply;
  /** Done to it when it has asked for a path, or has said something. */
  readonly meanwhile?: { readonly at: string | RegExp; readonly act: (it: Running) => unknown };
  /** Whether what it prints is no JSON document with the exit code in it, whatever the format. */
  readonly bare?: true;
}

/** `run` against the server, in time. */
export const run = ['run', '--var', 'base_url={origin}'];
/** `token` against the server. */
export const token = ['token', '--var', 'base_url={origin}'];

/** Tells the program something when it has got to a place. */
export const tell = (signal: NodeJS.Signals, at: string | RegExp) => ({
  meanwhile: { at, act: (it: Running) => process.kill(it.program(), signal) },
});

export const signIn = '/auth/dex/token';
