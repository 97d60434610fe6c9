import { suggest, suggestOr } from '../did-you-mean.ts';
import { atSecret, error, note, warning } from '../entry.ts';
import { quoteText } from '../show-text.ts';

/** Codes about the list as a whole: names, environments, variables, its auth template. */
export const listCodes = {
  'empty-list': error<{ what: string }>(
    ({ what }) => `${what} has no endpoints`,
    () => 'add one, for example: - GET /health',
  ),
  'no-environments': error<Record<string, never>>(
    () => 'the list has no environments',
    () => 'add one, for example: dev: { base_url: https://localhost:8080 }',
  ),
  'too-many-endpoints': error<{ count: number; limit: number }>(
    ({ count, limit }) => `the list has ${count} endpoints; the limit for one collection is ${limit}`,
    () => 'split it into several lists',
  ),
  'too-many-variables': error<{ count: number; limit: number }>(
    ({ count, limit }) => `variables and environments have ${count} values in total; the limit is ${limit}`,
    () => 'move values that only single requests use to a data file: postmint run --data FILE',
  ),
  'implied-variable': warning<{ name: string; near: string }>(
    ({ name }) => `{${name}} reads the variable "${name}", which is never set`,
    ({ name, near }) => `did you mean {${near}}? Otherwise declare "${name}" under "variables"`,
  ),
  'no-base-url': warning<{ name: string }>(
    ({ name }) => `the environment "${name}" has no base_url`,
    () => 'add base_url: https://…',
  ),
  'folder-depth': error<{ limit: number }>(
    ({ limit }) => `folders are nested more than ${limit} levels deep`,
    () => 'move this folder up',
  ),
  'bad-name': error<{ name: string; reason: string }>(
    ({ name, reason }) => `${quoteText(name)} is not a valid name: ${reason}`,
  ),
  'bad-slug': error<{ slug: string }>(
    ({ slug }) => `${quoteText(slug)} cannot be part of a file name`,
    () => 'use lower-case letters, digits and "-", for example: slug: my-api',
  ),
  'bad-environment-name': error<{ name: string }>(
    ({ name }) => `${quoteText(name)} is not a valid environment name`,
    () => 'use letters, digits, "-" and "_", because the name becomes part of a file name',
  ),
  'bad-identity-name': error<{ name: string }>(
    ({ name }) => `${quoteText(name)} is not a valid identity name`,
    () => 'use letters, digits and "_", starting with a letter, because the name is the prefix of its variables',
  ),
  'auth-attribute': error<{ type: string; attribute: string; reason: string }>(
    ({ type, attribute, reason }) => `auth of type ${type} cannot be sent: "${attribute}" ${reason}`,
    ({ type, attribute }) =>
      type === 'apikey'
        ? 'send the key in a header (in: header), or use a key without these characters'
        : `correct "${attribute}" in the template, or the value of its variable`,
  ),
  'discouraged-grant': note<{ grant: string; instead: string }>(
    ({ grant }) => `the ${grant} grant is discouraged, because it shows the user's password to the client (RFC 9700)`,
    ({ instead }) => instead,
  ),
  'variable-taken': error<{ name: string; by: string }>(
    ({ name, by }) => `the variable "${name}" is already used by the sign-in of ${by}`,
    () => 'choose another name',
  ),
  'secret-key-clash': error<{ name: string; other: string; key: string }>(
    ({ name, other, key }) => `the secrets "${name}" and "${other}" would both be read from ${key}`,
    () => 'rename one of them: names of environment variables are in upper case, with "_" for "-" and "."',
  ),
  'bad-variable-name': error<{ name: string }>(
    ({ name }) => `${quoteText(name)} is not a valid variable name`,
    () => 'use letters, digits, "_", "-" and ".", starting with a letter; at most 64 characters',
  ),
  'duplicate-name': error<{ name: string }>(
    ({ name }) => `duplicate name ${quoteText(name)} in one folder`,
    () => 'change the "name" of one of them',
  ),
  'duplicate-entry': error<{ entry: string }>(
    ({ entry }) => `duplicate entry ${quoteText(entry)} in one folder`,
    () => 'remove one of them, or give it a name: - { name: …, request: … }',
  ),
  'undeclared-variable': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `the variable {{${name}}} is not declared`,
    ({ name, known }) =>
      suggestOr(
        name,
        known.slice(0, 400),
        `or declare it under "variables"; if the braces are text: literal_braces: [${name}]`,
      ),
  ),
  'unknown-dynamic-variable': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `{{${name}}} is not one of Postman's dynamic variables`,
    ({ name, known }) => suggest(name, known),
  ),
  'save-comes-later': error<{ name: string }>(
    ({ name }) => `{{${name}}} is used here, but saved by a later request`,
    () =>
      'move the request that saves it above this one; for a sign-in, write "- { sign_in: true }" below that request',
  ),
  'bad-reference': error<{ text: string; reason: string }>(
    ({ text, reason }) => `${quoteText(text)} is not a valid variable: ${reason}`,
    () => 'write it as {{name}}; if the braces are text, name it in the entry: literal_braces: [name]',
  ),
  'unused-variable': warning<{ name: string }>(
    ({ name }) => `the variable "${name}" is never used`,
    () => 'remove it, or use it as {{name}}',
  ),
  'variable-cycle': error<{ names: readonly string[] }>(
    ({ names }) => `these variables refer to each other in a circle: ${names.join(' -> ')}`,
    () => 'give one of them a value that does not refer to the others',
  ),
  'variable-too-long': error<{ name: string; limit: number }>(
    ({ name, limit }) => `"${name}" is longer than ${limit} characters once its variables are replaced`,
    () => 'use fewer variables in it',
  ),
  'variable-type': error<{ name: string; expected: string; found: string }>(
    ({ name, expected, found }) => `"${name}" is a ${expected} in the list, but its value here is a ${found}`,
    () => 'use the same type for both, or put both in quotes',
  ),
  'secret-in-list': atSecret(
    error<{ name: string }>(
      ({ name }) => `"${name}" is a secret, and a list must not contain the value of a secret`,
      () => 'remove the value: a run reads it from an environment variable, or asks for it',
    ),
  ),
  'literal-secret': atSecret(
    error<{ name: string; what: string; variable: string; isVariable: boolean }>(
      ({ name, what }) =>
        what.endsWith('a secret')
          ? `the value of ${quoteText(name)} is ${what}, and everyone who has the list can read it`
          : `${quoteText(name)} contains ${what}, and everyone who has the list can read it`,
      ({ name, variable, isVariable }) => {
        const declare = `${variable}: { secret: true }`;
        const way = isVariable ? `write ${declare}` : `declare ${declare} under "variables", and write {{${variable}}}`;
        return `${way}; if everyone may see the value, add public: [${name}] to the list`;
      },
    ),
  ),
  'unused-public': warning<{ name: string }>(
    ({ name }) => `no value of ${quoteText(name)} looks like a secret`,
    ({ name }) => `remove ${quoteText(name)} from "public"`,
  ),
  'bad-client-cert': error<{ reason: string; help: string }>(
    ({ reason }) => `cannot use the client certificate: ${reason}`,
    ({ help }) => help,
  ),
  'wants-long-form': error<{ key: string }>(
    ({ key }) => `"${key}" is a setting, not a variable`,
    ({ key }) => `write it beside "variables": { variables: { base_url: … }, ${key}: … }`,
  ),
  'secret-in-url': warning<{ name: string }>(
    ({ name }) => `the secret {{${name}}} is part of a URL, and URLs are often logged`,
    () => 'send it in a header or in the body, if the API allows that',
  ),
  'bad-base-url': error<{ value: string; reason: string }>(
    // A password in the URL is not repeated.
    ({ value, reason }) => `${quoteText(value.replace(/\/\/[^/]*@/, '//…@'))} is not a valid base URL: ${reason}`,
    () => 'write scheme and host, then port and path if needed: https://api.example.com',
  ),
  'unknown-template': error<{ name: string; known: readonly string[]; isIdentity: boolean }>(
    ({ name }) => `unknown auth template ${quoteText(name)}`,
    ({ name, known, isIdentity }) =>
      isIdentity
        ? `${quoteText(name)} is an identity of this list: write it at a request, and the name of its template here`
        : suggestOr(name, known, 'run "postmint templates" to see all, or write the path of your own: ./my-auth.yaml'),
  ),
  'sign-in-twice': error<{ name: string }>(
    ({ name }) => `the sign-in of ${name} has two places`,
    () => 'remove one of them',
  ),
  'sign-in-later': error<{ request: string; name: string }>(
    ({ request, name }) => `${quoteText(request)} needs the sign-in of ${name}, which has a later place`,
    () => 'move "sign_in" above it, or leave "guard: true", so that the collection signs in by itself',
  ),
  'same-sign-in': error<{ name: string; other: string }>(
    ({ name, other }) => `${name} signs in exactly as ${other} does, so both are the same user`,
    () => 'declare the names of the user under "variables" of the template, or remove this identity',
  ),
  'no-sign-in': error<{ where: string }>(
    ({ where }) => `${where} requires a sign-in, but the list has none`,
    () => 'add "auth: <template>" at the top of the list',
  ),
};
