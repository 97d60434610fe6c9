import type { requestCodes } from '../codes/request.ts';
import { type ExplanationsOf, explain } from './explanation.ts';

/** The pages of the codes about one request. */
export const requestExplanations: ExplanationsOf<typeof requestCodes> = {
  'bad-entry': explain(
    { text: '/orders' },
    'The short form of an endpoint is a method, a space, and a URL.',
    'Everything else needs the long form: { name: …, request: METHOD /path }.',
  ),
  'unknown-method': explain(
    { method: 'GTE', known: ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'] },
    'The method is not a common one, so it may be misspelled.',
    'Servers with methods of their own need them declared under "methods".',
  ),
  'bad-method': explain(
    { method: 'CONNECT', reason: 'it opens a tunnel through a proxy' },
    'The method cannot be sent as a request.',
    'A method consists of letters, digits and a few signs (RFC 9110, section 5.6.2).',
  ),
  'method-raised': explain(
    { method: 'get' },
    'Methods are case-sensitive, and all common ones are in upper case.',
    'The request is sent in upper case; the note helps to keep the list consistent.',
  ),
  'bad-url': explain(
    { url: 'orders', reason: 'it must start with "/", "{{variable}}" or "https://"' },
    'A request, or a sign-in, has a URL that cannot be sent as it is.',
    'Runners repair such URLs in different ways, so the same list would send different requests.',
    'Characters with a special meaning can be encoded: a space as %20, "#" as %23.',
  ),
  'colon-segment': explain(
    { segment: ':id' },
    'Other tools write path parameters as :id, but a list writes them as {id}.',
    'Without a change, the text ":id" itself is sent.',
  ),
  'bad-schema': explain(
    { key: 'minItem', known: ['minItems', 'maxItems', 'items'] },
    'JSON Schema ignores keywords that it does not know, so the rule would never fail.',
    'Schemas are draft 7, which Postman checks; keywords of later drafts do not exist there.',
  ),
  'invalid-schema': explain(
    {
      reason: '"strng" is not one of array, boolean, integer, null, number, object, string',
      hint: 'did you mean "string"?',
    },
    'Postman cannot use this schema, so every run would fail with "schema is invalid".',
    'It is checked against the schema of JSON Schema itself (draft 7), and each $ref must lead to a part of this schema.',
  ),
  'json-as-text': explain(
    {},
    'The body under "json" is text that looks like JSON, so it would be sent as a JSON string, in quotes.',
    'A map in the list is sent as a JSON object.',
  ),
  'reserved-variable': explain(
    { name: 'base_url' },
    'The sign-in and all requests use this variable.',
    'A value from an answer would change the address or the user of later requests, and a hostile server could use that.',
  ),
  'path-without-parameter': explain(
    { name: 'ident', known: ['id'] },
    '"path" gives a value to a {parameter} that is not in the path of the request, so the value would not be sent.',
    'Add the parameter to the URL, or correct its name.',
  ),
  'duplicate-parameter': explain(
    { name: 'id' },
    'Postman keeps one value per parameter name, so both places would have the same value.',
    'Use different names, such as {from} and {to}.',
  ),
  'bad-header-name': explain(
    { name: 'X Trace' },
    'Clients refuse header names with spaces, colons or other special characters, or send them wrongly.',
    'A name consists of the characters of a token (RFC 9110, section 5.6.2); most use letters, digits and "-".',
  ),
  'bad-header-value': explain(
    { name: 'X-Mood', reason: 'it contains characters outside Latin-1' },
    'Headers are sent as single bytes, so line breaks and most non-Latin characters are impossible.',
    'APIs that need other characters usually define an encoding, such as percent-encoding.',
  ),
  'duplicate-header': explain(
    { name: 'accept' },
    'Header names are case-insensitive, so "Accept" and "accept" are the same header.',
    'Runners would send one of the two, or both.',
  ),
  'forbidden-header': explain(
    { name: 'Content-Length', reason: 'it is derived from the body' },
    'The HTTP client computes this header, and a second value would break the request.',
    'To test a server with a wrong value, use a tool that writes requests byte by byte.',
  ),
  'value-trimmed': explain(
    { name: 'X-Trace' },
    'HTTP does not transport spaces around the value of a header, so postmint removes them.',
    'The note shows that the server receives another value than the list has.',
  ),
  'several-bodies': explain(
    { keys: ['json', 'form'] },
    'A request has one body: json, form, text or xml.',
    'To test several bodies, write one request for each.',
  ),
  'number-changes': explain(
    { text: '1.0', becomes: '1', safe: true },
    'JavaScript, which all runners use, prints this number differently, or cannot store it exactly.',
    'A variable keeps all digits: with `big: 9007199254740993` in `variables`, `"{{big}}"` is sent as that number.',
  ),
  'bad-expectation': explain(
    { text: '999', expected: 'a status (100 to 599) or a class such as 2xx' },
    'The expectation could never be true, or its meaning is not clear.',
    'A status is 200, a list such as [200, 304], or 2xx; a time has a unit, such as 500ms.',
  ),
  'bad-path': explain(
    { text: 'Id', reason: 'it must start with $' },
    'A path selects exactly one value of a JSON answer, so wildcards, filters and slices are not allowed.',
    'A negative index counts from the end.',
  ),
  'literal-name': explain(
    { name: '$guid', reason: 'Postman generates the values of names with "$"' },
    'Each item of "literal_braces" is the text between two pairs of braces in the entry.',
    'Names that start with "$" are replaced by every runner, so their braces cannot be text.',
  ),
  'literal-declared': explain(
    { name: 'amount' },
    'A name under "literal_braces" is text in its entry, and a runner would replace it by the variable there.',
    'Variables come from the list, an environment, a template, a path parameter, or "save".',
  ),
  'unused-literal': explain(
    { name: 'amuont', known: ['amount'] },
    'The name is probably misspelled, or the text was changed.',
    'Text that is not listed is a variable, so a wrong name would change what is sent.',
  ),
  'bad-pattern': explain(
    { text: '[^/+$', reason: 'Unterminated character class' },
    '"match" is a JavaScript regular expression, and the reason is the message of JavaScript.',
    'In double quotes, YAML needs "\\\\d" for \\d; single quotes keep backslashes as they are.',
  ),
  'nested-file': explain(
    { path: 'other.json' },
    'A list can read a JSON file with { $file: path }, but that file cannot read further files.',
    'So the list shows every file that it uses.',
  ),
  'bad-json': explain(
    { path: 'files/broken.json', reason: "Unexpected token '}'" },
    'A file that is sent as JSON, or used as a schema, must be valid JSON (RFC 8259).',
    'Comments and trailing commas are not allowed; the reason is the message of JavaScript.',
  ),
  'script-syntax': explain(
    { reason: 'missing ) after argument list' },
    'The script cannot run in any runner, and a request whose test script does not run would pass without tests.',
    'The reason is the message of JavaScript.',
    '"await" outside of an async function is a syntax error too.',
  ),
  'async-test': explain(
    { form: 'an async function' },
    'Runners do not wait for every asynchronous test, so a test can fail after the request was counted as passed.',
    'A test with a plain function is always counted.',
  ),
  'script-logs': explain(
    { call: '.toObject()' },
    'Runners print what a script logs, and CI servers keep it where many people can read it.',
    'postmint masks secrets in its own output, but newman, the Postman CLI and the app do not.',
  ),
  'auth-header-lost': explain(
    { name: 'authorization' },
    'Postman replaces this header with the one of the sign-in, so the value in the list is never sent.',
    'With "auth: none", the request sends your header.',
  ),
};
