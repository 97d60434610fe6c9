import { run } from '../../../src/library/run.ts';
import { endpointsOf } from '../../../src/model/api.ts';
import type { RunResult } from '../../../src/run/run-result.ts';
import type { Runner } from '../../../src/run/runner.ts';
import { newmanHere } from '../../support/newman-here.ts';
import { api, environment, files } from './answers-list.ts';

/** What signs in: the visible token request, which comes first, or the guard before the first other request. */
export const modes = ['visible', 'guard'] as const;
export type Mode = (typeof modes)[number];

/** The outcome of a run of postmint. */
export interface OurRun {
  readonly result: RunResult;
  /** Messages of failed assertions as the scripts wrote them, before secrets were masked. */
  readonly messages: readonly string[];
  /** The environment after the run. */
  readonly left: Readonly<Record<string, string>>;
}

const endpointIds = endpointsOf(api.items).map(({ id }) => id);

/**
 * Runs the list in this process, which is ten times as fast as starting one. A run always sends the token request
 * first. To test the guard, the token request is removed from the runner's job.
 */
export async function runOurs(
  mode: Mode,
  values: ReadonlyMap<string, string>,
  send: { readonly iterations: number; readonly timeoutRequest: number },
): Promise<OurRun> {
  const messages: string[] = [];
  let left: Readonly<Record<string, string>> = {};
  const newman = newmanHere(files);
  const runner: Runner = {
    engine: newman.engine,
    run: (job, emit, signal) =>
      newman.run(
        mode === 'guard' ? { ...job, requestIds: endpointIds } : job,
        (event) => {
          if (event.type === 'assertion' && event.failure !== undefined) messages.push(event.failure);
          if (event.type === 'environment') left = event.values;
          emit(event);
        },
        signal,
      ),
  };
  const selection = { folders: [], tags: [], notTags: [], unsafe: false };
  const { value, diagnostics } = await run({ api, environment, files, values, secrets: [], selection, send, runner });
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return { result: value, messages, left };
}
