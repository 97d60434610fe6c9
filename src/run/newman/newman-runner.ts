import { MAX_ANSWER, MAX_HEAD, type RunEvent } from '../runner.ts';
import { changedSignIns } from './changed-sign-ins.ts';
import { loadNewman, type Runtime } from './load-newman.ts';
import { listen } from './newman-events.ts';
import type { NewmanJob } from './newman-job.ts';

/**
 * Runs a collection with newman, in this process: the work of newman-child.ts.
 */
export async function runNewman(job: NewmanJob, emit: (event: RunEvent) => void, signal: AbortSignal): Promise<void> {
  const { newman, runtime } = await loadNewman();
  limitAnswers(runtime);
  await new Promise<void>((resolve, reject) => {
    const emitter = newman.run(toOptions(job), (error) => (error ? reject(error) : resolve()));
    listen(emitter, job, emit);
    emitter.on('start', (_error: unknown, { run }: { run: RuntimeRunning }) => {
      emitter.on('beforeIteration', (_fault: unknown, { cursor }: { cursor: { iteration: number } }) => {
        for (const name of changedSignIns(job, cursor.iteration)) run.state.environment.set(name, '');
      });
      const abort = () => run.abort();
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    });
  });
}

/** A run of the library below newman: its environment is handed to each script. */
interface RuntimeRunning {
  abort(): void;
  readonly state: { readonly environment: { set(name: string, value: string): void } };
}

/** newman has no option for the size of an answer, and the runtime below it has one. */
function limitAnswers({ Runner: { prototype } }: Runtime): void {
  const run: Runtime['Runner']['prototype']['run'] & { limited?: boolean } = prototype.run;
  if (run.limited) return;
  const limited = function (this: unknown, collection: unknown, options: { requester?: object }, done: unknown) {
    const requester = { ...options.requester, maxResponseSize: MAX_ANSWER, maxHeaderSize: MAX_HEAD };
    return run.call(this, collection, { ...options, requester }, done);
  };
  prototype.run = Object.assign(limited, { limited: true });
}

/** Every option is said: newman also reads files of its own in the user's folders, which must not decide anything. */
function toOptions(job: NewmanJob): Record<string, unknown> {
  const { collection, environment, requestIds, rows, limits, tls } = job;
  return {
    collection,
    environment,
    ...(requestIds ? { folder: [...requestIds] } : {}),
    iterationCount: rows.length,
    ...(rows.some((row) => Object.keys(row).length > 0) ? { iterationData: rows } : {}),
    timeout: 0,
    timeoutRequest: limits.timeoutRequest,
    timeoutScript: limits.timeoutScript,
    delayRequest: limits.delay,
    ignoreRedirects: true,
    insecureFileRead: false,
    insecure: tls.insecure,
    ...(tls.caFile ? { sslExtraCaCerts: tls.caFile } : {}),
    ...(tls.clientCert ? { sslClientCert: tls.clientCert, sslClientKey: tls.clientKey ?? tls.clientCert } : {}),
    reporters: [],
    color: 'off',
  };
}
