import { suggest, suggestOr } from '../did-you-mean.ts';
import { error, note, warning } from '../entry.ts';
import { quoteText } from '../show-text.ts';

/** One endpoint: its request, parameters, body, expectations and scripts. */
export const requestCodes = {
  'bad-entry': error<{ text: string }>(
    ({ text }) => `${quoteText(text)} is not an endpoint`,
    () => 'write METHOD path, for example: GET /users/{id}',
  ),
  'unknown-method': error<{ method: string; known: readonly string[] }>(
    ({ method }) => `${quoteText(method)} is not a known method`,
    ({ method, known }) => suggestOr(method, known, `or declare it: methods: [${method.toUpperCase()}]`),
  ),
  'bad-method': error<{ method: string; reason: string }>(
    ({ method, reason }) => `${quoteText(method)} cannot be a method: ${reason}`,
  ),
  'method-raised': note<{ method: string }>(
    ({ method }) => `the method is written in capitals: ${method.toUpperCase()}`,
    ({ method }) => `write ${method.toUpperCase()}`,
  ),
  'bad-url': error<{ url: string; reason: string }>(
    ({ url, reason }) => `${quoteText(url)} cannot be requested: ${reason}`,
  ),
  'colon-segment': warning<{ segment: string }>(
    ({ segment }) => `${quoteText(segment)} is sent as it is`,
    ({ segment }) => `write {${segment.slice(1)}} for a parameter`,
  ),
  'bad-schema': error<{ key: string; known: readonly string[] }>(
    ({ key }) => `${quoteText(key)} is no keyword of JSON Schema (draft 7), and would be passed over`,
    ({ key, known }) => suggest(key, known),
  ),
  'json-as-text': warning<Record<string, never>>(
    () => 'this JSON is text to YAML, and would be sent as one string',
    () => 'write it as a map, without the quotes or the "|"; or use "text" with a Content-Type header',
  ),
  'reserved-variable': error<{ name: string }>(
    ({ name }) => `saving "${name}" would change how every later request is sent or signed in`,
    () => 'save it under another name',
  ),
  'path-without-parameter': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `the path has no parameter {${name}}`,
    ({ name, known }) => suggest(name, known),
  ),
  'duplicate-parameter': error<{ name: string }>(
    ({ name }) => `the path has the parameter {${name}} twice`,
    () => 'give each its own name',
  ),
  'bad-header-name': error<{ name: string }>(
    ({ name }) => `${quoteText(name)} cannot be the name of a header`,
    () => 'use letters, digits and "-" (RFC 9110, section 5.1)',
  ),
  'bad-header-value': error<{ name: string; reason: string }>(
    ({ name, reason }) => `the value of the header ${quoteText(name)} cannot be sent: ${reason}`,
  ),
  'duplicate-header': error<{ name: string }>(
    ({ name }) => `the header ${quoteText(name)} stands here twice; names differ only in their capitals`,
    () => 'keep one of the two',
  ),
  'forbidden-header': error<{ name: string; reason: string }>(
    ({ name, reason }) => `the header ${quoteText(name)} cannot be set: ${reason}`,
    () => 'remove it',
  ),
  'value-trimmed': note<{ name: string }>(({ name }) => `blanks around the value of ${quoteText(name)} are left out`),
  'several-bodies': error<{ keys: readonly string[] }>(
    ({ keys }) => `a request has one body, and here are ${keys.length}: ${keys.join(', ')}`,
    () => 'keep one of them',
  ),
  'number-changes': error<{ text: string; becomes: string; safe: boolean }>(
    ({ text, becomes }) => `the number ${quoteText(text)} would be sent as ${becomes}`,
    ({ text, becomes, safe }) =>
      safe
        ? `write ${becomes}, or "${text}" in quotes to send it as text`
        : `write "${text}" in quotes to send it as text`,
  ),
  'bad-expectation': error<{ text: string; expected: string }>(
    ({ text, expected }) => `${quoteText(text)} is not ${expected}`,
  ),
  'bad-path': error<{ text: string; reason: string }>(
    ({ text, reason }) => `${quoteText(text)} is not a path to one value: ${reason}`,
    () => "write $.name, $['name'], $[0] or $[-1], one after the other (RFC 9535)",
  ),
  'bad-pattern': error<{ text: string; reason: string }>(
    ({ text, reason }) => `${quoteText(text)} is not a regular expression: ${reason}`,
  ),
  'nested-file': error<{ path: string }>(
    ({ path }) => `a file that a list names cannot name ${quoteText(path)} itself`,
    () => 'put the content of the second file in its place',
  ),
  'bad-json': error<{ path: string; reason: string }>(
    ({ path, reason }) => `${quoteText(path)} is not JSON: ${reason}`,
  ),
  'script-syntax': error<{ reason: string }>(({ reason }) => `this script does not compile: ${reason}`),
  'async-test': error<{ form: string }>(
    ({ form }) => `a test with ${form} can be reported as passed although it failed`,
    () => 'use pm.test with a plain function; call pm.sendRequest first and pm.test in its callback',
  ),
  'script-logs': warning<{ call: string }>(
    ({ call }) => `${call} writes to the log of every runner, secrets included`,
    () => 'log single values that are no secrets',
  ),
  'auth-header-lost': warning<Record<string, never>>(
    () => 'the sign-in sets Authorization itself, and this header is lost',
    () => 'add "auth: none" to the request, or remove the header',
  ),
};
