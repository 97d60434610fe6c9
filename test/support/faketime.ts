import { spawnSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';

/** What a process has to preload, or why there is nothing. */
export type Faketime = { readonly library: string } | { readonly reason: string };

/** libfaketime, which lends a process another clock: Debian's package `faketime`. */
export function findFaketime(): Faketime {
  // The command knows where its library is, on every system.
  const { error, status, stdout } = spawnSync('faketime', ['-f', '+0', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' });
  if (error) return { reason: `faketime cannot be started: ${error.message}` };
  return status === 0 && stdout.trim() !== ''
    ? { library: stdout.trim() }
    : { reason: `faketime preloads nothing, and ends with ${status}` };
}

/** The start of all faked clocks, in milliseconds since 1970: far from the real time, so that no real clock fits. */
export const fakedStart = Date.UTC(2030, 0, 1);

/** As libfaketime reads it: UTC, since tests run with TZ=UTC. */
const spell = (time: number) => new Date(time).toISOString().slice(0, 19).replace('T', ' ');

/** Timers and file dates stay real: only what asks for the time of day gets another one. */
const onlyTheDate = { FAKETIME_DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' } as const;

/** The environment of a process whose clock stands still at what a file says, and moves when the file does. */
export function stoppedClock(library: string, file: string): Record<string, string> {
  // FAKETIME would win over the file: the process that starts this one may have it.
  return { ...onlyTheDate, LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1' };
}

/** Sets a stopped clock, in milliseconds since 1970; parts of a second are lost. */
export function setClock(file: string, time: number): void {
  // In one step: a process that reads half a date ends.
  writeFileSync(`${file}.new`, `${spell(time)}\n`);
  renameSync(`${file}.new`, file);
}

/** How to start a command, and all that it starts, on one clock that runs `speed` times as fast as the real one. */
export function fastClock(speed: number, command: string, args: readonly string[]) {
  return {
    command: 'faketime',
    args: ['-f', `@${spell(fakedStart)} x${speed}`, command, ...args],
    env: onlyTheDate,
  };
}
