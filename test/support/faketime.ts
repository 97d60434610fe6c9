import { spawnSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';

/** The library that a process must preload, or why it is unavailable. */
export type Faketime = { readonly library: string } | { readonly reason: string };

/** Finds libfaketime, which gives a process another clock (Debian package `faketime`). */
export function findFaketime(): Faketime {
  // The command prints the path of its library, which differs between systems.
  const { error, status, stdout } = spawnSync('faketime', ['-f', '+0', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' });
  if (error) return { reason: `faketime cannot be started: ${error.message}` };
  return status === 0 && stdout.trim() !== ''
    ? { library: stdout.trim() }
    : { reason: `faketime preloads nothing, and ends with ${status}` };
}

/** The start of all faked clocks, in milliseconds since 1970. It is far from the real time, to avoid confusion. */
export const fakedStart = Date.UTC(2030, 0, 1);

/** Formats a time for libfaketime. It is UTC, because tests run with TZ=UTC. */
const spell = (time: number) => new Date(time).toISOString().slice(0, 19).replace('T', ' ');

/** Fakes only the time of day. Timers and file dates stay real. */
const onlyTheDate = { FAKETIME_DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' } as const;

/** The environment of a process whose clock always shows the time in a file. See {@link setClock}. */
export function stoppedClock(library: string, file: string): Record<string, string> {
  // FAKETIME is not set here, because it would take precedence over the file.
  return { ...onlyTheDate, LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1' };
}

/** Sets a stopped clock, in milliseconds since 1970, rounded down to seconds. */
export function setClock(file: string, time: number): void {
  // Atomic, because a process that reads an incomplete date ends.
  writeFileSync(`${file}.new`, `${spell(time)}\n`);
  renameSync(`${file}.new`, file);
}

/** Makes a command and its child processes share one clock that runs `speed` times as fast as the real one. */
export function fastClock(speed: number, command: string, args: readonly string[]) {
  return {
    command: 'faketime',
    args: ['-f', `@${spell(fakedStart)} x${speed}`, command, ...args],
    env: onlyTheDate,
  };
}
