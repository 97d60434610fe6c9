// Measures whole processes: wall time, CPU time (user and system) and peak memory.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watch } from './watch.mjs';

const preload = fileURLToPath(new URL('usage.cjs', import.meta.url));
const usageFile = join(tmpdir(), `postmint-bench-${process.pid}.json`);

/** Runs Node once. Returns `wall` and `cpu` in seconds and `memory` in MiB, or `failure` with a reason. */
function measureOnce({ args, cwd, limit = 120 }) {
  const start = performance.now();
  const child = spawnSync(process.execPath, ['--require', preload, ...args], {
    cwd,
    env: { ...process.env, BENCH_USAGE: usageFile },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    timeout: limit * 1000,
    killSignal: 'SIGKILL',
  });
  const wall = (performance.now() - start) / 1000;
  if (child.error?.code === 'ETIMEDOUT') return { failure: `not done after ${limit} s` };
  if (child.status !== 0) {
    const [reason = ''] = `${child.stderr}\n${child.stdout}`.trim().split('\n');
    return { failure: `ended with ${child.status ?? child.signal}: ${reason}` };
  }
  const usage = JSON.parse(readFileSync(usageFile, 'utf8'));
  rmSync(usageFile);
  return { wall, ...usage };
}

/** The median. For an even number of values, it is the mean of the two in the middle. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Measures programs alternately (A B A B …), so that other load on the machine affects all of them. Round 0 warms up
 * the disk cache and is not counted. Programs with fewer than three runs are slow, and skip it.
 *
 * @param programs each with `name`, `args`, and, if wanted, `cwd`, `limit` (seconds), `runs` (default 5), `before`
 *   (called before each run), `makes` (the file that it has to write) and `whole` (true for a program that is a binary
 *   or starts other processes: then all of them are measured, from outside)
 * @returns for each program its medians, or its failure
 */
export async function measure(programs) {
  const samples = new Map(programs.map((program) => [program, []]));
  const rounds = Math.max(...programs.map(({ runs = 5 }) => runs));
  const failures = new Map();
  for (let round = 0; round <= rounds; round++) {
    console.error(round === 0 ? '  warm-up' : `  round ${round} of ${rounds}`);
    for (const program of programs) {
      const { runs = 5, before } = program;
      if (round > runs || (round === 0 && runs < 3) || failures.has(program)) continue;
      before?.();
      const sample = program.whole ? await watch(program) : measureOnce(program);
      if (sample.failure) failures.set(program, sample.failure);
      else if (round > 0) samples.get(program).push(sample);
    }
  }
  return programs.map((program) => {
    const failure = failures.get(program);
    if (failure) return { program, failure };
    const all = samples.get(program);
    const middle = (key) => (all[0][key] === undefined ? undefined : median(all.map((sample) => sample[key])));
    return { program, runs: all.length, wall: middle('wall'), cpu: middle('cpu'), memory: middle('memory') };
  });
}
