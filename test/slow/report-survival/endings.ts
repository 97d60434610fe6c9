import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { answer, silent } from '../../support/open-server.ts';
import { processTree } from '../../support/process-tree.ts';
import type { RunningRun } from '../../support/watched-run.ts';
import { before, type SurvivalCase } from './case.ts';

const killRunner = (signal: NodeJS.Signals) => (run: RunningRun) => process.kill(run.runner(), signal);
const tellProgram = (signal: NodeJS.Signals) => (run: RunningRun) => run.started.child.kill(signal);
/** What a terminal does at Ctrl-C: everybody in the foreground is told. */
function pressCtrlC({ started }: RunningRun): void {
  const { pid: program } = started.child;
  if (program === undefined) throw new Error('the program was not started');
  for (const { pid } of processTree(program)) {
    try {
      process.kill(pid, 'SIGINT');
    } catch {
      // It has ended in between.
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
    name: 'the process that sends is killed',
    why: 'the system does so when memory is short; nobody is asked',
    ...crashed,
    meanwhile: killRunner('SIGKILL'),
  },
  {
    name: 'the process that sends crashes',
    why: 'a fault in Node itself',
    ...crashed,
    meanwhile: killRunner('SIGSEGV'),
  },
  {
    name: 'the process that sends is told to end',
    why: 'a careless `pkill node`; it must not pass for an end of its own',
    ...crashed,
    meanwhile: killRunner('SIGTERM'),
  },
  {
    name: 'the process that sends is stopped',
    why: 'it hears nothing any more, neither a word nor a signal',
    exit: 5,
    codes: ['deadline'],
    outcome: 'no-answer',
    reply: silent('/case'),
    meanwhile: killRunner('SIGSTOP'),
    timeout: 6,
  },
  { name: 'Ctrl-C', why: 'at a terminal, both processes are told', ...interrupted, meanwhile: pressCtrlC },
  { name: 'SIGINT', why: 'a program that runs us tells only us', ...interrupted, meanwhile: tellProgram('SIGINT') },
  { name: 'SIGTERM', why: 'a CI whose time is up', ...interrupted, meanwhile: tellProgram('SIGTERM') },
  { name: 'SIGHUP', why: 'a terminal that is closed', ...interrupted, meanwhile: tellProgram('SIGHUP') },
  {
    name: 'Ctrl-C twice',
    why: 'people are impatient, and want the report all the same',
    ...interrupted,
    meanwhile: twice(pressCtrlC),
  },
  {
    name: 'Ctrl-C during a script that never ends',
    why: 'the thread of the script cannot be asked to stop',
    ...interrupted,
    ...before('for (;;);'),
    outcome: 'not-run',
    when: '/first',
    meanwhile: (run) => setTimeout(() => pressCtrlC(run), 700),
  },
  {
    name: 'a deadline',
    why: 'the request itself would have half a minute',
    exit: 5,
    codes: ['deadline'],
    outcome: 'no-answer',
    reply: silent('/case'),
    timeout: 6,
  },
  {
    name: 'both outputs are gone',
    why: '`| head -1`, and a terminal that is closed: every word that is said then is an error',
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
    why: 'one report that cannot be written must not cost the others',
    exit: 1,
    codes: ['assertion-failed', 'write-failed'],
    outcome: 'failed',
    args: ['--report', 'json=gone/report.json'],
    reply: answer('/case', 500),
    meanwhile: ({ cwd }) => rmSync(join(cwd, 'gone'), { recursive: true }),
  },
];
