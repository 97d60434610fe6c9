import { describe, expect, test } from 'vitest';
import { formatJsonReport } from '../../src/report/json.ts';
import { formatJunit } from '../../src/report/junit.ts';
import { noXml, readXml } from '../support/read-xml.ts';
import { jsonReportFaults, junitFaults } from '../support/report-faults.ts';
import { requestResult, runResult } from '../support/run-result.ts';

// Tests of the report checks that the fault tables rely on.

const failed = { name: 'Status is 2xx', passed: false, message: 'expected 2xx, found 500', line: 4 };
const result = runResult([
  requestResult(),
  requestResult({ outcome: 'failed', status: 500, assertions: [failed] }),
  requestResult({ outcome: 'no-answer', assertions: [] }),
  requestResult({ outcome: 'not-run', assertions: [] }),
]);

describe('a JSON report', () => {
  const report = () => JSON.parse(formatJsonReport(result));

  test('has no faults if it is complete', () => {
    expect(jsonReportFaults(report())).toEqual([]);
  });

  test.each([
    'postmint',
    'collection',
    'environment',
    'engine',
    'startedAt',
    'duration',
    'exitCode',
    'requests',
    'leftOut',
    'totals',
    'diagnostics',
  ])('has a fault if %s is missing', (key) => {
    const { [key]: _, ...rest } = report();
    expect(jsonReportFaults(rest)).toContain(`$.${key}`);
  });

  test.each([
    [
      'a request without an outcome',
      { requests: [{ ...requestResult(), outcome: undefined }] },
      '$.requests[0].outcome',
    ],
    ['a wrong total', { totals: { ...result.totals, sent: 4 } }, '$.totals.sent is not 3'],
    ['a duration that is text', { duration: '1 s' }, '$.duration'],
    ['a diagnostic without a code', { diagnostics: [{ severity: 'error', message: 'x' }] }, '$.diagnostics[0].code'],
    [
      'an assertion that neither passed nor failed',
      { requests: [requestResult({ assertions: [{ name: 'x' } as never] })] },
      '$.requests[0].assertions[0].passed',
    ],
  ])('has a fault with %s', (_, change, fault) => {
    expect(jsonReportFaults({ ...report(), ...change })).toContain(fault);
  });

  test.each([[null], ['text'], [[]]])('has faults if it is %j', (value) => {
    expect(jsonReportFaults(value)).not.toEqual([]);
  });
});

describe.skipIf(noXml !== undefined)('a JUnit report', () => {
  const text = formatJunit(result);
  const faultsOf = (xml: string) => junitFaults(readXml(xml));

  test('has no faults if it is complete', () => {
    expect(faultsOf(text)).toEqual([]);
  });

  test.each([
    ['tests', /(<testsuite .*tests=")\d+/, 'tests is not 4'],
    ['failures', /(<testsuite .*failures=")\d+/, 'failures is not 1'],
    ['errors', /(<testsuite .*errors=")\d+/, 'errors is not 1'],
    ['skipped', /(<testsuite .*skipped=")\d+/, 'skipped is not 1'],
  ])('has a fault if the number of %s is wrong', (_, pattern, fault) => {
    expect(faultsOf(text.replace(pattern, '$19'))).toEqual([fault]);
  });

  test('has a fault if a test case has no name', () => {
    expect(faultsOf(text.replace(/(<testcase .*?) name="[^"]*"/, '$1'))).toEqual(['a case without a name']);
  });

  test('cannot be parsed if it is truncated', () => {
    expect(() => faultsOf(text.slice(0, -20))).toThrow('not XML');
  });
});
