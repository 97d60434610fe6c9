import { suggest, suggestOr } from '../did-you-mean.ts';
import { error, note, warning } from '../entry.ts';
import { quoteText } from '../show-text.ts';

/** What a list says about itself: names, environments, variables, its auth template. */
export const listCodes = {
  'empty-list': error<{ what: string }>(
    ({ what }) => `${what} has no endpoints`,
    () => 'add at least one, for example: - GET /health',
  ),
  'no-environments': error<Record<string, never>>(
    () => 'the list has no environments',
    () => 'add at least one, for example: dev: { base_url: https://localhost:8080 }',
  ),
  'too-many-endpoints': error<{ count: number; limit: number }>(
    ({ count, limit }) => `the list has ${count} endpoints; at most ${limit} fit in one collection`,
    () => 'split it into several lists',
  ),
  'too-many-variables': error<{ count: number; limit: number }>(
    ({ count, limit }) => `variables and environments have ${count} values; at most ${limit} are kept`,
    () => 'use a data file for values that belong to single requests: run --data FILE',
  ),
  'implied-variable': warning<{ name: string; near: string }>(
    ({ name }) => `{${name}} takes the variable of its name, and nothing sets that`,
    ({ name, near }) => `did you mean {${near}}? Otherwise declare "${name}" under "variables"`,
  ),
  'no-base-url': warning<{ name: string }>(
    ({ name }) => `the environment "${name}" has no base_url`,
    () => 'add base_url: https://…',
  ),
  'folder-depth': error<{ limit: number }>(
    ({ limit }) => `folders are nested more than ${limit} levels deep`,
    () => 'move this folder further up',
  ),
  'bad-name': error<{ name: string; reason: string }>(
    ({ name, reason }) => `${quoteText(name)} cannot be a name: ${reason}`,
  ),
  'bad-slug': error<{ slug: string }>(
    ({ slug }) => `${quoteText(slug)} cannot be part of a file name`,
    () => 'use lower-case letters, digits and "-", for example: slug: my-api',
  ),
  'bad-environment-name': error<{ name: string }>(
    ({ name }) => `${quoteText(name)} cannot be the name of an environment`,
    () => 'use letters, digits, "-" and "_": it becomes part of a file name',
  ),
  'bad-identity-name': error<{ name: string }>(
    ({ name }) => `${quoteText(name)} cannot be the name of an identity`,
    () => 'use letters, digits and "_", starting with a letter: its variables take it as their prefix',
  ),
  'discouraged-grant': note<{ grant: string; instead: string }>(
    ({ grant }) => `the ${grant} grant is discouraged (RFC 9700, section 2.4): the user's password passes through here`,
    ({ instead }) => instead,
  ),
  'variable-taken': error<{ name: string; by: string }>(
    ({ name, by }) => `the variable "${name}" belongs to the sign-in of ${by}`,
    () => 'take another name',
  ),
  'secret-key-clash': error<{ name: string; other: string; key: string }>(
    ({ name, other, key }) => `the secrets "${name}" and "${other}" would both be read from ${key}`,
    () => 'give one of them another name: capitals, "-" and "." make no difference in the environment of a process',
  ),
  'bad-variable-name': error<{ name: string }>(
    ({ name }) => `${quoteText(name)} cannot be the name of a variable`,
    () => 'use letters, digits, "_", "-" and ".", starting with a letter; at most 64 characters',
  ),
  'duplicate-name': error<{ name: string }>(
    ({ name }) => `the name ${quoteText(name)} is used twice in one folder`,
    () => 'give one of them another "name"',
  ),
  'duplicate-entry': error<{ entry: string }>(
    ({ entry }) => `${quoteText(entry)} stands twice in one folder`,
    () => 'remove one, or give it a "name" of its own: - { name: …, request: … }',
  ),
  'undeclared-variable': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `the variable {{${name}}} is not declared`,
    ({ name, known }) => suggestOr(name, known.slice(0, 400), 'or declare it under "variables"'),
  ),
  'unknown-dynamic-variable': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `{{${name}}} is not one of Postman's dynamic variables`,
    ({ name, known }) => suggest(name, known),
  ),
  'save-comes-later': error<{ name: string }>(
    ({ name }) => `{{${name}}} is saved only by a later request`,
    () => 'move the request that saves it above this one',
  ),
  'bad-reference': error<{ text: string; reason: string }>(
    ({ text, reason }) => `${quoteText(text)} is not a variable: ${reason}`,
    () => 'write it as {{name}}',
  ),
  'unused-variable': warning<{ name: string }>(
    ({ name }) => `nothing uses the variable "${name}"`,
    () => 'remove it, or use it as {{name}}',
  ),
  'variable-cycle': error<{ names: readonly string[] }>(
    ({ names }) => `these variables name each other in a circle: ${names.join(' -> ')}`,
    () => 'give one of them a value of its own',
  ),
  'variable-too-long': error<{ name: string; limit: number }>(
    ({ name, limit }) => `"${name}" is longer than ${limit} characters once the variables in it are filled in`,
    () => 'name fewer variables in it',
  ),
  'variable-type': error<{ name: string; expected: string; got: string }>(
    ({ name, expected, got }) => `"${name}" is a ${expected} in the list, and its value here is a ${got}`,
    () => 'give both the same type, or put both in quotes',
  ),
  'secret-in-list': error<{ name: string }>(
    ({ name }) => `"${name}" is a secret, and a list holds no secret's value`,
    () => 'remove the value; a run takes it from an environment variable or asks for it',
  ),
  'wants-long-form': error<{ key: string }>(
    ({ key }) => `"${key}" is no variable: it is a setting of the environment's long form`,
    ({ key }) => `write { variables: { base_url: … }, ${key}: … }`,
  ),
  'secret-in-url': warning<{ name: string }>(
    ({ name }) => `the secret {{${name}}} is part of a URL, and URLs end up in logs`,
    () => 'send it in a header or in the body if the API allows it',
  ),
  'bad-base-url': error<{ value: string; reason: string }>(
    // A password in it is not repeated.
    ({ value, reason }) => `${quoteText(value.replace(/\/\/[^/]*@/, '//…@'))} cannot be a base URL: ${reason}`,
    () => 'write scheme, host and, if needed, port and path: https://api.example.com',
  ),
  'unknown-template': error<{ name: string; known: readonly string[]; isIdentity: boolean }>(
    ({ name }) => `there is no auth template ${quoteText(name)}`,
    ({ name, known, isIdentity }) =>
      isIdentity
        ? `${quoteText(name)} is an identity of this list: name it at a request, and its template here`
        : suggestOr(name, known, 'a file of your own is written ./my-auth.yaml'),
  ),
  'no-sign-in': error<{ where: string }>(
    ({ where }) => `${where} asks for a sign-in, and the list has none`,
    () => 'add "auth: <template>" at the top of the list',
  ),
};
