import { type Html, html } from '../../notation/html/html.ts';
import type { AssertionResult, RequestResult } from '../../run/run-result.ts';

/** Most assertions of one request, and most characters of one text. */
const MOST_ASSERTIONS = 30;
const MOST_TEXT = 1000;

const marks = { passed: '✓', failed: '✗', 'no-answer': '✗', 'not-run': '–', skipped: '–' } as const;

/** True for a request that makes a run fail. */
export const isFailed = ({ outcome }: RequestResult): boolean => outcome === 'failed' || outcome === 'no-answer';

/** How a request ended, in one word for the filter. */
const kindOf = (request: RequestResult) =>
  isFailed(request) ? 'failed' : request.outcome === 'passed' ? 'passed' : 'other';

const cut = (text: string) => (text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text);

/**
 * Returns a request as an element that opens.
 *
 * @param isOpen whether it is open, with its assertions and what was answered
 */
export function requestHtml(request: RequestResult, isOpen: boolean): Html {
  const { outcome, status, folders, name, iteration, time } = request;
  const round = iteration > 0 ? ` (iteration ${iteration + 1})` : '';
  const title = `${[...folders, name].join(' / ')}${round}`;
  const measured = time === undefined ? '' : html` <span class="notes">${time} ms</span>`;
  return html`<details class="entry ${kindOf(request)}"${isOpen ? html` open` : ''}><summary><span class="mark">${marks[outcome]}</span> ${status ?? '---'} <bdi>${title}</bdi>${measured}</summary><div>${insideOf(request)}</div></details>
`;
}

function insideOf(request: RequestResult): Html {
  const { method, url, sent, status, size, answer, reason, assertions, file, line } = request;
  const failed = assertions.filter(({ passed }) => !passed);
  const shown = [...failed, ...assertions.filter(({ passed }) => passed)].slice(0, MOST_ASSERTIONS);
  const rest = assertions.length - shown.length;
  const place = file === undefined ? '' : html`<p class="notes"><code>${file}:${line ?? 1}</code></p>`;
  return html`<p><code>${sent?.method ?? method} ${cut(sent?.url ?? url)}</code></p>${place}${
    reason === undefined ? '' : html`<p>${reason}</p>`
  }${status === undefined ? '' : html`<p>answered ${status}${size === undefined ? '' : html`, ${size} bytes`}</p>`}${
    answer === undefined ? '' : html`<pre><code>${cut(answer)}</code></pre>`
  }${shown.length === 0 ? '' : html`<ul>${shown.map(assertionHtml)}</ul>`}${
    rest > 0 ? html`<p class="notes">and ${rest} more assertions</p>` : ''
  }`;
}

function assertionHtml({ name, passed, message, line, file }: AssertionResult): Html {
  if (passed) return html`<li>✓ ${cut(name)}</li>`;
  const place = line === undefined ? '' : html` <span class="notes">(line ${line}${file ? ` of ${file}` : ''})</span>`;
  return html`<li class="bad">✗ ${cut(name)}: ${cut(message ?? 'failed')}${place}</li>`;
}
