#!/usr/bin/env node
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import type { Io } from './commands/io.ts';
import { colorOf } from './commands/usage.ts';
import { readVersion, readyVersion } from './commands/version.ts';
import type { Paint } from './diagnostics/format.ts';
import type { ReadyNewman } from './run/newman/child-runner.ts';
import { packageFolder } from './source/package-folder.ts';

/** Colours for a stream. There are none in a pipe or with NO_COLOR; FORCE_COLOR and `--color` turn them on. */
function paintFor(stream: NodeJS.WriteStream): Paint {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const on =
    colorOf(process.argv.slice(2)) ??
    (NO_COLOR ? false : FORCE_COLOR ? FORCE_COLOR !== '0' : Boolean(stream.isTTY) && TERM !== 'dumb');
  return pc.createColors(on);
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Waits until a stream has written everything, or is closed. */
function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableLength === 0) resolve();
    else stream.write('', () => resolve());
  });
}

// newman's packages use deprecated functions of Node. Users cannot change that, and each run would print a warning.
process.noDeprecation = true;

const interrupt = new AbortController();
const again = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // After a second Ctrl-C, the reports have three seconds to be written.
    if (interrupt.signal.aborted) {
      again.abort();
      setTimeout(() => process.exit(130), 3000).unref();
    }
    interrupt.abort();
  });
}
try {
  // A core dump would contain all secrets. On Linux, this excludes the memory of this process and its children.
  writeFileSync('/proc/self/coredump_filter', '0');
} catch {
  // Not Linux.
}
let outputFailed = false;
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  // EPIPE is not a failure: `| head -1` closes the pipe early. After other errors, such as a full disk, output is lost.
  if (code !== 'EPIPE') outputFailed = true;
});
process.stderr.on('error', () => undefined);

const io: Io = {
  cwd: process.cwd(),
  env: process.env,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  readStdin,
  terminal: {
    in: Boolean(process.stdin.isTTY),
    out: Boolean(process.stdout.isTTY),
    err: Boolean(process.stderr.isTTY),
  },
  ...(process.stderr.isTTY ? { columns: process.stderr.columns } : {}),
  paint: { out: paintFor(process.stdout), err: paintFor(process.stderr) },
  signal: interrupt.signal,
  again: again.signal,
  id: String(process.pid),
  random: () => Buffer.from(crypto.getRandomValues(new Uint8Array(15))).toString('base64url'),
};

/**
 * The help text that the build made from the commands; undefined for other arguments. Printing it this way takes half
 * the time, because yargs is not loaded.
 */
function readyHelp(argv: readonly string[]): string | undefined {
  if (argv.length !== 1 || !['--help', '-h'].includes(argv[0] as string)) return undefined;
  try {
    return readFileSync(join(packageFolder(), 'dist', 'help.txt'), 'utf8');
  } catch {
    return undefined;
  }
}

/** Reports an error in postmint itself. Prints the stack but not the message, which may contain secrets. */
function reportFault(error: unknown): void {
  const { name = 'error', stack = '' } = error instanceof Error ? error : {};
  const frames = stack.split('\n').filter((line) => /^ {4}at /.test(line));
  io.err(`postmint failed: ${[name, ...frames].join('\n')}\n`);
  io.err('This is a fault in postmint: please report it.\n');
}

// Errors that the `try` below does not catch, for example in a timer.
process.on('uncaughtException', (error) => {
  reportFault(error);
  process.exit(5);
});

/**
 * Starts newman's process for `run` before the command line is parsed, which saves a tenth of a short run. Undefined for
 * another command, and if it cannot start: the command reports that.
 */
async function startEarly(argv: readonly string[]): Promise<ReadyNewman | undefined> {
  const isShown = argv.some((word) => /^(?:--help|-h|--list|--version)$/.test(word));
  if (argv[0] !== 'run' || isShown) return undefined;
  const { startAhead } = await import('./run/newman/child-runner.ts');
  try {
    return startAhead({ insecure: false });
  } catch {
    return undefined;
  }
}

/** Prints ready-made help or version, or runs a command. Returns the exit code. */
async function start(argv: readonly string[]): Promise<number> {
  const ready = readyHelp(argv) ?? readyVersion(argv, packageFolder(), process.versions.node);
  if (ready !== undefined) {
    io.out(ready);
    return 0;
  }
  const early = await startEarly(argv);
  const { main } = await import('./commands/main.ts');
  try {
    return await main(argv, { ...io, ready: early }, readVersion(packageFolder()));
  } finally {
    await early?.end();
  }
}

let exitCode: number;
try {
  exitCode = await start(process.argv.slice(2));
} catch (error) {
  reportFault(error);
  exitCode = 5;
}
await Promise.all([flush(process.stdout), flush(process.stderr)]);
// When a write to a file fails, the stream emits the error only afterwards.
await new Promise((resolve) => setImmediate(resolve));
if (outputFailed) {
  io.err('standard output could not be written\n');
  if (exitCode === 0) exitCode = 5;
}
process.exit(exitCode);
