import type { FromChild, ToChild } from './child-messages.ts';
import { guardRequests, refuseCutAnswers, refuseHeaderValues, refuseUnixSockets, useProxies } from './harden-http.ts';
import { loadNewman } from './load-newman.ts';
import { runNewman } from './newman-runner.ts';
import { promptTimers } from './prompt-timers.ts';
import { CurrentSending } from './request-sending.ts';
import { warmSandbox } from './warm-sandbox.ts';

/*
 * The entry point of the newman process. It receives one job from its parent and reports events. It does not decide
 * whether the run passed, does not write files, and ends when its parent ends.
 */

const abort = new AbortController();
let goOn: () => void = () => undefined;
const ending = new AbortController();
const report = (message: FromChild, then: () => void = () => undefined) => process.send?.(message, then);

/** Sends the last message, and ends the process when it is sent. */
function end(message: FromChild): void {
  report(message, () => process.exit(0));
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

// An error in a promise of a script is not caught by newman and would end the process. The parent reports it.
process.on('uncaughtException', (error) => end({ type: 'failed', reason: reasonOf(error) }));
process.on('unhandledRejection', (error) => end({ type: 'failed', reason: reasonOf(error) }));
// Ctrl-C reaches every process of a terminal. The parent decides when this one ends.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.noDeprecation = true;
promptTimers();

// Load before the job arrives, while the parent reads and checks its files.
const loading = loadNewman();
loading.then(
  ({ sandbox }) => warmSandbox(sandbox),
  () => undefined,
);

process.on('message', (message: ToChild) => {
  if (message.type === 'abort') abort.abort();
  else if (message.type === 'end') ending.abort();
  else if (message.type === 'go-on') goOn();
  else
    carryOut(message).then(
      () => end({ type: 'done' }),
      (error: unknown) => end({ type: 'failed', reason: reasonOf(error) }),
    );
});

async function carryOut({ job, proxies }: Extract<ToChild, { type: 'job' }>): Promise<void> {
  // Set only now: other processes can read the initial environment, and a proxy's URL may contain a password.
  Object.assign(process.env, proxies);
  const sending = new CurrentSending(job);
  guardRequests(() => sending.timeout);
  refuseCutAnswers();
  const { request } = await loading;
  refuseUnixSockets(request);
  refuseHeaderValues(request);
  useProxies(request);
  sending.apply(request);
  const settle = () =>
    new Promise<void>((resolve) => {
      goOn = resolve;
      report({ type: 'settle' });
    });
  const control = { ending: ending.signal, sending, settle };
  await runNewman(job, (event) => report({ type: 'event', event }), abort.signal, control);
}
