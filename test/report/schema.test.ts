import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/diagnostics/diagnostic.ts';
import { formatJsonReport, reportVersion } from '../../src/report/json.ts';
import { projectRoot } from '../support/cli.ts';
import { requestResult, runResult } from '../support/run-result.ts';

const schema = JSON.parse(readFileSync(join(projectRoot, 'docs', 'report.schema.json'), 'utf8'));
const ajv = new Ajv({ allErrors: true, unknownFormats: 'ignore' });
const isReport = ajv.compile(schema);
const faultsOf = (report: unknown) =>
  isReport(report) ? [] : (isReport.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message}`);

/** A result in which each field that the types have is set. */
const full = runResult(
  [
    requestResult({ at: 3, file: 'endpoints.yaml', line: 4, sent: { method: 'GET', url: 'http://a' }, signIn: true }),
    requestResult({
      outcome: 'failed',
      answer: 'no',
      reason: 'why',
      assertions: [{ name: 'a', passed: false, message: 'b', line: 1, file: 'c.yaml' }],
    }),
  ],
  {
    stop: 'loop',
    leftOut: [{ name: 'a', reason: 'b' }],
    diagnostics: [diagnose('usage', { reason: 'a', help: 'b' })],
  },
);
const report = () =>
  JSON.parse(formatJsonReport({ ...full, totals: { ...full.totals, repeated: 1, byScripts: 1, skipped: 0 } }));

test('the schema is valid, and of the version that reports have', () => {
  expect(ajv.validateSchema(schema)).toBe(true);
  expect(schema.properties.postmint.const).toBe(reportVersion);
});

describe('a report', () => {
  test('with each field is valid', () => expect(faultsOf(report())).toEqual([]));

  test.each<[title: string, change: (report: Record<string, never>) => void]>([
    ['of another version', (own) => Object.assign(own, { postmint: 2 })],
    ['with an unknown field', (own) => Object.assign(own, { extra: 1 })],
    ['without requests', (own) => Reflect.deleteProperty(own, 'requests')],
    ['with an unknown outcome', (own) => Object.assign(own['requests']?.[0] ?? {}, { outcome: 'green' })],
    ['with an unknown field of a request', (own) => Object.assign(own['requests']?.[0] ?? {}, { body: 'x' })],
  ])('%s is not valid', (_, change) => {
    const own = report();
    change(own);
    expect(faultsOf(own)).not.toEqual([]);
  });
});
