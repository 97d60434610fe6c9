#!/usr/bin/env node
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import type { Io } from './commands/io.ts';
import { readVersion, readyVersion } from './commands/version.ts';
import type { Paint } from './diagnostics/format.ts';
import { packageFolder } from './source/package-folder.ts';

/** Colours for a stream: none in a pipe, none with NO_COLOR. */
function paintFor(stream: NodeJS.WriteStream): Paint {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const on = NO_COLOR ? false : FORCE_COLOR ? FORCE_COLOR !== '0' : Boolean(stream.isTTY) && TERM !== 'dumb';
  return pc.createColors(on);
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Waits until a stream has taken everything, or is gone. */
function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableLength === 0) resolve();
    else stream.write('', () => resolve());
  });
}

// newman's packages use what newer versions of Node call deprecated: nothing that a user could change, and a line on
// standard error in every run.
process.noDeprecation = true;

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // A second Ctrl-C waits no longer than it takes to write the reports.
    if (interrupt.signal.aborted) setTimeout(() => process.exit(130), 3000).unref();
    interrupt.abort();
  });
}
try {
  // A core dump would hold all secrets: with this, Linux leaves the memory out of it, here and in what is started from here.
  writeFileSync('/proc/self/coredump_filter', '0');
} catch {
  // Another system.
}
let outputFailed = false;
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  // `| head -1` closes the pipe: the verdict is reached all the same. A full disk loses what was asked for.
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
  paint: { out: paintFor(process.stdout), err: paintFor(process.stderr) },
  signal: interrupt.signal,
  id: String(process.pid),
  random: () => Buffer.from(crypto.getRandomValues(new Uint8Array(15))).toString('base64url'),
};

/**
 * The help as the build made it from the commands themselves: most calls of a command line only look something up,
 * and loading the parser would double their time.
 */
function readyHelp(argv: readonly string[]): string | undefined {
  if (argv.length !== 1 || !['--help', '-h'].includes(argv[0] as string)) return undefined;
  try {
    return readFileSync(join(packageFolder(), 'dist', 'help.txt'), 'utf8');
  } catch {
    return undefined;
  }
}

/** What went wrong in us: where, and not what, because a message may hold anything, secrets as well. */
function sayFault(error: unknown): void {
  const { name = 'error', stack = '' } = error instanceof Error ? error : {};
  const frames = stack.split('\n').filter((line) => /^ {4}at /.test(line));
  io.err(`postmint failed: ${[name, ...frames].join('\n')}\n`);
  io.err('This is a fault in postmint: please report it.\n');
}

// Outside of what is awaited below, for example in a timer.
process.on('uncaughtException', (error) => {
  sayFault(error);
  process.exit(5);
});

/** Carries out what the arguments say. */
async function start(argv: readonly string[]): Promise<number> {
  const ready = readyHelp(argv) ?? readyVersion(argv, packageFolder(), process.versions.node);
  if (ready !== undefined) {
    io.out(ready);
    return 0;
  }
  const { main } = await import('./commands/main.ts');
  return main(argv, io, readVersion(packageFolder()));
}

let exitCode: number;
try {
  exitCode = await start(process.argv.slice(2));
} catch (error) {
  sayFault(error);
  exitCode = 5;
}
await Promise.all([flush(process.stdout), flush(process.stderr)]);
// A write to a file fails at once, and says so a little later.
await new Promise((resolve) => setImmediate(resolve));
if (outputFailed) {
  io.err('standard output could not be written\n');
  if (exitCode === 0) exitCode = 5;
}
process.exit(exitCode);
