import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { answer, silent } from '../../support/open-server.ts';
import { processTree } from '../../support/process-tree.ts';
import type { RunningRun } from '../../support/watched-run.ts';
import { before, type SurvivalCase } from './case.ts';

const killRunner = (signal: NodeJS.Signals) => (run: RunningRun) => process.kill(run.runner(), signal);
const signalProgram = (signal: NodeJS.Signals) => (run: RunningRun) => run.started.child.kill(signal);
/** Does what Ctrl-C does in a terminal: all processes in the foreground receive SIGINT. */
function pressCtrlC({ started }: RunningRun): void {
  const { pid: program } = started.child;
  if (program === undefined) throw new Error('the program was not started');
  for (const { pid } of processTree(program)) {
    try {
      process.kill(pid, 'SIGINT');
    } catch {
      // The process has ended in the meantime.
    }
  }
}
const twice = (press: (run: RunningRun) => unknown) => (run: RunningRun) => {
  press(run);
  setTimeout(() => press(run), 100);
};

const crashed = { exit: 5, codes: ['runner-failed'], outcome: 'no-answer', reply: silent('/case') } as const;
const interrupted = { exit: 130, codes: ['interrupted'], outcome: 'no-answer', reply: silent('/case') } as const;

/** Runs that are ended from outside. */
export const endings: readonly SurvivalCase[] = [
  {
    name: 'the runner process is killed',
    why: 'the system does so when memory is short',
    ...crashed,
    meanwhile: killRunner('SIGKILL'),
  },
  {
    name: 'the runner process crashes',
    why: 'a fault in Node itself',
    ...crashed,
    meanwhile: killRunner('SIGSEGV'),
  },
  {
    name: 'the runner process receives SIGTERM',
    why: 'a careless `pkill node`; it must not look like a normal end',
    ...crashed,
    meanwhile: killRunner('SIGTERM'),
  },
  {
    name: 'the runner process is stopped',
    why: 'it no longer reacts to messages or signals',
    exit: 5,
    codes: ['deadline'],
    outcome: 'no-answer',
    reply: silent('/case'),
    meanwhile: killRunner('SIGSTOP'),
    timeout: 6,
  },
  { name: 'Ctrl-C', why: 'a terminal signals both processes', ...interrupted, meanwhile: pressCtrlC },
  { name: 'SIGINT', why: 'a parent program signals only postmint', ...interrupted, meanwhile: signalProgram('SIGINT') },
  {
    name: 'SIGTERM',
    why: 'a CI service whose time limit is reached',
    ...interrupted,
    meanwhile: signalProgram('SIGTERM'),
  },
  { name: 'SIGHUP', why: 'a closed terminal', ...interrupted, meanwhile: signalProgram('SIGHUP') },
  {
    name: 'Ctrl-C twice',
    why: 'users are impatient, and still need the report',
    ...interrupted,
    meanwhile: twice(pressCtrlC),
  },
  {
    name: 'Ctrl-C during a script that never ends',
    why: 'the thread of the script does not react to a request to stop',
    ...interrupted,
    ...before('for (;;);'),
    outcome: 'not-run',
    when: '/first',
    meanwhile: (run) => setTimeout(() => pressCtrlC(run), 700),
  },
  {
    name: 'a deadline',
    why: 'the time limit of the request is longer: half a minute',
    exit: 5,
    codes: ['deadline'],
    outcome: 'no-answer',
    reply: silent('/case'),
    timeout: 6,
  },
  {
    name: 'standard output and standard error are closed',
    why: 'as with `| head -1` or a closed terminal: every write is an error',
    exit: 1,
    codes: [],
    outcome: 'failed',
    reply: ({ response }) => {
      setTimeout(() => response.writeHead(500).end(), 300);
      return 'answered';
    },
    meanwhile: ({ started }) => {
      started.child.stdout?.destroy();
      started.child.stderr?.destroy();
    },
  },
  {
    name: 'the folder of another report is removed',
    why: 'if one report cannot be written, the others still must be',
    exit: 1,
    codes: ['assertion-failed', 'write-failed'],
    outcome: 'failed',
    args: ['--report', 'json=gone/report.json'],
    reply: answer('/case', 500),
    meanwhile: ({ cwd }) => rmSync(join(cwd, 'gone'), { recursive: true }),
  },
];
