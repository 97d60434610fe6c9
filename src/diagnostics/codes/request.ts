import { suggest, suggestOr } from '../did-you-mean.ts';
import { error, note, warning } from '../entry.ts';
import { quoteText } from '../show-text.ts';
import { timeHint } from './source.ts';

/** Codes about one endpoint: its request, parameters, body, expectations and scripts. */
export const requestCodes = {
  'bad-entry': error<{ text: string }>(
    ({ text }) => `${quoteText(text)} is not an endpoint`,
    () => 'write METHOD path, for example: GET /users/{id}',
  ),
  'unknown-method': error<{ method: string; known: readonly string[] }>(
    ({ method }) => `unknown method ${quoteText(method)}`,
    ({ method, known }) => suggestOr(method, known, `or declare it: methods: [${method.toUpperCase()}]`),
  ),
  'bad-method': error<{ method: string; reason: string }>(
    ({ method, reason }) => `${quoteText(method)} is not a valid method: ${reason}`,
  ),
  'method-raised': note<{ method: string }>(
    ({ method }) => `method changed to upper case: ${method.toUpperCase()}`,
    ({ method }) => `write ${method.toUpperCase()}`,
  ),
  'bad-url': error<{ url: string; reason: string }>(
    ({ url, reason }) => `${quoteText(url)} is not a valid URL: ${reason}`,
  ),
  'colon-segment': warning<{ segment: string }>(
    ({ segment }) => `${quoteText(segment)} is sent as it is`,
    ({ segment }) => `for a parameter, write {${segment.slice(1)}}`,
  ),
  'bad-schema': error<{ key: string; known: readonly string[] }>(
    ({ key }) => `${quoteText(key)} is not a JSON Schema (draft 7) keyword and would be ignored`,
    ({ key, known }) => suggest(key, known),
  ),
  'invalid-schema': error<{ reason: string; hint: string | undefined }>(
    ({ reason }) => `this is not a valid JSON Schema (draft 7): ${reason}`,
    ({ hint }) => hint as string,
  ),
  'json-as-text': warning<Record<string, never>>(
    () => 'YAML reads this JSON as text, so it would be sent as one string',
    () => 'write it as a map, without the quotes or the "|"; or use "text" with a Content-Type header',
  ),
  'reserved-variable': error<{ name: string }>(
    ({ name }) => `a new value of "${name}" would change how every later request is sent or signed in`,
    () => 'use another name',
  ),
  'path-without-parameter': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `the path has no parameter {${name}}`,
    ({ name, known }) => suggest(name, known),
  ),
  'duplicate-parameter': error<{ name: string }>(
    ({ name }) => `duplicate parameter {${name}} in the path`,
    () => 'give each parameter another name',
  ),
  'bad-header-name': error<{ name: string }>(
    ({ name }) => `${quoteText(name)} is not a valid header name`,
    () => 'use letters, digits and "-" (RFC 9110, section 5.1)',
  ),
  'bad-header-value': error<{ name: string; reason: string }>(
    ({ name, reason }) => `the value of the header ${quoteText(name)} cannot be sent: ${reason}`,
  ),
  'duplicate-header': error<{ name: string }>(
    ({ name }) => `duplicate header ${quoteText(name)} (names are case-insensitive)`,
    () => 'keep one of the two',
  ),
  'forbidden-header': error<{ name: string; reason: string }>(
    ({ name, reason }) => `the header ${quoteText(name)} cannot be set: ${reason}`,
    () => 'remove it',
  ),
  'value-trimmed': note<{ name: string }>(({ name }) => `spaces around the value of ${quoteText(name)} are removed`),
  'several-bodies': error<{ keys: readonly string[] }>(
    ({ keys }) => `a request can have one body, but this one has ${keys.length}: ${keys.join(', ')}`,
    () => 'keep one of them',
  ),
  'number-changes': error<{ text: string; becomes: string; safe: boolean }>(
    ({ text, becomes }) =>
      becomes === text
        ? `the number ${quoteText(text)} has too many digits to be exact`
        : `the number ${quoteText(text)} would become ${becomes}`,
    ({ text, becomes, safe }) =>
      `${safe ? `write ${becomes}, or ` : ''}declare it in "variables" and use it as "{{name}}", or write "${text}" in quotes if it is text`,
  ),
  'bad-expectation': error<{ text: string; expected: string }>(
    ({ text, expected }) => `${quoteText(text)} is not ${expected}`,
    ({ text, expected }) => (expected.startsWith('a time') ? timeHint(text) : undefined) as string,
  ),
  'bad-path': error<{ text: string; reason: string }>(
    ({ text, reason }) => `${quoteText(text)} is not a path to one value: ${reason}`,
    () => "write $ and then steps such as .name, ['name'], [0] or [-1], for example: $.items[0].id (RFC 9535)",
  ),
  'literal-name': error<{ name: string; reason: string }>(
    ({ name, reason }) => `${quoteText(name)} cannot be in "literal_braces": ${reason}`,
    () => 'write the text between the braces, without the braces: literal_braces: [amount]',
  ),
  'literal-declared': error<{ name: string }>(
    ({ name }) => `the braces of ${quoteText(name)} cannot be literal, because there is a variable of this name`,
    () => 'rename the variable, or remove the name from "literal_braces"',
  ),
  'unused-literal': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `this entry does not contain {{${name}}}`,
    ({ name, known }) => suggestOr(name, known, 'or remove the name from "literal_braces"'),
  ),
  'bad-pattern': error<{ text: string; reason: string }>(
    ({ text, reason }) => `${quoteText(text)} is not a regular expression: ${reason}`,
  ),
  'nested-file': error<{ path: string }>(
    ({ path }) => `this file is read by a list, so it cannot read the file ${quoteText(path)}`,
    () => 'write the content of that file here',
  ),
  'bad-json': error<{ path: string; reason: string }>(
    ({ path, reason }) => `${quoteText(path)} is not valid JSON: ${reason}`,
  ),
  'script-syntax': error<{ reason: string }>(({ reason }) => `this script has a syntax error: ${reason}`),
  'async-test': error<{ form: string }>(
    ({ form }) => `a test with ${form} can be reported as passed even if it fails`,
    () => 'use pm.test with a plain function; call pm.sendRequest first, and pm.test in its callback',
  ),
  'script-logs': warning<{ call: string }>(
    ({ call }) => `this script logs ${call}, so secrets can be read in the log`,
    () => 'log single values that are not secrets',
  ),
  'auth-header-lost': warning<{ name: string }>(
    ({ name }) => `the sign-in sets the header ${name}, so this one is not sent`,
    () => 'add "auth: none" to the request, or remove the header',
  ),
};
