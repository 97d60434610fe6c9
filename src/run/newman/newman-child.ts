import type { FromChild, ToChild } from './child-messages.ts';
import { guardRequests, refuseCutAnswers, refuseUnixSockets } from './harden-http.ts';
import { loadNewman } from './load-newman.ts';
import { runNewman } from './newman-runner.ts';

/*
 * The process in which newman runs: it gets one job from its parent, and tells what happens. It has no say in the
 * verdict, writes no file, and ends with its parent.
 */

const abort = new AbortController();
const tell = (message: FromChild, then: () => void = () => undefined) => process.send?.(message, then);

/** Says the last word, and ends once the parent has it. */
function end(message: FromChild): void {
  tell(message, () => process.exit(0));
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

// newman lets an error of a script's own promise end the process: the parent makes a report of it.
process.on('uncaughtException', (error) => end({ type: 'failed', reason: reasonOf(error) }));
process.on('unhandledRejection', (error) => end({ type: 'failed', reason: reasonOf(error) }));
// Ctrl-C reaches every process of a terminal: the parent decides when it is over.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.noDeprecation = true;

// Before there is a job: the parent reads and checks its files in the meantime.
const loading = loadNewman();

process.on('message', (message: ToChild) => {
  if (message.type === 'abort') abort.abort();
  else
    carryOut(message).then(
      () => end({ type: 'done' }),
      (error: unknown) => end({ type: 'failed', reason: reasonOf(error) }),
    );
});

async function carryOut({ job, proxies }: Extract<ToChild, { type: 'job' }>): Promise<void> {
  // Not in the environment that the process starts with: others can read that, and a proxy may want a password.
  Object.assign(process.env, proxies);
  guardRequests(job.limits.timeoutRequest);
  refuseCutAnswers();
  refuseUnixSockets((await loading).request);
  await runNewman(job, (event) => tell({ type: 'event', event }), abort.signal);
}
