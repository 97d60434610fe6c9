import type { Tls } from '../job.ts';
import { proxySettings } from '../proxy.ts';
import type { RunEvent, Runner } from '../runner.ts';
import { whenAborted } from '../when-aborted.ts';
import type { FromChild, ToChild } from './child-messages.ts';
import { type NewmanJob, type RunFiles, toNewmanJob } from './newman-job.ts';
import { type Ended, NewmanProcess } from './newman-process.ts';

/** How long the process may take to end after `abort`, in milliseconds. Then it is killed. */
const GRACE = 1000;

/**
 * Returns an engine that runs generated files with newman. Each job has its own process, so a crash, an endless loop or
 * a lack of memory does not affect the parent. The process has an empty working folder, few environment variables, a
 * memory limit, Node's permission model, and no core dumps. It receives collection and secrets over a private channel.
 */
export function newmanRunner(files: RunFiles): Runner {
  return {
    engine: 'newman',
    run: (job, emit, signal, ending) =>
      runJob(new NewmanProcess(job.tls, job.uploads), toNewmanJob(job, files), emit, { signal, ending }),
  };
}

/** newman in a process that has already started. */
export interface ReadyNewman {
  /** Returns the engine for some files. Its first job uses the started process. */
  readonly runner: (files: RunFiles) => Runner;
  /** Kills the process if no job has used it. Resolves when it has ended. */
  end(): Promise<void>;
}

/**
 * Starts the newman process before there is a job, so that it loads while the job is prepared.
 *
 * @param tls the expected certificates of the run. A job with other certificates gets a new process
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
      async run(job, emit, signal, ending) {
        if (!ready?.fits(job.tls, job.uploads)) {
          await end();
          return later.run(job, emit, signal, ending);
        }
        const started = ready;
        ready = undefined;
        return runJob(started, toNewmanJob(job, files), emit, { signal, ending });
      },
    };
  };
  return { runner, end };
}

/** Sends the job to the process, passes its events on, and resolves when the process has ended. */
async function runJob(
  process: NewmanProcess,
  job: NewmanJob,
  emit: (event: RunEvent) => void,
  { signal, ending }: { readonly signal: AbortSignal; readonly ending?: AbortSignal | undefined },
): Promise<void> {
  const { child } = process;
  process.allowAnswers(job);
  const send = (message: ToChild) => child.connected && child.send(message, () => undefined);
  let last: FromChild | undefined;
  let timer: NodeJS.Timeout | undefined;
  const abort = () => {
    send({ type: 'abort' });
    timer = setTimeout(() => process.kill(), GRACE);
  };
  whenAborted(signal, abort);
  const finish = () => send({ type: 'end' });
  if (ending) whenAborted(ending, finish);
  child.on('message', (message: FromChild) => {
    try {
      if (message.type === 'event') emit(message.event);
      // Messages keep their order, so an end of the run for this failure arrives first.
      else if (message.type === 'settle') send({ type: 'go-on' });
      else last = message;
    } catch {
      // `emit` failed, which is a bug of ours. The run must still end with a report.
      last = { type: 'failed', reason: 'an event of the run could not be taken in' };
      process.kill();
    }
  });
  send({ type: 'job', job, proxies: proxySettings() });
  const ended = await process.ended;
  clearTimeout(timer);
  signal.removeEventListener('abort', abort);
  ending?.removeEventListener('abort', finish);
  if (last?.type === 'done' || (signal.aborted && !ended.error)) return;
  throw ended.error ?? new Error(last?.type === 'failed' ? last.reason : endReason(ended));
}

/** Why the process ended unexpectedly, in words. Its output is not quoted, because it may contain secrets. */
function endReason({ code, signal, noise }: Ended): string {
  if (/heap out of memory|out of memory/i.test(noise)) return 'a script or an answer took too much memory';
  return signal ? `its process was ended by ${signal}` : `its process ended with ${code}`;
}
