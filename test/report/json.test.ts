import { expect, test } from 'vitest';
import { formatJsonReport, reportVersion } from '../../src/report/json.ts';
import { requestResult, runResult } from '../support/run-result.ts';

const result = runResult([requestResult()]);

test('the report is the run and the version of the format, as one document with a line end', () => {
  const text = formatJsonReport(result);
  expect(JSON.parse(text)).toEqual({ postmint: reportVersion, ...result });
  expect(text.endsWith('}\n')).toBe(true);
  expect(text).toContain('\n  "collection": "Shop"');
});

test('the report has exactly the fields that programs rely on', () => {
  const report = JSON.parse(formatJsonReport(result));
  expect(Object.keys(report).join(' ')).toBe(
    'postmint collection environment engine startedAt duration exitCode requests leftOut totals diagnostics',
  );
  expect(Object.keys(report.requests[0]).join(' ')).toBe(
    'id name folders method url iteration outcome status time size assertions',
  );
});
