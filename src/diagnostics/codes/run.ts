import { suggest } from '../did-you-mean.ts';
import { error, note, warning } from '../entry.ts';
import { quoteText } from '../show-text.ts';

/** A run: what is asked for, the secrets it needs, and what came of it. */
export const runCodes = {
  usage: error<{ reason: string; help: string }>(
    ({ reason }) => reason,
    ({ help }) => help,
  ),
  'unknown-environment': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `the list has no environment ${quoteText(name)}`,
    ({ name, known }) => suggest(name, known),
  ),
  'which-environment': error<{ known: readonly string[] }>(
    ({ known }) => `the list has ${known.length} environments`,
    ({ known }) => `name one: ${known.map((name) => `-e ${name}`).join(', ')}`,
  ),
  'unknown-folder': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `the list has no folder ${quoteText(name)}`,
    ({ name, known }) => suggest(name, known),
  ),
  'unknown-tag': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `no endpoint has the tag ${quoteText(name)}`,
    ({ name, known }) => suggest(name, known),
  ),
  'nothing-selected': error<{ reason: string }>(
    ({ reason }) => `there is nothing to run: ${reason}`,
    () => 'postmint run --list shows what would run',
  ),
  'unset-variable': error<{ name: string; file: string; secret: boolean; sources: string }>(
    ({ name, file }) => `the variable "${name}" is empty, and the run needs it (${file})`,
    ({ secret, sources, name }) => (secret ? sources : `set it: --var ${name}=…, or in the environment file`),
  ),
  'path-value': error<{ name: string; character: string }>(
    ({ name, character }) => `the value of {${name}} has a "${character}", which would end the path`,
    ({ character }) => `write ${encodeURIComponent(character)} in its place`,
  ),
  'unsafe-not-allowed': error<{ name: string }>(
    ({ name }) => `the list asks before it changes something, and the environment "${name}" does not allow it`,
    () => 'set allow_unsafe to true in the environment, or for this run: --var allow_unsafe=true',
  ),
  'unknown-variable': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `the environment has no variable ${quoteText(name)}`,
    ({ name, known }) => suggest(name, known),
  ),
  'secret-in-argv': error<{ name: string }>(
    ({ name }) => `"${name}" is a secret, and every user of this machine can read a command line`,
    ({ name }) => `use --secret-stdin ${name}, --env-file, an environment variable, or the prompt`,
  ),
  'secret-with-braces': error<{ name: string }>(
    ({ name }) => `the value of "${name}" holds "{{", which Postman would read as a variable`,
    () => 'change the secret',
  ),
  'secret-file-open': error<{ path: string }>(
    ({ path }) => `${quoteText(path)} holds secrets and can be read by others`,
    ({ path }) => `run: chmod 600 ${path}`,
  ),
  'secret-file-tracked': error<{ path: string }>(
    ({ path }) => `${quoteText(path)} is tracked by git, and so holds no secrets`,
    () => 'use a file that git ignores',
  ),
  'bad-env-file': error<{ path: string; line: number; reason: string }>(
    ({ path, line, reason }) => `${quoteText(path)}, line ${line}: ${reason}`,
    () => 'write one NAME=value a line',
  ),
  'plain-http': error<{ name: string; host: string }>(
    ({ name, host }) => `"${name}" is plain http to ${host}: the sign-in could be read on the way`,
    () => 'use https; on a network that you trust, add --allow-http',
  ),
  'protected-environment': error<{ name: string }>(
    ({ name }) => `the environment "${name}" is protected`,
    () => 'if requests that change things shall really run there, add --yes',
  ),
  'bad-data': error<{ path: string; reason: string }>(
    ({ path, reason }) => `${quoteText(path)} cannot be used as data: ${reason}`,
    () => 'give a JSON list of objects, or a CSV file with a header line',
  ),
  insecure: warning<Record<string, never>>(
    () => 'certificates are not checked (--insecure): anyone on the way can read and change this run',
    () => 'use --ca-file with the certificate of the server',
  ),
  'unknown-identity': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `the list has no identity ${quoteText(name)}`,
    ({ name, known }) => suggest(name, known),
  ),
  'nothing-to-get': error<{ template: string }>(
    ({ template }) => `"${template}" carries what it is given: there is no token to get`,
    () => 'run a request instead: postmint run',
  ),
  'public-secret': warning<{ name: string }>(
    ({ name }) => `the value of the secret "${name}" also stands in the list, so it cannot be hidden in reports`,
    () => 'take another value',
  ),
  'short-secret': warning<{ name: string }>(
    ({ name }) => `the secret "${name}" is too short to be hidden in reports`,
    () => 'take one of at least eight characters',
  ),
  'secret-leak': error<{ artefact: string }>(
    ({ artefact }) => `${artefact} would hold a secret, and is withheld`,
    () => 'please report it, without the secret: a secret should have been hidden before',
  ),
  'ignored-setting': warning<{ name: string; instead: string }>(
    ({ name }) => `${name} is set in the environment, and a run does not follow it`,
    ({ instead }) => instead,
  ),
  'sign-in-failed': error<{ identity?: string | undefined; cause: string }>(
    ({ identity, cause }) => `sign-in ${identity === undefined ? '' : `as ${identity} `}failed: ${cause}`,
    () => 'no request was sent after it',
  ),
  'request-failed': error<{ request: string; host: string; reason: string }>(
    ({ request, host, reason }) => `${quoteText(request)} got no answer from ${host}: ${reason}`,
  ),
  'assertion-failed': error<{ request: string; assertion: string; message: string; actual?: string | undefined }>(
    ({ request, assertion, message, actual }) =>
      `${quoteText(request)}: ${assertion}: ${message}${actual === undefined ? '' : `; found ${actual}`}`,
  ),
  'script-failed': error<{ request: string; script: string; message: string }>(
    ({ request, script, message }) => `the ${script} script of ${quoteText(request)} failed: ${message}`,
  ),
  'not-run': error<{ request: string; reason: string }>(
    ({ request, reason }) => `${quoteText(request)} was planned and did not run: ${reason}`,
  ),
  'assertion-missing': error<{ request: string; assertion: string }>(
    ({ request, assertion }) => `${quoteText(request)}: ${assertion}: was planned and never reported`,
  ),
  'runner-failed': error<{ reason: string }>(
    ({ reason }) => `the runner failed: ${reason}`,
    () => 'this may be a fault in postmint or newman: please report it',
  ),
  deadline: error<{ seconds: number }>(
    ({ seconds }) => `the run was stopped after ${seconds} s`,
    () => 'allow more with --timeout 5m',
  ),
  interrupted: error<Record<string, never>>(() => 'interrupted'),
  retried: note<{ request: string; times: number }>(
    ({ request, times }) => `${quoteText(request)} was sent again ${times} time${times === 1 ? '' : 's'}`,
  ),
};
