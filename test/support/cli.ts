import { type ChildProcess, spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atTheEnd } from './at-the-end.ts';

/** The folder of the project. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The built command line: what users start. */
export const cliPath = join(projectRoot, 'dist', 'cli.js');

/** How a process ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly stdin?: string | undefined;
  /** Leaves standard input open, for a test that answers questions. */
  readonly keepOpen?: boolean;
}

/** A process that is running. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when the output so far matches. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
}

/** A small and known environment: nothing of the developer's shell, or of a CI, decides a test. */
export function cleanEnv(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: process.env.PATH ?? '', HOME: homedir(), TZ: 'UTC', LC_ALL: 'C.UTF-8', ...more };
}

/** Starts any program. */
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
  // A process that ends without reading its input closes the pipe: that is its right.
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

/** The codes of the diagnostics in a standard error, in order. */
export function codesIn(stderr: string): string[] {
  return [...stderr.matchAll(/^(?:\S+:\d+:\d+: )?(?:error|warning|note)\[([a-z-]+)\]: /gm)].map(
    (match) => match[1] as string,
  );
}

/** A standard error with each wrapped text on one line again, to look for several words in a row. */
export function unwrap(stderr: string): string {
  return stderr.replace(/\n {4}(?=[^\s|])/g, ' ');
}

/** The places of the diagnostics in a standard error, as `code at file:line:column`. */
export function placesIn(stderr: string): string[] {
  return [...stderr.matchAll(/^(\S+:\d+:\d+): (?:error|warning|note)\[([a-z-]+)\]: /gm)].map(
    (match) => `${match[2]} at ${match[1]}`,
  );
}
