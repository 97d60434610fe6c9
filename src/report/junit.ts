/** The JUnit report. */

import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { describeExchange } from '../diagnostics/failed-assertion.ts';
import type { RequestResult, RunResult } from '../run/run-result.ts';

/** Escapes text for XML 1.0. Characters that XML cannot contain become U+FFFD. */
export function escapeXml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 (section 2.2) has no way to write these
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"'\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(3);

/**
 * Returns a run as JUnit XML: one suite for each folder and one case for each assertion, with its file and line, so that a
 * CI server shows which assertion failed. A request that was not sent is a skipped case; a request without an answer is an error.
 *
 * @see https://github.com/testmoapp/junitxml
 */
export function formatJunit(result: RunResult): string {
  const reported = new Set<string>(['assertion-failed', 'assertion-missing']);
  // A request without an answer already has a case.
  if (result.requests.some(({ outcome }) => outcome === 'no-answer')) reported.add('request-failed');
  const general = result.diagnostics.filter(({ severity, code }) => severity === 'error' && !reported.has(code));
  // A refused sign-in is one error, and not also a failure of the token request.
  const refused = result.diagnostics.some(({ code }) => code === 'sign-in-failed');
  const shown = result.requests.map((request) => (refused && request.signIn ? withoutFailures(request) : request));
  const suites = suitesOf(shown).map(({ name, requests }) => ({ name, cases: requests.flatMap(toCases) }));
  const whole = `${result.collection} (${result.environment})`;
  const all: Suite[] = [{ name: whole, cases: general.map(toGeneralCase) }, ...suites].filter(
    ({ cases }, index) => cases.length > 0 || (index === 0 && suites.length === 0),
  );
  const cases = all.flatMap((suite) => suite.cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeXml(whole)}" ${countsOf(cases, false)} time="${seconds(result.duration)}">`,
    ...all.flatMap(({ name, cases: own }) => [
      `  <testsuite name="${escapeXml(name === whole ? name : `${whole} / ${name}`)}" ${countsOf(own)} time="${seconds(own.reduce((sum, { time }) => sum + time, 0))}" timestamp="${result.startedAt.replace(/Z$/, '')}">`,
      ...own.map(({ text }) => text),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

/** A suite, which CI servers show as a group. */
interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

/** The requests of each folder, in the order of their first request. */
function suitesOf(requests: readonly RequestResult[]): { name: string; requests: RequestResult[] }[] {
  const suites = new Map<string, RequestResult[]>();
  for (const request of requests) {
    const name = request.folders.join(' / ') || 'requests';
    const known = suites.get(name);
    if (known) known.push(request);
    else suites.set(name, [request]);
  }
  return [...suites].map(([name, own]) => ({ name, requests: own }));
}

/** @param withSkipped false for all suites together, where the format has no such number */
function countsOf(cases: readonly Case[], withSkipped = true): string {
  const count = (kind: string) => cases.filter((testCase) => testCase.kind === kind).length;
  const skipped = withSkipped ? ` skipped="${count('skipped')}"` : '';
  return `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}"${skipped}`;
}

/** A case for an error of the whole run, such as a refused sign-in or a crash, because CI servers show only cases. */
function toGeneralCase({ code, message }: Diagnostic): Case {
  const error = `<error message="${escapeXml(`${code}: ${message}`)}"/>`;
  const text = `    <testcase classname="postmint" name="${code}" time="0.000">${error}</testcase>`;
  return { kind: 'error', text, time: 0 };
}

interface Case {
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped';
  readonly text: string;
  /** Milliseconds. The first case of a request has its time. */
  readonly time: number;
}

function toCases(request: RequestResult): Case[] {
  const className = escapeXml([...request.folders, request.name].join(' / '));
  const suffix = request.iteration > 0 ? ` (iteration ${request.iteration + 1})` : '';
  const { time = 0 } = request;
  const open = (name: string, place: Place = request) =>
    `    <testcase classname="${className}" name="${escapeXml(name + suffix)}"${placeOf(place)} time="${seconds(time)}"`;
  if (request.outcome === 'not-run') {
    const cause = request.assertions.find(({ passed }) => !passed)?.message;
    const message = cause === undefined ? 'not run' : `not run: ${cause}`;
    return [{ kind: 'skipped', text: `${open('sent')}><skipped message="${escapeXml(message)}"/></testcase>`, time }];
  }
  if (request.outcome === 'skipped') {
    return [
      {
        kind: 'skipped',
        text: `${open('sent')}><skipped message="${escapeXml(request.reason ?? 'skipped')}"/></testcase>`,
        time,
      },
    ];
  }
  if (request.outcome === 'no-answer') {
    const cause = request.reason === undefined ? 'no answer' : `no answer: ${request.reason}`;
    return [{ kind: 'error', text: `${open('answered')}><error message="${escapeXml(cause)}"/></testcase>`, time }];
  }
  const first = request.assertions.find(({ passed }) => !passed);
  // A request without assertions was judged all the same.
  if (request.assertions.length === 0) {
    const kind = request.outcome === 'passed' ? 'passed' : 'failure';
    const failure = `<failure message="${escapeXml(request.reason ?? 'failed')}">${escapeXml(toExchange(request))}</failure>`;
    return [
      { kind, text: kind === 'passed' ? `${open('answered')}/>` : `${open('answered')}>${failure}</testcase>`, time },
    ];
  }
  return request.assertions.map((assertion, index): Case => {
    const { name, passed, message, line, file = 'the list' } = assertion;
    const own = { time: index === 0 ? time : 0 };
    const place = line === undefined ? request : { line, file: assertion.file ?? request.file };
    if (passed) return { kind: 'passed', text: `${open(name, place)}/>`, ...own };
    const where = line === undefined ? '' : ` (line ${line} of ${file})`;
    const attribute = `message="${escapeXml(`${message ?? 'failed'}${where}`)}"`;
    const exchange = assertion === first ? escapeXml(toExchange(request)) : '';
    const failure = exchange ? `<failure ${attribute}>${exchange}</failure>` : `<failure ${attribute}/>`;
    return { kind: 'failure', text: `${open(name, place)}>${failure}</testcase>`, ...own };
  });
}

/** Where a case is asked for. */
type Place = { readonly file?: string | undefined; readonly line?: number | undefined };

const placeOf = ({ file, line }: Place): string =>
  file === undefined ? '' : ` file="${escapeXml(file)}"${line === undefined ? '' : ` line="${line}"`}`;

/** What was sent and answered, in one line; empty if it is not known. */
function toExchange({ sent, status, answer }: RequestResult): string {
  return sent ? describeExchange({ ...sent, status, answer }) : '';
}

const withoutFailures = (request: RequestResult): RequestResult => ({
  ...request,
  assertions: request.assertions.filter(({ passed }) => passed),
});
