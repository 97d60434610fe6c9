/** The Markdown report, for the pages of CI jobs and for comments. */

import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { plain } from '../diagnostics/format.ts';
import { showText } from '../diagnostics/show-text.ts';
import type { RequestResult, RunResult } from '../run/run-result.ts';
import { formatSummary } from './rows.ts';

/** The first line of each report, so that an earlier one is recognized. */
const MARK = '<!-- postmint run -->';

/** Most failures, and most requests, that are shown: a job page takes 1 MB. */
const MOST_FAILURES = 50;
const MOST_REQUESTS = 500;

/** Most characters of one text. */
const MOST_CHARACTERS = 500;

/**
 * Text that Markdown shows as it is, on one line: no HTML, links, mentions, tables or emphasis. Names come from lists, and
 * messages can have parts of answers.
 */
function escapeMarkdown(text: string): string {
  const shown = showText(text.replace(/\s+/g, ' '));
  const cut = shown.length > MOST_CHARACTERS ? `${shown.slice(0, MOST_CHARACTERS - 1)}…` : shown;
  return cut.toWellFormed().replace(/[&<>\\`*_{}[\]()#+.!|~@:-]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Returns a run as Markdown (GitHub's): the verdict, what failed and where, and all requests to unfold. It has nothing that
 * the JSON report does not have.
 */
export function formatMarkdown(result: RunResult): string {
  const { collection, exitCode, requests, diagnostics } = result;
  const verdict = exitCode === 0 ? 'passed' : `failed (exit ${exitCode})`;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const lines = [
    MARK,
    `## ${exitCode === 0 ? '✅' : '❌'} ${escapeMarkdown(collection)}: ${verdict}`,
    '',
    ...formatSummary(result, plain)
      .split('\n')
      .map(escapeMarkdown)
      .flatMap((line) => [line, '']),
    ...failuresOf(errors),
    ...requestsOf(requests),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function failuresOf(errors: readonly Diagnostic[]): string[] {
  if (errors.length === 0) return [];
  const rows = errors.slice(0, MOST_FAILURES).map(({ code, message, file, range }) => {
    const place = file && range ? `${escapeMarkdown(file)}:${range.start.line}` : '';
    return `| ${place} | ${escapeMarkdown(code)} | ${escapeMarkdown(message)} |`;
  });
  return ['| line | code | what is wrong |', '|---|---|---|', ...rows, ...moreOf(errors.length, MOST_FAILURES), ''];
}

const marks = { passed: '✅', failed: '❌', 'no-answer': '❌', 'not-run': '➖', skipped: '➖' } as const;

function requestsOf(requests: readonly RequestResult[]): string[] {
  if (requests.length === 0) return [];
  const rows = requests.slice(0, MOST_REQUESTS).map(({ outcome, status, folders, name, iteration, time, reason }) => {
    const title = escapeMarkdown([...folders, name].join(' / '));
    const round = iteration > 0 ? ` (iteration ${iteration + 1})` : '';
    const more = outcome === 'passed' || outcome === 'failed' ? '' : escapeMarkdown(reason ?? outcome);
    return `| ${marks[outcome]} | ${status ?? ''} | ${title}${round} | ${time === undefined ? '' : `${time} ms`} | ${more} |`;
  });
  return [
    `<details><summary>${requests.length} request${requests.length === 1 ? '' : 's'}</summary>`,
    '',
    '| | status | request | time | |',
    '|---|---|---|---|---|',
    ...rows,
    ...moreOf(requests.length, MOST_REQUESTS),
    '',
    '</details>',
    '',
  ];
}

const moreOf = (count: number, shown: number) => (count > shown ? ['', `and ${count - shown} more`] : []);
