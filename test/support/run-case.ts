import type { Api } from '../../src/model/api.ts';
import { tokenIdentitiesOf, tokenRequestId } from '../../src/model/identities.ts';
import { type Executed, execute } from '../../src/run/execute.ts';
import type { ExecuteOptions } from '../../src/run/execute-options.ts';
import type { RunJob } from '../../src/run/job.ts';
import { planRun, type RunPlan } from '../../src/run/plan-run.ts';
import type { RunResult } from '../../src/run/run-result.ts';
import type { Runner } from '../../src/run/runner.ts';
import { apiOf } from './api-of.ts';

/** A list with the safe requests A and B and the unsafe request C. A saves a value, and B expects a body. */
export const letters = apiOf(`name: Letters
auth: pydio-cells-v1
environments:
  dev: { base_url: "http://localhost:1", username: admin }
endpoints:
  - name: A
    request: GET /a
    save: { a: $.id }
  - name: B
    request: GET /b
    expect:
      status: 200
      body: { id: 1 }
  - { name: C, request: POST /c }
`);

/** A list and its run plan, for tests with a fake runner. */
export interface RunCase {
  readonly api: Api;
  readonly plan: RunPlan;
  /** The id of a request by its name. The visible token request has the name `token`. */
  readonly id: (name: string) => string;
}

export function runCase(api: Api = letters, unsafe = false): RunCase {
  const plan = planRun(api, { folders: [], tags: [], notTags: [], unsafe }, new Map()).value;
  if (!plan) throw new Error('nothing is planned');
  const id = (name: string) => {
    if (name === 'token') return tokenIdentitiesOf(api).map((identity) => tokenRequestId(api, identity))[0] ?? '';
    const found = plan.requests.find(({ endpoint }) => endpoint.name === name);
    if (!found) throw new Error(`the plan has no ${name}`);
    return found.endpoint.id;
  };
  return { api, plan, id };
}

/** Runs the case and returns its result. */
export async function resultOfCase(...args: Parameters<typeof executeCase>): Promise<RunResult> {
  return (await executeCase(...args)).result;
}

/** Runs the case and returns everything that `execute` returns. */
export function executeCase(
  { api, plan }: RunCase,
  runner: Runner,
  options: Partial<ExecuteOptions> = {},
  job: Partial<RunJob> = {},
): Promise<Executed> {
  return execute({
    api,
    plan,
    environment: 'dev',
    runner,
    job: {
      requestIds: [...plan.tokenRequests, ...plan.requests.map((request) => request.endpoint)].map(({ id }) => id),
      values: { a: '' },
      rows: [{}],
      limits: { timeoutRequest: 1000, timeoutScript: 1000, delay: 0 },
      tls: { insecure: false },
      signIns: [],
      secretVariables: [],
      ...job,
    },
    secrets: [],
    known: [],
    timeout: 10_000,
    retries: 0,
    bail: false,
    showValues: false,
    interrupt: new AbortController().signal,
    onRequest: () => undefined,
    ...options,
  });
}

/** Diagnostics as `code` or `code at line`. */
export function reported(result: RunResult): string[] {
  return result.diagnostics.map(({ code, range }) => (range ? `${code} at ${range.start.line}` : code));
}

/** The outcome of each request, in the order of the result. */
export function outcomes(result: RunResult): string[] {
  return result.requests.map(({ name, outcome }) => `${name}: ${outcome}`);
}
