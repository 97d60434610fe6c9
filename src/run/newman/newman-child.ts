import type { FromChild, ToChild } from './child-messages.ts';
import { guardRequests, refuseCutAnswers, refuseUnixSockets } from './harden-http.ts';
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

process.on('message', (message: ToChild) => {
  if (message.type === 'abort') {
    abort.abort();
    return;
  }
  const { job, proxies } = message;
  // Not in the environment that the process starts with: others can read that, and a proxy may want a password.
  Object.assign(process.env, proxies);
  guardRequests(job.limits.timeoutRequest);
  refuseCutAnswers();
  refuseUnixSockets();
  runNewman(job, (event) => tell({ type: 'event', event }), abort.signal).then(
    () => end({ type: 'done' }),
    (error: unknown) => end({ type: 'failed', reason: reasonOf(error) }),
  );
});
