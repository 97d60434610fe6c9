import { suggest } from '../did-you-mean.ts';
import { error, note, warning, withDetails, withOwnFacts } from '../entry.ts';
import { describeExchange, detailsOfFailure, type FailedAssertion, type FailedSignIn } from '../failed-assertion.ts';
import { quoteText } from '../show-text.ts';

/** Codes about a command or a run: its options, the secrets it needs, and its outcome. */
export const runCodes = {
  usage: error<{ reason: string; help: string }>(
    ({ reason }) => reason,
    ({ help }) => help,
  ),
  'collection-unreadable': error<{ path: string; reason: string; help?: string | undefined }>(
    ({ path, reason }) => `${quoteText(path)} is not a collection that can be run: ${reason}`,
    ({ help }) => help ?? 'export it from Postman as Collection v2.1',
  ),
  'variables-unreadable': error<{ path: string; kind: string; reason: string }>(
    ({ path, kind, reason }) => `${quoteText(path)} cannot be read as ${kind}: ${reason}`,
    ({ kind }) => `export the ${kind} from Postman`,
  ),
  'untested-error': withDetails(
    ({ method, url, status, answer }) => (method && url ? [describeExchange({ method, url, status, answer })] : []),
    error<{ request: string } & Pick<FailedAssertion, 'method' | 'url' | 'status' | 'answer'>>(
      ({ request, status }) => `${quoteText(request)}: the answer has status ${status}, and no test looks at it`,
      () => 'add a test to the request, or allow such answers with --allow-untested',
    ),
  ),
  'endless-loop': error<{ request: string; times: number }>(
    ({ request, times }) => `${quoteText(request)} was sent ${times} times in one iteration, so the run was ended`,
    () => 'a script calls setNextRequest without an end: let it stop after a number of times',
  ),
  'unknown-environment': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `the list has no environment ${quoteText(name)}`,
    ({ name, known }) => suggest(name, known),
  ),
  'which-environment': error<{ known: readonly string[] }>(
    ({ known }) => `the list has ${known.length} environments, and none is selected`,
    ({ known }) => `choose one: ${known.map((name) => `-e ${name}`).join(', ')}`,
  ),
  'unknown-folder': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `there is no folder ${quoteText(name)}`,
    ({ name, known }) => suggest(name, known),
  ),
  'unknown-request': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `the list has no request ${quoteText(name)}`,
    ({ name, known }) => suggest(name, known),
  ),
  'unknown-tag': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `no endpoint has the tag ${quoteText(name)}`,
    ({ name, known }) => suggest(name, known),
  ),
  'nothing-selected': error<{ reason: string }>(
    ({ reason }) => `there are no requests to run: ${reason}`,
    () => 'postmint run --list shows what would run',
  ),
  'unset-variable': error<{ name: string; file: string; secret: boolean; sources: string; inRow?: boolean }>(
    ({ name, file }) => `the run needs a value for the variable "${name}", which is empty in ${file}`,
    ({ secret, sources, name, inRow }) => {
      if (inRow) return 'write a value in each row, or remove the column';
      return secret ? sources : `set it with --var ${name}=…, or in the environment file`;
    },
  ),
  'path-value': error<{ name: string; is: string; hint: string }>(
    ({ name, is }) => `the value of {${name}} ${is}`,
    ({ hint }) => hint,
  ),
  'unsafe-not-allowed': error<{ name: string }>(
    ({ name }) => `the environment "${name}" does not allow requests that may change data`,
    () => 'set allow_unsafe to true in the environment, or for this run only: --var allow_unsafe=true',
  ),
  'unknown-variable': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `the environment has no variable ${quoteText(name)}`,
    ({ name, known }) => suggest(name, known),
  ),
  'secret-in-argv': error<{ name: string }>(
    ({ name }) => `"${name}" is a secret, but every user of this machine can read the command line`,
    ({ name }) => `use --secret-stdin ${name}, --env-file, an environment variable, or the prompt`,
  ),
  'secret-on-command-line': warning<{ name: string; option: string }>(
    ({ name }) => `"${name}" is named like a secret, and every user of this machine can read the command line`,
    ({ name }) => `use --secret-stdin ${name}, --env-file, or an environment variable`,
  ),
  'secret-with-braces': error<{ name: string }>(
    ({ name }) => `the value of "${name}" contains "{{", which Postman would read as a variable`,
    () => 'change the secret to one without "{{"',
  ),
  'value-with-braces': error<{ name: string; place: string }>(
    ({ name, place }) => `the value of "${name}" in ${place} contains "{{", which Postman would read as a variable`,
    () => 'write the value itself: only values in the list or in an environment file can name other variables',
  ),
  'secret-file-open': error<{ path: string }>(
    ({ path }) => `${quoteText(path)} contains secrets, but other users can read it`,
    ({ path }) => `run: chmod 600 ${path}`,
  ),
  'secret-file-tracked': error<{ path: string }>(
    ({ path }) => `${quoteText(path)} is tracked by git, so it must not contain secrets`,
    () => 'use a file that git ignores',
  ),
  'bad-env-file': error<{ path: string; line: number; reason: string }>(
    ({ path, line, reason }) => `${quoteText(path)}, line ${line}: ${reason}`,
    () => 'write one NAME=value per line',
  ),
  'plain-http': error<{ name: string; host: string; proxy?: string | undefined; own?: boolean }>(
    ({ name, host, proxy }) => {
      const through = proxy === undefined ? '' : ` through the proxy ${proxy}`;
      return `"${name}" uses plain http to ${host}${through}, so others on the network could read the sign-in`;
    },
    ({ host, proxy, own }) =>
      proxy !== undefined && own
        ? `this machine needs no proxy: add ${host} to NO_PROXY; or add --allow-http`
        : 'use https; on a network that you trust, add --allow-http',
  ),
  'protected-environment': error<{ name: string }>(
    ({ name }) => `the environment "${name}" is protected`,
    () => 'add --yes to run unsafe requests there',
  ),
  'bad-data': error<{ path: string; reason: string }>(
    ({ path, reason }) => `cannot use ${quoteText(path)} as data: ${reason}`,
    () => 'write a JSON list of objects, or a CSV file with a header line',
  ),
  'no-temp-folder': error<{ path: string; reason: string }>(
    ({ path, reason }) => `cannot make a temporary folder in ${quoteText(path)}: ${reason}`,
    () => 'set TMPDIR to a folder that exists and that you can write to, for example: TMPDIR=/tmp',
  ),
  'unused-column': note<{ path: string; name: string }>(
    ({ path, name }) => `nothing in the list names the column ${quoteText(name)} of ${quoteText(path)}`,
    ({ name }) => `a script can read it: pm.iterationData.get("${name}")`,
  ),
  insecure: warning<Record<string, never>>(
    () => 'certificates are not checked (--insecure): others on the network could read and change this run',
    () => "use --ca-file with the server's certificate",
  ),
  'literal-in-data': error<{ name: string; request: string }>(
    ({ name, request }) =>
      `the data has a column ${quoteText(name)}, which ${quoteText(request)} sends as text in braces`,
    () => 'rename the column: a runner would put its value there',
  ),
  'made-in-data': error<{ name: string; request: string }>(
    ({ name, request }) =>
      `the data has a column ${quoteText(name)}, which would hide the value that ${quoteText(request)} makes`,
    () => 'rename the column, or leave that request out of the run',
  ),
  'unknown-code': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `there is no code ${quoteText(name)}`,
    ({ name, known }) => {
      const hint = suggest(name, known);
      return hint.startsWith('did') ? hint : 'a code is in brackets in each message, such as error[unknown-key]';
    },
  ),
  'unknown-identity': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `the list has no identity ${quoteText(name)}`,
    ({ name, known }) => suggest(name, known),
  ),
  'nothing-to-get': error<{ template: string }>(
    ({ template }) => `"${template}" sends its credentials with every request; there is no token to fetch`,
    () => 'send a request instead: postmint run',
  ),
  'sign-in-needs': error<{ identity?: string | undefined; variable: string; request: string; reason: string }>(
    ({ identity, variable, request, reason }) =>
      `the sign-in${identity === undefined ? '' : ` of ${identity}`} needs {{${variable}}} from ${quoteText(request)}, which is not sent: ${reason}`,
    () => 'select that request too, or give the variable a value',
  ),
  'public-secret': warning<{ name: string }>(
    ({ name }) => `the value of the secret "${name}" also occurs in the list, so reports cannot mask it`,
    () => 'choose another value',
  ),
  'short-secret': warning<{ name: string }>(
    ({ name }) => `the secret "${name}" is too short to be masked in reports`,
    () => 'choose one with at least eight characters',
  ),
  'secret-leak': error<{ artefact: string }>(
    ({ artefact }) => `${artefact} would contain a secret and is withheld`,
    () => 'this is a bug in postmint: please report it, without the secret',
  ),
  'ignored-setting': warning<{ name: string; instead: string }>(
    ({ name }) => `${name} is set in the environment, but a run ignores it`,
    ({ instead }) => instead,
  ),
  'sign-in-failed': withDetails(
    ({ method, url, status }) => (method && url ? [describeExchange({ method, url, status })] : []),
    error<FailedSignIn>(
      ({ identity, cause, reason }) =>
        `sign-in ${identity === undefined ? '' : `as ${identity} `}failed: ${cause}${reason === undefined ? '' : `; the server says: ${quoteText(reason, 240)}`}`,
      () => 'no further requests were sent',
    ),
  ),
  'request-failed': withOwnFacts(
    ['reason'],
    error<{ request: string; host: string; reason: string }>(
      ({ request, host, reason }) => `${quoteText(request)} received no answer from ${host}: ${reason}`,
    ),
  ),
  'assertion-failed': withDetails(
    detailsOfFailure,
    error<FailedAssertion>(
      ({ request, assertion, message, actual }) =>
        `${quoteText(request)}: ${assertion}: ${message}${actual === undefined ? '' : `; found ${actual}`}`,
    ),
  ),
  'script-failed': withOwnFacts(
    ['script'],
    error<{ request: string; script: string; message: string }>(
      ({ request, script, message }) => `the ${script} script of ${quoteText(request)} failed: ${message}`,
    ),
  ),
  'not-run': withOwnFacts(
    ['reason'],
    error<{ request: string; reason: string }>(
      ({ request, reason }) => `${quoteText(request)} was planned but not run: ${reason}`,
    ),
  ),
  'assertion-missing': error<{ request: string; assertion: string }>(
    ({ request, assertion }) => `${quoteText(request)}: ${assertion}: planned but never reported`,
  ),
  'runner-failed': error<{ reason: string }>(
    ({ reason }) => `the runner failed: ${reason}`,
    () => 'if no script and no answer explains it, please report it as a bug of postmint',
  ),
  deadline: error<{ seconds: number }>(
    ({ seconds }) => `the run was stopped after ${seconds} s`,
    ({ seconds }) => `allow more time, for example: --timeout ${Math.ceil(seconds * 2)}s`,
  ),
  interrupted: error<Record<string, never>>(() => 'interrupted'),
  retried: note<{ request: string; times: number }>(
    ({ request, times }) => `${quoteText(request)} was retried ${times === 1 ? 'once' : `${times} times`}`,
  ),
};
