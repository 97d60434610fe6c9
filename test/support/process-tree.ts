import { readdirSync, readFileSync } from 'node:fs';

/** A process as seen in /proc. Every user of the machine can read the arguments; only the owner, the environment. */
export interface ProcessSeen {
  readonly pid: number;
  readonly parent: number;
  readonly arguments: readonly string[];
  /** The environment at its start, separated by NUL. */
  readonly environment: string;
}

function read(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    // The process has ended in the meantime.
    return '';
  }
}

/** A process and its descendants, parents before children. Linux only. */
export function processTree(root: number): ProcessSeen[] {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const processes = pids.flatMap((pid) => {
    // The name is in parentheses, and may itself contain parentheses and spaces.
    const parent = Number(read(pid, 'stat').split(')').at(-1)?.trim().split(' ')[1]);
    return parent >= 0 ? [{ pid, parent }] : [];
  });
  const family = [root];
  for (const pid of family) family.push(...processes.filter(({ parent }) => parent === pid).map((child) => child.pid));
  return family.map((pid) => ({
    pid,
    parent: processes.find((candidate) => candidate.pid === pid)?.parent ?? 0,
    arguments: read(pid, 'cmdline').split('\0'),
    environment: read(pid, 'environ'),
  }));
}
