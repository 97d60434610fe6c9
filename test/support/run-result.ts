import type { RequestResult, RunResult } from '../../src/run/run-result.ts';

/** The result of a passed request, with some fields replaced by `changes`. */
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

/** The result of a run with these requests. Totals are computed from them. */
export function runResult(requests: readonly RequestResult[], changes: Partial<RunResult> = {}): RunResult {
  const assertions = requests.flatMap((request) => request.assertions);
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
      sent: requests.filter(({ outcome }) => outcome !== 'not-run').length,
      passed: requests.filter(({ outcome }) => outcome === 'passed').length,
      failed: requests.filter(({ outcome }) => outcome === 'failed' || outcome === 'no-answer').length,
      assertions: assertions.length,
      failedAssertions: assertions.filter(({ passed }) => !passed).length,
      leftOut: 0,
    },
    diagnostics: [],
    ...changes,
  };
}
