import { describe, expect, test } from 'vitest';
import { type Paint, plain } from '../../src/diagnostics/format.ts';
import { formatRow, formatSummary } from '../../src/report/rows.ts';
import type { RequestResult } from '../../src/run/run-result.ts';
import { requestResult, runResult } from '../support/run-result.ts';

const failed = { name: 'x', passed: false } as const;
const passed = { name: 'y', passed: true } as const;
/** Colours as readable marks. */
const named: Paint = {
  red: (text) => `<red>${text}</red>`,
  yellow: (text) => `<yellow>${text}</yellow>`,
  green: (text) => `<green>${text}</green>`,
  bold: (text) => `<bold>${text}</bold>`,
  dim: (text) => `<dim>${text}</dim>`,
};

describe('a row', () => {
  const { status, time, ...unanswered } = requestResult({ assertions: [] });
  const answered = { ...unanswered, status, time };
  test.each<[string, unknown, string]>([
    ['passed', answered, '✓ 200  Orders / List                                           12 ms'],
    [
      'failed',
      { ...answered, outcome: 'failed', status: 500, assertions: [failed, passed, failed] },
      '✗ 500  Orders / List                                           12 ms  2 failed',
    ],
    ['without an answer', { ...unanswered, outcome: 'no-answer' }, '✗ ---  Orders / List'],
    ['not run', { ...unanswered, outcome: 'not-run' }, '- ---  Orders / List'],
    [
      'outside every folder',
      { ...answered, folders: [] },
      '✓ 200  List                                                    12 ms',
    ],
  ])('%s', (_, request, row) => {
    expect(formatRow(request as RequestResult, plain)).toBe(row);
  });

  test('has at most 80 columns, whatever the request', () => {
    const worst = requestResult({
      name: 'A name that is much longer than any column could ever be wide',
      folders: ['A folder', 'Another folder'],
      outcome: 'failed',
      time: 99_999,
      assertions: Array.from({ length: 99 }, () => failed),
    });
    const row = formatRow(worst, plain);
    expect([...row].length).toBeLessThanOrEqual(80);
    expect(row).toContain('…');
    expect(row).toMatch(/99999 ms {2}99 failed$/);
  });

  test('shows control characters, so that a name cannot move the cursor or look like another line', () => {
    const row = formatRow(requestResult({ name: 'a\nb\u001b[2Jc\u202ed', folders: [] }), plain);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be in it
    expect(row).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(row).toContain('a\\u000ab\\u001b[2Jc\\u202ed');
  });

  test.each([
    ['passed', 'green'],
    ['failed', 'red'],
    ['no-answer', 'red'],
    ['not-run', 'dim'],
  ] as const)('%s is %s', (outcome, color) => {
    expect(formatRow(requestResult({ outcome }), named)).toMatch(new RegExp(`^<${color}>.</${color}> `));
  });
});

describe('the summary', () => {
  test('of a good run', () => {
    expect(formatSummary(runResult([requestResult()]), plain)).toBe(
      'passed: 1 request sent, 1 assertion, all passed; dev, 1.2 s',
    );
  });

  test('of a failed run says what failed, what did not run, and the exit code', () => {
    const requests = [
      requestResult({ outcome: 'failed', assertions: [passed, failed] }),
      requestResult({ outcome: 'not-run', assertions: [] }),
    ];
    expect(formatSummary(runResult(requests, { exitCode: 1 }), plain)).toBe(
      'failed (exit 1): 1 request sent, 1 failed, 1 of 2 not run, 2 assertions, 1 failed; dev, 1.2 s',
    );
  });

  test('of a run with repeats counts every request on the wire', () => {
    const result = runResult([requestResult()]);
    const totals = { ...result.totals, repeated: 2, byScripts: 1 };
    expect(formatSummary({ ...result, totals }, plain)).toBe(
      'passed: 4 requests sent (2 of them again, 1 by scripts), 1 assertion, all passed; dev, 1.2 s',
    );
  });

  test('of a run without assertions does not say that all passed', () => {
    expect(formatSummary(runResult([]), plain)).toBe('passed: 0 requests sent, 0 assertions, none made; dev, 1.2 s');
  });

  test('says how many requests were skipped and why: one line for each reason, at most three names', () => {
    const leftOut = [
      ...['A', 'B', 'C', 'D'].map((name) => ({ name, reason: 'requests that may change data need --unsafe' })),
      { name: 'E\u001b', reason: 'needs {{id}} from "A", which is not sent' },
    ];
    expect(
      formatSummary(runResult([requestResult()], { leftOut }), plain)
        .split('\n')
        .slice(0, -1),
    ).toEqual([
      'skipped: 4 (A, B, C, …): requests that may change data need --unsafe',
      'skipped: 1 (E\\u001b): needs {{id}} from "A", which is not sent',
    ]);
  });

  test('shows the verdict in green or red', () => {
    expect(formatSummary(runResult([]), named)).toMatch(/^<green>passed<\/green>: /);
    expect(formatSummary(runResult([], { exitCode: 5 }), named)).toMatch(/^<red>failed \(exit 5\)<\/red>: /);
  });
});
