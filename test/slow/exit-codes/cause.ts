import type { Reply } from '../../support/open-server.ts';

/** A running command. */
export interface Running {
  readonly folder: string;
  /** The id of postmint's process, not of the shell that started it. */
  program(): number;
  /** The id of the process that sends the requests. */
  runner(): number;
}

/** A situation that leads to an exit code. */
export interface Cause {
  readonly exit: number;
  readonly name: string;
  /** Why this exit code is right, often for a program that reads nothing else. */
  readonly why: string;
  /** The arguments. `{origin}` is the server, `{port}` its port, and `{closed}` an origin where nothing listens. */
  readonly args: readonly string[];
  /** Codes of the diagnostics, each once. */
  readonly codes: readonly string[];
  /** The codes with `--format json`, if they differ. */
  readonly codesInJson?: readonly string[];
  /** Additional keys of the signed-in request. */
  readonly entry?: object;
  /** Changes the folder of the list and its generated files before the command. */
  readonly prepare?: (folder: string) => void;
  readonly env?: Readonly<Record<string, string>>;
  readonly reply?: Reply;
  /** Acts on the running command when it has requested a path or printed matching text. */
  readonly meanwhile?: { readonly at: string | RegExp; readonly act: (command: Running) => unknown };
  /** Whether the command never prints a JSON document with the exit code, whatever the format. */
  readonly bare?: true;
}

/** Arguments of `run` against the server. */
export const run = ['run', '--var', 'base_url={origin}'];
/** Arguments of `token` against the server. */
export const token = ['token', '--var', 'base_url={origin}'];

/** Sends a signal to postmint when it has requested a path or printed matching text. */
export const tell = (signal: NodeJS.Signals, at: string | RegExp) => ({
  meanwhile: { at, act: (command: Running) => process.kill(command.program(), signal) },
});

export const signIn = '/auth/dex/token';
