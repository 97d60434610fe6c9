import type { RequestResult, RunResult } from '../../src/run/run-result.ts';

/** A request as a run would report it, with what a test wants to be otherwise. */
export function requestResult(changes: Partial<RequestResult> = {}): RequestResult {
  return {
    id: '1',
    name: 'List',
    folders: ['Orders'],
    method: 'GET',
    url: '{{base_url}}/orders',
    iteration: 0,
    outcome: 'passed',
    status: 200,
    time: 12,
    size: 2,
    assertions: [{ name: 'Status is 2xx', passed: true, line: 4 }],
    ...changes,
  };
}

/** A run of some requests. */
export function runResult(requests: readonly RequestResult[], changes: Partial<RunResult> = {}): RunResult {
  const assertions = requests.flatMap((one) => one.assertions);
  return {
    collection: 'Shop',
    environment: 'dev',
    engine: 'newman',
    startedAt: '2026-01-02T03:04:05.678Z',
    duration: 1234,
    exitCode: 0,
    requests,
    leftOut: [],
    totals: {
      planned: requests.length,
      sent: requests.filter((one) => one.outcome !== 'not-run').length,
      passed: requests.filter((one) => one.outcome === 'passed').length,
      failed: requests.filter((one) => one.outcome === 'failed' || one.outcome === 'no-answer').length,
      assertions: assertions.length,
      failedAssertions: assertions.filter((one) => !one.passed).length,
      leftOut: 0,
    },
    diagnostics: [],
    ...changes,
  };
}
