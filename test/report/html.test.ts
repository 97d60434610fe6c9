import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/diagnostics/diagnostic.ts';
import { formatHtml } from '../../src/report/html/to-html.ts';
import type { RequestResult } from '../../src/run/run-result.ts';
import { readPageAssets } from '../../src/source/templates.ts';
import { requestResult, runResult } from '../support/run-result.ts';

const assets = readPageAssets('report');
const page = (requests: readonly RequestResult[], changes: Parameters<typeof runResult>[1] = {}) =>
  formatHtml(runResult(requests, changes), assets);
const section = (html: string, id: string) =>
  new RegExp(`<section aria-labelledby="${id}">[\\s\\S]*?</section>`).exec(html)?.[0];

const failed = requestResult({
  name: 'Fails',
  outcome: 'failed',
  status: 500,
  at: 40,
  file: 'endpoints.yaml',
  line: 9,
  sent: { method: 'GET', url: 'http://a.example/x' },
  answer: '{"error":"too long"}',
  assertions: [
    { name: 'passes', passed: true },
    { name: 'fails', passed: false, message: 'found 500', line: 12 },
  ],
});

describe('a report as HTML', () => {
  test('has the verdict, totals, and the sections that have something to show', () => {
    const html = page([requestResult({ at: 1 })]);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain('<p class="verdict passed">✓ passed</p>');
    expect(html).toContain('<th scope="row">Passed</th><td>1</td>');
    expect(['errors', 'failures'].map((id) => section(html, id))).toEqual([undefined, undefined]);
    expect(section(html, 'timeline')).toContain('1 requests in 0.0 seconds; the slowest answer took 12 ms.');
    expect(section(html, 'slowest')).toContain('<td>12 ms</td>');
  });

  test('without a request that was sent, has neither timeline nor slowest requests', () => {
    const html = page([requestResult({ outcome: 'not-run', time: undefined, status: undefined } as never)], {
      exitCode: 130,
      stop: 'interrupted',
    });
    expect(['timeline', 'slowest'].map((id) => section(html, id))).toEqual([undefined, undefined]);
    expect(html).toContain('✗ failed (exit 130)');
    expect(html).toContain('<th scope="row">Ended early</th><td>interrupted</td>');
    expect(page([])).not.toContain('id="all"');
  });

  test('shows a failure open, with its line, what was sent and what was answered', () => {
    const own = section(page([failed], { exitCode: 1 }), 'failures') ?? '';
    for (const text of [
      '<details class="entry failed" open>',
      'GET http://a.example/x',
      'endpoints.yaml:9',
      'answered 500',
    ]) {
      expect(own).toContain(text);
    }
    expect(own).toContain('{"error":"too long"}'.replaceAll('"', '&quot;'));
    expect(own.indexOf('✗ fails: found 500')).toBeLessThan(own.indexOf('✓ passes'));
    expect(own).toContain('(line 12)');
  });

  test('lists errors that no failed request shows', () => {
    const html = page([failed], {
      exitCode: 3,
      diagnostics: [
        diagnose('usage', { reason: 'general', help: 'do this' }),
        diagnose('assertion-failed', { request: 'Fails', assertion: 'fails', message: 'found 500' }),
      ],
    });
    expect(section(html, 'errors')?.match(/<li>/g)).toHaveLength(1);
    expect(section(html, 'errors')).toContain('do this');
  });

  test.each<[outcome: RequestResult['outcome'], mark: string]>([
    ['passed', '✓'],
    ['failed', '✗'],
    ['no-answer', '✗'],
    ['not-run', '–'],
    ['skipped', '–'],
  ])('marks a request that is %s', (outcome, mark) => {
    const own = requestResult({ outcome, iteration: 1, reason: 'because' });
    expect(section(page([own]), 'all')).toContain(`<span class="mark">${mark}</span>`);
    expect(section(page([own]), 'all')).toContain('(iteration 2)');
  });

  test('escapes what it shows', () => {
    const evil = '</script><script>alert(1)</script>"\'';
    const html = page(
      [requestResult({ name: evil, folders: [evil], assertions: [{ name: evil, passed: false, message: evil }] })],
      { collection: evil },
    );
    expect(html.match(/<script>/g)).toHaveLength(1);
  });

  test('draws many requests as parts of the time', () => {
    const many = Array.from({ length: 500 }, (_, index) => requestResult({ at: index * 10, time: index % 7 }));
    const bars = section(page(many), 'timeline')?.match(/<rect /g) ?? [];
    expect(bars.length).toBe(200);
  });

  test('stays below 10 MB, whatever a run says, and says what it omits', () => {
    const long = Array.from({ length: 40 }, (_, index) => ({
      name: `${index} ${'n'.repeat(3000)}`,
      passed: false,
      message: 'm'.repeat(4000),
    }));
    const many = Array.from({ length: 1000 }, () => ({ ...failed, assertions: long }));
    const html = page(many, { exitCode: 1 });
    expect(html.length).toBeLessThan(9_500_000);
    expect(html).toMatch(/\d+ more failed requests are in the JSON report only/);
    expect(html).toContain('and 10 more assertions');
    expect(page(Array.from({ length: 10_001 }, () => requestResult()))).toContain(
      '1 more requests are in the JSON report only.',
    );
  });
});
