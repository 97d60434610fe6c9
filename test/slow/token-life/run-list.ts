import { generate } from '../../../src/library/generate.ts';
import { type RunInput, run } from '../../../src/library/run.ts';
import type { RunResult } from '../../../src/run/run-result.ts';
import type { RunEvent, Runner } from '../../../src/run/runner.ts';
import { apiOf } from '../../support/api-of.ts';
import { newmanHere } from '../../support/newman-here.ts';
import { secrets } from './cases.ts';

/** Options of a run. */
export interface RunOptions extends Pick<RunInput, 'send'> {
  readonly folder?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly onEvent?: (event: RunEvent) => void;
}

/**
 * Runs a list in this process. The separate process that postmint starts for newman would not have our clock, and we
 * could not move the clock between two requests.
 */
export async function runList(list: string, origin: string, options: RunOptions = {}): Promise<RunResult | undefined> {
  const { folder, values, send = {}, onEvent } = options;
  const api = apiOf(list);
  const [environment] = api.environments;
  const [collection, environmentFile] = generate(api);
  if (!environment || !collection || !environmentFile) throw new Error('the list makes no files');
  const files = { collection: collection.content, environment: environmentFile.content };
  const newman = newmanHere(files, { keepsSandbox: false });
  const runner: Runner = {
    engine: newman.engine,
    run: (job, emit, signal) =>
      newman.run(
        job,
        (event) => {
          onEvent?.(event);
          emit(event);
        },
        signal,
      ),
  };
  const { value } = await run({
    api,
    environment,
    files,
    values: new Map([...environment.values, ...Object.entries({ ...secrets, base_url: origin, ...values })]),
    secrets: [],
    selection: { folders: folder === undefined ? [] : [folder], tags: [], notTags: [], unsafe: false },
    send,
    runner,
  });
  return value;
}
