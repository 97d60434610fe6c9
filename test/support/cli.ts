import { type ChildProcess, spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atTheEnd } from './at-the-end.ts';

/** The root folder of the repository. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The built command-line program. */
export const cliPath = join(projectRoot, 'dist', 'cli.js');

/** Exit code and output of a process. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly stdin?: string | undefined;
  /** Leaves standard input open, for tests that answer prompts. */
  readonly keepOpen?: boolean;
}

/** A running process. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when standard output or standard error matches. Rejects if the process ends first. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
}

/** A minimal environment, so that variables of the developer's shell or of a CI service cannot affect a test. */
export function cleanEnv(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: process.env.PATH ?? '', HOME: homedir(), TZ: 'UTC', LC_ALL: 'C.UTF-8', ...more };
}

/** Starts a program in a clean environment. It is killed after the last test of the file. */
export function start(command: string, args: readonly string[], options: StartOptions): Started {
  const child = spawn(command, args, { cwd: options.cwd, env: cleanEnv(options.env), stdio: 'pipe' });
  atTheEnd(() => child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const look of waiting) look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const look of waiting) look();
  });
  // A process may end without reading its input, which breaks the pipe. That is not an error.
  child.stdin.on('error', () => undefined);
  if (!options.keepOpen) child.stdin.end(options.stdin ?? '');
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
  const until = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(stdout) ?? pattern.exec(stderr);
        if (!match) return;
        waiting.delete(look);
        resolve(match);
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`ended before ${pattern}:\n${stdout}${stderr}`)));
    });
  return { child, ended, until };
}

/** Starts `postmint`. */
export function startCli(args: readonly string[], options: StartOptions): Started {
  return start(process.execPath, [cliPath, ...args], options);
}

/** Runs `postmint` to its end. */
export function cli(args: readonly string[], options: StartOptions): Promise<Ended> {
  return startCli(args, options).ended;
}

/** The codes of the diagnostics printed on standard error, in order. */
export function codesIn(stderr: string): string[] {
  return [...stderr.matchAll(/^(?:\S+:\d+:\d+: )?(?:error|warning|note)\[([a-z-]+)\]: /gm)].map(
    (match) => match[1] as string,
  );
}

/** Joins the wrapped lines of a message, so that a test can search for a phrase. */
export function unwrap(stderr: string): string {
  return stderr.replace(/\n {4}(?=[^\s|])/g, ' ');
}

/** The diagnostics on standard error that have a place, as `code at file:line:column`. */
export function placesIn(stderr: string): string[] {
  return [...stderr.matchAll(/^(\S+:\d+:\d+): (?:error|warning|note)\[([a-z-]+)\]: /gm)].map(
    (match) => `${match[2]} at ${match[1]}`,
  );
}
