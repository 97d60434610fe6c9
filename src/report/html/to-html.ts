/** The HTML report: one file that needs no network. */

import { createHash } from 'node:crypto';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { Html, html } from '../../notation/html/html.ts';
import type { RequestResult, RunResult } from '../../run/run-result.ts';
import { isFailed, requestHtml } from './request.ts';
import { timeline } from './timeline.ts';

/** What a report is made from: the files of templates/pages. */
export interface ReportAssets {
  readonly css: string;
  readonly script: string;
}

/** Most requests that are listed, and most that are shown as failures. */
const MOST_REQUESTS = 10_000;
const MOST_FAILURES = 500;
/** Most errors of the whole run. */
const MOST_ERRORS = 100;
const SLOWEST = 10;
/** Most characters of the failed requests, and of all requests: the page stays below 10 MB. */
const FOR_FAILURES = 2_500_000;
const FOR_ALL = 6_000_000;

/**
 * Returns a run as a page: totals, a timeline, failures, the slowest requests, and all requests. It can be read without
 * scripts and without styles, as where a CI server allows neither (Jenkins); scripts filter and search.
 */
export function formatHtml(result: RunResult, { css, script }: ReportAssets): string {
  const { collection, environment, exitCode, requests } = result;
  const sha = (text: string) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
  const policy = `default-src 'none'; style-src ${sha(css)}; script-src ${sha(script)}; base-uri 'none'; form-action 'none'`;
  const verdict = exitCode === 0 ? 'passed' : 'failed';
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="postmint run">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${exitCode === 0 ? '✓' : '✗'} ${collection} (${environment})</title>
<style>${new Html(css)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<h1><bdi>${collection}</bdi></h1>
<p class="verdict ${verdict}">${exitCode === 0 ? '✓ passed' : `✗ failed (exit ${exitCode})`}</p>
</header>
<main id="main">
${totals(result)}
${errors(result)}
${failures(requests)}
${timeline(requests)}
${slowest(requests)}
${all(requests)}
</main>
<footer><p>Made by postmint (engine ${result.engine}). Secrets are masked.</p></footer>
<script>${new Html(script)}</script>
</body>
</html>
`.text;
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

function totals({ totals: own, environment, startedAt, duration, stop, leftOut }: RunResult): Html {
  const rows: [name: string, value: string | number][] = [
    ['Environment', environment],
    ['Begun', startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')],
    ['Duration', seconds(duration)],
    ['Requests sent', own.sent + (own.repeated ?? 0) + (own.byScripts ?? 0)],
    ['Passed', own.passed],
    ['Failed', own.failed],
    ['Skipped', (own.skipped ?? 0) + leftOut.length],
    ['Assertions', own.assertions],
    ['Failed assertions', own.failedAssertions],
    ...(stop === undefined ? [] : [['Ended early', stop] as [string, string]]),
  ];
  return html`<section aria-labelledby="totals"><h2 id="totals">Totals</h2>
<table class="totals"><tbody>
${rows.map(
  ([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>
`,
)}</tbody></table>
</section>`;
}

/** Errors that the failed requests show. */
const ofRequests = new Set<string>(['assertion-failed', 'assertion-missing', 'request-failed']);

/** The errors that no failed request shows, with their lines. */
function errors({ diagnostics, requests }: RunResult): Html {
  const isShown = requests.some(isFailed);
  const found = diagnostics.filter(({ severity, code }) => severity === 'error' && !(isShown && ofRequests.has(code)));
  if (found.length === 0) return html``;
  return html`<section aria-labelledby="errors"><h2 id="errors">Errors</h2>
<ol class="errors">
${found.slice(0, MOST_ERRORS).map(errorHtml)}</ol>
${more(found.length, MOST_ERRORS, 'errors')}
</section>`;
}

function errorHtml({ code, message, hint, file, range }: Diagnostic): Html {
  const place = file === undefined ? '' : html`<br><code>${file}${range ? `:${range.start.line}` : ''}</code>`;
  return html`<li><p><strong>${message}</strong> <code>${code}</code>${place}</p>${
    hint === undefined ? '' : html`<p class="notes">${hint}</p>`
  }</li>
`;
}

/** Requests as HTML, as many as a number of characters holds. */
function within(
  requests: readonly RequestResult[],
  isOpen: boolean,
  { most, characters }: { readonly most: number; readonly characters: number },
): Html[] {
  const shown: Html[] = [];
  let left = characters;
  for (const request of requests.slice(0, most)) {
    const own = requestHtml(request, isOpen);
    left -= own.text.length;
    if (left < 0) break;
    shown.push(own);
  }
  return shown;
}

function failures(requests: readonly RequestResult[]): Html {
  const found = requests.filter(isFailed);
  if (found.length === 0) return html``;
  const shown = within(found, true, { most: MOST_FAILURES, characters: FOR_FAILURES });
  return html`<section aria-labelledby="failures"><h2 id="failures">Failed requests</h2>
${shown}
${more(found.length, shown.length, 'failed requests')}
</section>`;
}

function slowest(requests: readonly RequestResult[]): Html {
  const found = requests
    .filter(({ time }) => time !== undefined)
    .sort((a, b) => (b.time ?? 0) - (a.time ?? 0))
    .slice(0, SLOWEST);
  if (found.length === 0) return html``;
  return html`<section aria-labelledby="slowest"><h2 id="slowest">Slowest requests</h2>
<table><thead><tr><th scope="col">Time</th><th scope="col">Status</th><th scope="col">Request</th></tr></thead><tbody>
${found.map(
  ({
    time,
    status,
    folders,
    name,
  }) => html`<tr><td>${time ?? ''} ms</td><td>${status ?? ''}</td><td><bdi>${[...folders, name].join(' / ')}</bdi></td></tr>
`,
)}</tbody></table>
</section>`;
}

function all(requests: readonly RequestResult[]): Html {
  if (requests.length === 0) return html``;
  const shown = within(requests, false, { most: MOST_REQUESTS, characters: FOR_ALL });
  return html`<section aria-labelledby="all"><h2 id="all">All requests</h2>
<div class="tools" hidden>
<label>Search <input id="search" type="search" autocomplete="off"></label>
<label>Show <select id="show"><option value="">all</option><option value="failed">failed</option><option value="passed">passed</option><option value="other">not sent</option></select></label>
<output id="count"></output>
</div>
<div id="requests">
${shown}</div>
${more(requests.length, shown.length, 'requests')}
</section>`;
}

const more = (count: number, shown: number, what: string): Html =>
  count > shown ? html`<p class="notes">${count - shown} more ${what} are in the JSON report only.</p>` : html``;
