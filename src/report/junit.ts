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
 * Returns a run as JUnit XML: one suite for the run and one case for each assertion, so that a CI server shows which
 * assertion failed. A request that was not sent is a skipped case; a request without an answer is an error.
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
  const cases = [...general.map(toGeneralCase), ...shown.flatMap(toCases)];
  const count = (kind: string) => cases.filter((testCase) => testCase.kind === kind).length;
  const attributes = [
    `name="${escapeXml(`${result.collection} (${result.environment})`)}"`,
    `tests="${cases.length}"`,
    `failures="${count('failure')}"`,
    `errors="${count('error')}"`,
    `skipped="${count('skipped')}"`,
    `time="${seconds(result.duration)}"`,
    `timestamp="${result.startedAt.replace(/Z$/, '')}"`,
  ].join(' ');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="postmint" tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" time="${seconds(result.duration)}">`,
    `  <testsuite ${attributes}>`,
    ...cases.map(({ text }) => text),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** A case for an error of the whole run, such as a refused sign-in or a crash, because CI servers show only cases. */
function toGeneralCase({ code, message }: Diagnostic): Case {
  const error = `<error message="${escapeXml(`${code}: ${message}`)}"/>`;
  return { kind: 'error', text: `    <testcase classname="postmint" name="${code}" time="0.000">${error}</testcase>` };
}

interface Case {
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped';
  readonly text: string;
}

function toCases(request: RequestResult): Case[] {
  const className = escapeXml([...request.folders, request.name].join(' / '));
  const suffix = request.iteration > 0 ? ` (iteration ${request.iteration + 1})` : '';
  const open = (name: string) =>
    `    <testcase classname="${className}" name="${escapeXml(name + suffix)}" time="${seconds(request.time ?? 0)}"`;
  if (request.outcome === 'not-run') {
    const cause = request.assertions.find(({ passed }) => !passed)?.message;
    const message = cause === undefined ? 'not run' : `not run: ${cause}`;
    return [{ kind: 'skipped', text: `${open('sent')}><skipped message="${escapeXml(message)}"/></testcase>` }];
  }
  if (request.outcome === 'skipped') {
    return [
      {
        kind: 'skipped',
        text: `${open('sent')}><skipped message="${escapeXml(request.reason ?? 'skipped')}"/></testcase>`,
      },
    ];
  }
  if (request.outcome === 'no-answer') {
    const cause = request.reason === undefined ? 'no answer' : `no answer: ${request.reason}`;
    return [{ kind: 'error', text: `${open('answered')}><error message="${escapeXml(cause)}"/></testcase>` }];
  }
  const first = request.assertions.find(({ passed }) => !passed);
  return request.assertions.map((assertion): Case => {
    const { name, passed, message, line, file = 'the list' } = assertion;
    if (passed) return { kind: 'passed', text: `${open(name)}/>` };
    const where = line === undefined ? '' : ` (line ${line} of ${file})`;
    const attribute = `message="${escapeXml(`${message ?? 'failed'}${where}`)}"`;
    const exchange = assertion === first ? escapeXml(toExchange(request)) : '';
    const failure = exchange ? `<failure ${attribute}>${exchange}</failure>` : `<failure ${attribute}/>`;
    return { kind: 'failure', text: `${open(name)}>${failure}</testcase>` };
  });
}

/** What was sent and answered, in one line; empty if it is not known. */
function toExchange({ sent, status, answer }: RequestResult): string {
  return sent ? describeExchange({ ...sent, status, answer }) : '';
}

const withoutFailures = (request: RequestResult): RequestResult => ({
  ...request,
  assertions: request.assertions.filter(({ passed }) => passed),
});
