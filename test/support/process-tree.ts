import { readdirSync, readFileSync } from 'node:fs';

/** A process as every user of the machine, or its owner, can see it. */
export interface ProcessSeen {
  readonly pid: number;
  readonly parent: number;
  readonly arguments: readonly string[];
  /** What it was started with. */
  readonly environment: string;
}

function read(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    // It has ended in between.
    return '';
  }
}

/** A process and all that it and its children have started, the parents first. Linux only. */
export function processTree(root: number): ProcessSeen[] {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const all = pids.flatMap((pid) => {
    // The name stands in brackets, and may have brackets and blanks of its own.
    const parent = Number(read(pid, 'stat').split(')').at(-1)?.trim().split(' ')[1]);
    return parent >= 0 ? [{ pid, parent }] : [];
  });
  const family = [root];
  for (const pid of family) family.push(...all.filter((one) => one.parent === pid).map((one) => one.pid));
  return family.map((pid) => ({
    pid,
    parent: all.find((one) => one.pid === pid)?.parent ?? 0,
    arguments: read(pid, 'cmdline').split('\0'),
    environment: read(pid, 'environ'),
  }));
}
