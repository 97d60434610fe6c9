// A program with all its processes, measured from outside. It may be a binary, or start processes of its own: the file
// that measure.mjs loads into Node knows only the process that it is loaded into.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Milliseconds between two looks at the memory. */
const interval = 20;

/** A file of Linux's /proc; empty where there is none. */
function readProc(path) {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}

/** Seconds of CPU that all ended children of this process have used, with their own children. Linux counts 1/100 s. */
function childrenCpu() {
  // The name in brackets may contain spaces. After it, the fields begin with the third.
  const fields = readProc('self/stat')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** Notes the peak memory of a process and of those that it has started, in KiB. */
function notePeaks(pid, peaks) {
  const peak = /^VmHWM:\s+(\d+)/m.exec(readProc(`${pid}/status`))?.[1];
  if (peak) peaks.set(pid, Number(peak));
  const children = readProc(`${pid}/task/${pid}/children`).trim();
  if (children) for (const child of children.split(' ')) notePeaks(child, peaks);
}

/**
 * Runs a program once. Returns seconds, seconds and MiB, or why it did not end well. Off Linux there is wall time only.
 * The memory is the sum of the peaks of its processes, as of at most 20 ms before their end.
 */
export function watch({ command = process.execPath, args, cwd, limit = 120 }) {
  const peaks = new Map();
  const before = childrenCpu();
  const start = performance.now();
  // A home of its own: no login, no settings of whoever measures.
  const child = spawn(command, args, { cwd, env: { ...process.env, HOME: cwd }, stdio: ['ignore', 'pipe', 'pipe'] });
  const looks = setInterval(() => notePeaks(child.pid, peaks), interval);
  const timer = setTimeout(() => child.kill('SIGKILL'), limit * 1000);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output = (output + chunk).slice(-2000);
    });
  }
  return new Promise((resolve) => {
    child.on('error', ({ message }) => resolve({ failure: message }));
    child.on('close', (code, signal) => {
      const wall = (performance.now() - start) / 1000;
      clearInterval(looks);
      clearTimeout(timer);
      if (code !== 0) return resolve({ failure: `ended with ${code ?? signal}: ${output.trim().split('\n').at(-1)}` });
      const kibibytes = [...peaks.values()].reduce((sum, peak) => sum + peak, 0);
      resolve(peaks.size === 0 ? { wall } : { wall, cpu: childrenCpu() - before, memory: kibibytes / 1024 });
    });
  });
}
