import type { Tls } from '../job.ts';
import { proxySettings } from '../proxy.ts';
import type { RunEvent, Runner } from '../runner.ts';
import type { FromChild, ToChild } from './child-messages.ts';
import { type NewmanJob, type RunFiles, toNewmanJob } from './newman-job.ts';
import { type Ended, NewmanProcess } from './newman-process.ts';

/** How long the process may take to end after it was told to, in milliseconds; then it is killed. */
const GRACE = 1000;

/**
 * An engine that runs a collection with newman in a separate process: an empty working folder, an environment from an
 * allow-list, a limit of memory, Node's permission model, and no core dump. Collection and secrets go to it over a
 * channel that only the two have. What it does there, a crash, a loop or a flood of memory, ends nothing but itself.
 */
export function newmanRunner(files: RunFiles): Runner {
  return {
    engine: 'newman',
    run: (job, emit, signal) => converse(new NewmanProcess(job.tls), toNewmanJob(job, files), emit, signal),
  };
}

/** newman with a process that has started already. */
export interface ReadyNewman {
  /** The engine for some files. Its first job goes to the process that has started. */
  readonly runner: (files: RunFiles) => Runner;
  /** Ends that process if no job has taken it. Resolves when it is gone. */
  end(): Promise<void>;
}

/**
 * Starts newman's process before there is a job, so that it loads while the job is prepared.
 *
 * @param tls the certificates of the run as far as they are known. A job with others is run by another process.
 */
export function startAhead(tls: Tls): ReadyNewman {
  let ready: NewmanProcess | undefined = new NewmanProcess(tls);
  const end = async () => {
    const unused = ready;
    ready = undefined;
    unused?.kill();
    await unused?.ended;
  };
  const runner = (files: RunFiles): Runner => {
    const later = newmanRunner(files);
    return {
      engine: later.engine,
      async run(job, emit, signal) {
        if (!ready?.fits(job.tls)) {
          await end();
          return later.run(job, emit, signal);
        }
        const own = ready;
        ready = undefined;
        return converse(own, toNewmanJob(job, files), emit, signal);
      },
    };
  };
  return { runner, end };
}

/** Gives the process its job, listens to what happens, and waits for its end. */
async function converse(
  process: NewmanProcess,
  job: NewmanJob,
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const { child } = process;
  const say = (message: ToChild) => child.connected && child.send(message, () => undefined);
  let last: FromChild | undefined;
  let timer: NodeJS.Timeout | undefined;
  const abort = () => {
    say({ type: 'abort' });
    timer = setTimeout(() => process.kill(), GRACE);
  };
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  child.on('message', (message: FromChild) => {
    try {
      if (message.type === 'event') emit(message.event);
      else last = message;
    } catch {
      // What it tells cannot be taken in: a fault of ours, which must end in a report as well.
      last = { type: 'failed', reason: 'an event of the run could not be taken in' };
      process.kill();
    }
  });
  say({ type: 'job', job, proxies: proxySettings() });
  const ended = await process.ended;
  clearTimeout(timer);
  signal.removeEventListener('abort', abort);
  if (last?.type === 'done' || (signal.aborted && !ended.error)) return;
  throw ended.error ?? new Error(last?.type === 'failed' ? last.reason : endReason(ended));
}

/** Why a process ended that should not have. What it wrote is not quoted: it may hold anything. */
function endReason({ code, signal, noise }: Ended): string {
  if (/heap out of memory|out of memory/i.test(noise)) return 'a script or an answer took too much memory';
  return signal ? `its process was ended by ${signal}` : `its process ended with ${code}`;
}
