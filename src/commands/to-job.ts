import { environmentFileName } from '../library/generate.ts';
import type { LoadedList } from '../library/workspace.ts';
import { type Environment, endpointsOf } from '../model/api.ts';
import type { RunPlan } from '../run/plan-run.ts';
import type { RunJob } from '../run/runner.ts';
import type { RunSettings } from './run-settings.ts';

interface EnvironmentFile {
  readonly values: readonly { readonly key: string; readonly value: string }[];
}

/**
 * The job of a run: the files as they are on disk, with this run's values put into the environment in memory. The
 * token request goes first when a request signs in, so that a refusal is told once and by name.
 */
export function toJob(
  list: LoadedList,
  environment: Environment,
  plan: RunPlan,
  settings: RunSettings,
  values: ReadonlyMap<string, string>,
): RunJob {
  const { api } = list;
  const read = (name: string) => JSON.parse(list.disk.find((file) => file.name === name)?.text ?? '{}');
  const file = read(environmentFileName(api, environment.name)) as EnvironmentFile;
  const token = plan.signsIn && api.tokenRequestId ? [api.tokenRequestId] : [];
  const ids = [...token, ...plan.requests.map(({ endpoint }) => endpoint.id)];
  const all = endpointsOf(api.items).length + (api.tokenRequestId ? 1 : 0);
  return {
    collection: read(list.files[0]?.name ?? ''),
    environment: { ...file, values: file.values.map((one) => ({ ...one, value: sentValue(one.key, values) })) },
    ...(ids.length === all ? {} : { requestIds: ids }),
    iterations: settings.iterations,
    ...(settings.data ? { data: settings.data } : {}),
    timeoutRequest: settings.timeoutRequest,
    timeoutScript: 5000,
    delay: settings.delay,
    tls: settings.tls,
    secretVariables: api.variables.filter((one) => one.secret).map((one) => one.name),
  };
}

/** A slash at the end of a base URL would stand twice before the path. */
function sentValue(name: string, values: ReadonlyMap<string, string>): string {
  const value = values.get(name) ?? '';
  return name.endsWith('base_url') ? value.replace(/\/+$/, '') : value;
}
