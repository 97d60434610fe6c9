import { type RunFiles, toNewmanJob } from '../../src/run/newman/newman-job.ts';
import { runNewman } from '../../src/run/newman/newman-runner.ts';
import type { Runner } from '../../src/run/runner.ts';
import { reuseSandbox } from './reuse-sandbox.ts';

/**
 * newman in this process: a run takes a tenth of the time.
 *
 * @param keepsSandbox whether the next run uses the same sandbox. It is a thread, so the process does not end by itself
 */
export function newmanHere(files: RunFiles, { keepsSandbox = true } = {}): Runner {
  if (keepsSandbox) reuseSandbox();
  return {
    engine: 'newman',
    run: (job, emit, signal, ending) => runNewman(toNewmanJob(job, files), emit, signal, ending ? { ending } : {}),
  };
}
