import type { sourceCodes } from '../codes/source.ts';
import { type ExplanationsOf, explain } from './explanation.ts';

const listKeys = [
  'name',
  'slug',
  'description',
  'auth',
  'identities',
  'variables',
  'environments',
  'headers',
  'methods',
  'unsafe',
  'endpoints',
];

/** The pages of the codes about files and YAML. */
export const sourceExplanations: ExplanationsOf<typeof sourceCodes> = {
  'file-not-found': explain(
    { path: 'files/nowhere.json' },
    'The list does not exist, or a file that is named in the list or on the command line.',
    'Paths in a list are relative to the folder of the list; paths on the command line are relative to the current folder.',
  ),
  'file-unreadable': explain(
    { path: 'files', reason: 'it is a folder' },
    'The file exists, but the operating system does not let postmint read it, or it is not a regular file.',
    'Check its permissions and its type.',
    'Certificates for --ca-file and --client-cert must be PEM files without a passphrase.',
  ),
  'file-outside': explain(
    { path: '../ok/smallest.yaml' },
    'A list can only read files in its own folder and in the folders below it, after symbolic links are resolved.',
    'This protects you from a list of somebody else that reads private files and puts them into a collection.',
  ),
  'file-too-large': explain(
    { path: 'endpoints.yaml', bytes: 6_000_000, limit: 5_242_880 },
    'postmint reads files of at most 5 MiB, so that a wrong path cannot fill the memory.',
    'A list of this size is hard to work with in Postman, too: one list per API or per team is better.',
  ),
  'file-not-utf8': explain(
    { path: 'files/latin1.txt', offset: 3 },
    'Files must be UTF-8, because any other encoding would have to be guessed.',
    'The offset is the position of the first invalid byte, counted from 0.',
    'Most editors have a command to save a file with another encoding.',
  ),
  'yaml-syntax': explain(
    { reason: 'missing closing quote (")', hint: 'close the quote' },
    'The text does not follow the rules of YAML 1.2.',
    'The reason is the message of the YAML parser, and the position is where it noticed the error.',
    'If that line looks right, the cause is often a quote, a bracket or an indentation in a line before it.',
  ),
  'yaml-empty': explain(
    {},
    'The file has no values: it is empty, or has only comments.',
    'The smallest list has a name, one environment and one endpoint.',
  ),
  'not-a-list': explain(
    { what: 'an OpenAPI 3.0 description', kind: 'description' },
    'The file belongs to another tool: it is an API description, a collection, an environment or a recording of requests.',
    'postmint generates collections from an endpoint list, which has the keys "name", "environments" and "endpoints".',
  ),
  'yaml-documents': explain(
    {},
    'The line "---" starts a new YAML document, and postmint would have to ignore one of the two.',
    'One file is one list, and makes one collection.',
  ),
  'yaml-directive': explain(
    { directive: '%YAML 1.1' },
    'A line that starts with "%" before the document changes the rules of YAML, for example to those of version 1.1, where "no" is false.',
    'Lists are always YAML 1.2, so that they mean the same to everyone.',
  ),
  'yaml-tag': explain(
    { tag: '!shop' },
    'A tag such as "!shop" asks the reader to turn a value into something special.',
    'Lists contain only text, numbers, true, false, null, lists and maps, which need no tags.',
  ),
  'yaml-depth': explain(
    { limit: 50 },
    'Values are nested deeper than any list needs.',
    'The limit protects against files that are made to crash their reader.',
    'A JSON body that is really this deep can be sent as "text" with a Content-Type header.',
  ),
  'yaml-alias': explain(
    { reason: 'no &order comes before it' },
    'An alias (*name) repeats the value of an anchor (&name).',
    'The anchor must be earlier in the same file, and must not contain its own alias.',
  ),
  'yaml-too-large': explain(
    { limit: 500_000 },
    'Aliases of aliases multiply: ten short lines can expand to billions of values.',
    'The limit protects against files that are made to fill the memory.',
  ),
  'duplicate-key': explain(
    { key: 'name' },
    'A map can have each key only once; most YAML readers silently keep the last value.',
    'The second place is often a copy that should have been changed, or an entry without its "- ".',
  ),
  'merge-key': explain(
    {},
    'Merge keys were an extension of YAML 1.1; in YAML 1.2 "<<" is an ordinary key.',
    'Headers and variables that many requests share can be written once, at a folder or at the top of the list.',
  ),
  'forbidden-key': explain(
    { key: '__proto__' },
    'JavaScript gives this key a special meaning, so scripts and runners would not see it as a key.',
    'If an API requires it, send the body as "text" with a Content-Type header.',
  ),
  'unquoted-braces': explain(
    { text: '{{username}}' },
    'In YAML a value that starts with "{" is a map.',
    'Inside of { }, a brace also ends the text before it.',
    'With quotes around the whole value, {{variables}} and {parameters} reach postmint as text.',
  ),
  'colon-in-entry': explain(
    { text: '"GET /orders: all of them"' },
    'In YAML a colon with a space after it separates a key from a value, so this entry is a map.',
    'Put the entry in quotes if the colon belongs to the URL, or use the long form with "name" and "request".',
  ),
  'value-cut': explain(
    { kept: 'GET /orders', lost: '#recent' },
    'In YAML a "#" after a space starts a comment, so the rest of the line is not part of the value.',
    'This "#" has no space after it, as if it belongs to the value.',
  ),
  'comma-in-braces': explain(
    { key: 'text/plain' },
    'Inside of { }, a comma ends a value, and the next word starts another key.',
    'Without this check, the second half of a header or text would silently get lost.',
  ),
  'control-character': explain(
    { character: 'U+001B' },
    'The character is not visible in an editor, or it changes the direction of the text around it.',
    'Such characters usually come from copied text, and they can hide what a list really does.',
    'Escapes in double quotes, such as "\\u200b", are reported too.',
  ),
  'unknown-key': explain(
    { key: 'heders', known: listKeys },
    'The key does not exist in this place, so it would have no effect.',
    'It may be misspelled, indented too much or too little, or belong to another kind of entry.',
  ),
  'missing-key': explain(
    { key: 'endpoints' },
    'A key that is required in this place is missing.',
    'A list needs "name", "environments" and "endpoints"; a folder needs "endpoints"; the long form of a request needs "request".',
  ),
  'wrong-type': explain(
    { expected: 'text', found: 'the number 12' },
    'The value has another type than this key requires.',
    'YAML reads 12 as a number, "12" as text, yes as text, and true as a boolean.',
    'Numbers are not turned into text silently, because 1.10 would become 1.1.',
  ),
  'folder-or-request': explain(
    {},
    'An entry with "folder" is a folder, and an entry with "request" is a request.',
    'Requests of a folder are entries of its "endpoints".',
  ),
  'wrong-value': explain(
    { found: 'maybe', known: ['ask', 'plain'] },
    'This key has a fixed set of values, and this is not one of them.',
    'The hint names the most similar one, or lists them.',
  ),
};
