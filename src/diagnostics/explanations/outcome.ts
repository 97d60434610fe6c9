import type { runCodes } from '../codes/run.ts';
import { type ExplanationsOf, explain } from './explanation.ts';

/** The pages of the codes about the outcome of a run. */
export const outcomeExplanations = {
  'sign-in-failed': explain(
    { identity: undefined, cause: 'the token endpoint answered 401 (invalid_grant); check username and password' },
    'The server refused the sign-in, or its answer is not a valid token.',
    'Requests that need the token would fail for the same reason, so they are not sent.',
    '"postmint token" repeats only the sign-in.',
    'The exit code is 3.',
  ),
  'request-failed': explain(
    { request: 'List orders', host: 'shop.example', reason: 'connection refused; is the server running?' },
    'The request was sent, but no complete answer arrived.',
    'The cause is the network, TLS, a proxy or a time limit, and not the content of an answer.',
    'The exit code is 4.',
  ),
  'assertion-failed': explain(
    {
      request: 'Get the order',
      assertion: 'Status is 200',
      message: 'expected response to have status code 200 but got 404',
    },
    'The answer is not what the list expects, and the position is the line with the expectation.',
    'Numbers, booleans and single words are shown everywhere. Other values are shown only on a terminal or with --show-values, because they may be private.',
    'If the status is not the expected one, the start of the answer is shown too, with secrets masked, and further failures of the same request are only counted.',
    'The exit code is 1.',
  ),
  'script-failed': explain(
    { request: 'Get the order', script: 'test', message: 'ReferenceError: order is not defined' },
    'A script of the list stopped with an error, so its later tests were not made.',
    'The message is the one of JavaScript.',
  ),
  'not-run': explain(
    { request: 'Get the order', reason: 'a script skipped it' },
    'Every selected request must be sent, because a test that is not made must not count as passed.',
    'Scripts can skip requests with pm.execution.skipRequest or pm.execution.setNextRequest.',
  ),
  'assertion-missing': explain(
    { request: 'Get the order', assertion: 'Status is 200' },
    'The request was answered, but the result of a planned assertion was never reported.',
    'A script that ends early, or that replaces pm.test, is the usual cause.',
    'A missing result counts as failed.',
  ),
  'runner-failed': explain(
    { reason: 'a script or an answer took too much memory' },
    'The process that sends the requests ended before the run was complete.',
    'A script with an endless loop or a very large answer can cause this too.',
    'The exit code is 5.',
  ),
  deadline: explain(
    { seconds: 300 },
    'The run took longer than --timeout allows, so it was stopped.',
    'The limit protects CI servers from runs that never end.',
    'Requests that were not sent are reported as not run, and the exit code is 5.',
  ),
  interrupted: explain(
    {},
    'You stopped the command with Ctrl-C, or the system asked it to stop.',
    'The report contains what was done until then, and the exit code is 130.',
  ),
  retried: explain(
    { request: 'List orders', times: 1 },
    'A safe request had no answer, the answer asked to try again later, or it was refused with 401, so it was sent again.',
    'The note shows that the server or the network is not reliable, although the run may have passed.',
  ),
} satisfies Partial<ExplanationsOf<typeof runCodes>>;
