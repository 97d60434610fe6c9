import { type Api, endpointsOf } from '../model/api.ts';
import { signInNeeds } from '../postman/scripts/sign-in-config.ts';
import type { DataRow } from '../run/data-file.ts';
import type { RunPlan } from '../run/plan-run.ts';
import type { RunJob } from '../run/runner.ts';

/** The two files that a run sends, as they were written. */
export interface RunFiles {
  readonly collection: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, unknown>>;
}

/** How a run sends its requests. */
export interface Pace {
  readonly iterations: number;
  readonly data?: readonly DataRow[];
  /** Milliseconds. */
  readonly timeoutRequest: number;
  readonly delay: number;
  readonly tls: RunJob['tls'];
}

/** How much longer than a request a script may take, in milliseconds: the guard's script waits for its sign-in. */
const SCRIPT_MARGIN = 5000;

/**
 * The job of a run: the files as they were written, with this run's values put into the environment in memory. The
 * token request goes first when a request signs in, so that a refusal is told once and by name.
 */
export function toJob(
  api: Api,
  files: RunFiles,
  plan: RunPlan,
  values: ReadonlyMap<string, string>,
  pace: Pace,
): RunJob {
  const { values: written = [] } = files.environment as { values?: readonly { readonly key: string }[] };
  const ids = [...plan.tokenRequests.map((one) => one.id), ...plan.requests.map(({ endpoint }) => endpoint.id)];
  const all = endpointsOf(api.items).length + api.tokenRequests.length;
  const secretVariables = api.variables.filter((one) => one.secret).map((one) => one.name);
  return {
    collection: files.collection,
    environment: {
      ...files.environment,
      values: written.map((one) => ({ ...one, value: values.get(one.key) ?? '' })),
    },
    ...(ids.length === all ? {} : { requestIds: ids }),
    ...pace,
    timeoutScript: pace.timeoutRequest + SCRIPT_MARGIN,
    signIns: api.tokenRequests.map(({ signIn }) => {
      const needs = signInNeeds(signIn);
      return { gotFor: signIn.token.gotFor, secrets: secretVariables.filter((name) => needs.has(name)) };
    }),
    secretVariables,
  };
}
