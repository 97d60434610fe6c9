import type { listCodes } from '../codes/list.ts';
import { type ExplanationsOf, explain } from './explanation.ts';

/** The pages of the codes about a list as a whole: names, environments, variables, sign-in. */
export const listExplanations: ExplanationsOf<typeof listCodes> = {
  'empty-list': explain(
    { what: 'the list' },
    'A collection or folder without requests tests nothing, although its run would pass.',
    'Remove an empty folder, or make it a comment, until it has a request.',
  ),
  'no-environments': explain(
    {},
    'Requests need the address of a server, and each environment describes one server.',
    'An environment needs at least "base_url".',
  ),
  'too-many-endpoints': explain(
    { count: 11_000, limit: 10_000 },
    'Postman becomes slow with collections of this size, and aliases can produce them by accident.',
    'One list per API, or per part of an API, is also easier to read.',
  ),
  'too-many-variables': explain(
    { count: 2025, limit: 2000 },
    'Every environment file contains every variable, so a few hundred names produce very large files.',
    'A data file holds values for many iterations of the same requests: one row for each iteration.',
  ),
  'implied-variable': explain(
    { name: 'usrname', near: 'username' },
    'A path parameter without a value reads the variable of the same name.',
    'No variable has this name, but one has almost the same name, so this is probably a spelling mistake.',
    'Without the warning, you would notice it only when a run asks for a value.',
  ),
  'no-base-url': explain(
    { name: 'stage' },
    'Other environments of the list have a base_url, but this one does not.',
    'Its requests could not be sent, unless you set base_url in Postman or with --var.',
  ),
  'folder-depth': explain(
    { limit: 16 },
    'Folders this deep are hard to use in Postman, and are usually the result of wrong indentation.',
    'Two or three levels are enough for most APIs.',
  ),
  'bad-name': explain(
    { name: 'List\n::error::orders', reason: 'it contains a line break' },
    'Names are shown in Postman, in terminals and in reports, so they must be one line of visible text.',
    'A line break in a name could also pretend to be a command in the log of a CI server.',
  ),
  'bad-slug': explain(
    { slug: 'My shop' },
    'The slug is the first part of all generated file names, so it must be valid on every operating system.',
    'Without "slug", it is made from the name of the list.',
    'A name without Latin letters or digits needs an explicit slug.',
  ),
  'bad-environment-name': explain(
    { name: 'our test server' },
    'The name becomes part of the file name of the environment and of the names of its secrets.',
    'It must be valid on every operating system and easy to type after -e.',
  ),
  'bad-identity-name': explain(
    { name: 'plain-user' },
    'An identity named jane has the variables jane_username, jane_token and so on.',
    'The names "inherit" and "none" have a meaning as values of "auth", so they are not allowed either.',
  ),
  'auth-attribute': explain(
    {
      type: 'jwt',
      attribute: 'algorithm',
      reason: 'must be one of HS256, HS384, HS512, RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512',
    },
    'Postman cannot sign with this attribute. It would send the request without credentials, and say nothing.',
    'Attributes of a template that have no variables are checked in the list; others before a run, with the values of the environment.',
    'Values in the JSON of a payload must not have quotes or backslashes, because Postman inserts them as they are.',
  ),
  'discouraged-grant': explain(
    { grant: 'password', instead: 'use client_credentials (template oauth2-client-credentials)' },
    'With the password grant, the program that calls the API handles the password of the user.',
    'RFC 9700, section 2.4, advises against it, because it does not work with a second factor and trains users to enter passwords into programs.',
    'It is a note, because some servers have no other way for scripts.',
  ),
  'variable-taken': explain(
    { name: 'dex_token', by: 'the list' },
    'Each sign-in writes its own variables: the token, its expiry time, and the user it belongs to.',
    'If two sign-ins or your own variables share a name, one overwrites the other, and requests are sent as the wrong user.',
  ),
  'secret-key-clash': explain(
    { name: 'Jane_password', other: 'jane_password', key: 'SHOP_DEV_JANE_PASSWORD' },
    'A run reads a secret from the environment variable SLUG_ENVIRONMENT_NAME, in upper case and with "_" for other characters.',
    'Two secrets with the same name there would always have the same value.',
  ),
  'bad-variable-name': explain(
    { name: 'order id' },
    'Postman accepts other characters in some places and not in others, so only names that work everywhere are allowed.',
    'Names that JavaScript gives a special meaning, such as "constructor", are refused too.',
  ),
  'duplicate-name': explain(
    { name: 'Orders' },
    'Two requests or folders with the same name in the same folder cannot be distinguished in reports.',
    'Ids are made from names, so both would also have the same id in Postman.',
  ),
  'duplicate-entry': explain(
    { entry: 'GET /orders' },
    'An entry without a name is named after its method and URL, and two of them in one folder have the same id.',
    'If both are intended, for example before and after a change, name them.',
  ),
  'undeclared-variable': explain(
    { name: 'ordr_id', known: ['base_url', 'order_id'] },
    'Every {{variable}} must be declared: under "variables", in an environment, by the sign-in template, or by "save" of an earlier request.',
    'Postman sends the text "{{name}}" for an unknown variable, which causes confusing answers.',
  ),
  'unknown-dynamic-variable': explain(
    { name: '$gid', known: ['$guid', '$timestamp', '$randomInt'] },
    'Names that start with "$" are values that Postman generates, such as {{$guid}}.',
    'Postman would send the name itself, because it does not know this one.',
  ),
  'save-comes-later': explain(
    { name: 'order_id' },
    'Requests run in the order of the list, so the value is not known when this request is sent.',
    'If the variable has a first value, declare it under "variables".',
  ),
  'bad-reference': explain(
    { text: '{{$g u i d}}', reason: 'the name may contain only letters after the "$"' },
    'The text looks like a variable, but Postman would not replace it.',
    'Variables are written with two braces on each side, without spaces.',
  ),
  'unused-variable': explain(
    { name: 'order_id' },
    'No request, header, script or sign-in uses this variable, so it is unnecessary or misspelled somewhere.',
    'It is a warning, because the generated files work all the same.',
  ),
  'variable-cycle': explain(
    { names: ['first', 'second', 'first'] },
    'The value of each of these variables contains the next one, so none of them has a final value.',
    'Postman would stop replacing after some rounds and send the rest as it is.',
  ),
  'variable-too-long': explain(
    { name: 'e', limit: 65_536 },
    'Variables that contain variables grow quickly, and a value of this size is almost never intended.',
    'A long text can be sent from a file: text: { $file: path }.',
  ),
  'variable-type': explain(
    { name: 'limit', expected: 'number', found: 'string' },
    'The type of a variable decides how it is sent in JSON: numbers and booleans without quotes, strings with quotes.',
    'A different type in one environment, or on the command line, would make invalid or different JSON.',
  ),
  'secret-in-list': explain(
    { name: 'api_key' },
    'Lists and generated files are shared and kept in git, where a secret stays readable forever.',
    'A run reads secrets from standard input, an env file, environment variables, the environment file or the prompt.',
    'If the value was committed before, change it on the server.',
  ),
  'literal-secret': explain(
    { name: 'X-Api-Key', what: 'a secret', variable: 'x_api_key', isVariable: false },
    'The key has the name of a secret, or the value has the form of one, such as a JWT or a private key.',
    'Lists and generated files are shared and kept in git, where a secret stays readable forever.',
    'Values with variables, placeholders such as <token>, and words such as "bearer" are not reported.',
    'If the value was committed before, change it on the server.',
  ),
  'unused-public': explain(
    { name: 'api_key' },
    'The list allows values of this name to be seen, but none of them would be reported as a secret.',
    'The name may be misspelled, or the value is a variable now.',
  ),
  'bad-client-cert': explain(
    {
      reason: 'client_pfx already has a certificate and its key',
      help: 'keep client_pfx, or client_cert and client_key',
    },
    'The files of a client certificate are read and checked before anything is sent: their format, the passphrase, whether the key belongs to the certificate, and whether the certificate is still valid.',
    'A certificate and its key are PEM files (client_cert, client_key) or one PKCS #12 file (client_pfx).',
    'The passphrase is never in a list or a file that postmint writes: it is the secret client_cert_passphrase, from the same sources as other secrets.',
  ),
  'wants-long-form': explain(
    { key: 'protected' },
    'In the short form of an environment, every key is a variable.',
    'Settings such as "protected" and "ca_file" need the long form, where the variables are under "variables".',
  ),
  'secret-in-url': explain(
    { name: 'api_key' },
    'Servers, proxies and browsers write URLs to their logs and histories.',
    'Some APIs offer nothing else; then limit what the key can do.',
  ),
  'bad-base-url': explain(
    { value: 'shop.example', reason: 'it must start with https:// or http://' },
    'Every URL starts with {{base_url}}, followed by a path.',
    'Without a scheme, runners would send the sign-in over plain http.',
  ),
  'unknown-template': explain(
    { name: 'pydio-cells-v9', known: ['pydio-cells', 'pydio-cells-v1'], isIdentity: false },
    '"auth" and "identities" name a built-in template or a file with a template.',
    'Inside an entry of "endpoints", "auth" names an identity instead.',
  ),
  'sign-in-twice': explain(
    { name: 'jane' },
    'An entry "sign_in" is the place of an identity\'s visible token request, and a collection has one such request for each identity.',
    'A token that expires is renewed by the guard, without a second place.',
  ),
  'sign-in-later': explain(
    { request: 'GET /me', name: 'jane' },
    'The identity has "guard: false", so only its visible token request signs in, and that comes after this request.',
    'Without an entry "sign_in", the token request is the first request of the collection.',
  ),
  'same-sign-in': explain(
    { name: 'jane', other: 'the list' },
    'Two identities send the same token request, with the same variables, so that requests of one would be answered as the other.',
    'A variable of a template has the name of the identity before its own, such as jane_username, only if the template declares it under "variables", and not as "shared".',
  ),
  'no-sign-in': explain(
    { where: 'this entry' },
    '"inherit" means the sign-in of the list, but the list has no "auth".',
    'The same code is reported by "postmint token" for such a list.',
  ),
};
