import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/diagnostics/diagnostic.ts';
import { formatMarkdown } from '../../src/report/markdown.ts';
import { requestResult, runResult } from '../support/run-result.ts';

const place = { offset: 0, line: 7, column: 3 };

const failed = runResult(
  [
    requestResult(),
    requestResult({ name: 'Get', outcome: 'failed', status: 500, iteration: 1, assertions: [] }),
    requestResult({ name: 'Cut', outcome: 'no-answer', assertions: [], reason: 'no answer in time' }),
    requestResult({ name: 'Clean up', outcome: 'skipped', assertions: [], reason: 'there is nothing to clean up' }),
  ],
  {
    exitCode: 1,
    diagnostics: [
      {
        ...diagnose('assertion-failed', { request: 'Get', assertion: 'Status is 2xx', message: 'found 500' }),
        file: 'a.yaml',
        range: { start: place, end: place },
      },
      diagnose('retried', { request: 'Get', times: 1 }),
    ],
  },
);

/** Text as a reader sees it. */
const shown = (markdown: string) =>
  markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

describe('a run as Markdown', () => {
  test('has the verdict, the failures with their lines, and all requests to unfold', () => {
    const text = shown(formatMarkdown(failed));
    expect(text).toMatch(/^<!-- postmint run -->\n## ❌ Shop: failed \(exit 1\)\n/);
    expect(text).toContain('| a.yaml:7 | assertion-failed | "Get": Status is 2xx: found 500 |');
    expect(text).not.toContain('retried');
    expect(text).toContain('<summary>4 requests</summary>');
    expect(text).toContain('| ❌ | 500 | Orders / Get (iteration 2) | 12 ms |  |');
    expect(text).toContain('| ➖ | 200 | Orders / Clean up | 12 ms | there is nothing to clean up |');
  });

  test('of a run that passed has no table of failures', () => {
    const text = formatMarkdown(runResult([requestResult()]));
    expect(shown(text)).toContain('## ✅ Shop: passed');
    expect(text).not.toContain('what is wrong');
  });

  test.each([
    '<script>alert(1)</script>',
    '[click](javascript:alert(1))',
    '![image](https://evil.example/x.png)',
    'a | b | c',
    '`code` **bold** _it_ ~~no~~ # title @someone https://evil.example',
    'two\nlines\r\n\n## title',
    '</details>',
    'right \u202e to left',
    '\u001b[31mred',
  ])('shows a name as it is: %j', (name) => {
    const text = formatMarkdown(runResult([requestResult({ name, folders: [] })], { collection: name }));
    const [, title = ''] = text.split('\n');
    const row = text.split('\n').find((line) => line.startsWith('| ✅')) ?? '';
    for (const part of [title.slice('## ✅ '.length).replace(/: passed$/, ''), row.split(' | ')[2] ?? '']) {
      expect(part.includes('\u202e') || part.includes('\u001b')).toBe(false);
      expect(part).not.toMatch(/[<>[\]`*_|~@\\\n]|https?:|(?<!&)#/);
    }
    expect(row.match(/\|/g)).toHaveLength(6);
  });

  test('shows a part of very many requests, and no very long texts', () => {
    const many = Array.from({ length: 2000 }, (_, index) => requestResult({ name: `${index} ${'x'.repeat(5000)}` }));
    const text = formatMarkdown(runResult(many));
    expect(text.length).toBeLessThan(1_000_000);
    expect(text).toContain('and 1500 more');
  });
});
