import { suggest } from '../did-you-mean.ts';
import { error } from '../entry.ts';
import { quoteText } from '../show-text.ts';

/** The duration that a number was probably meant as; undefined for anything else. */
export function timeHint(text: string): string | undefined {
  const [, number, unit = 'ms'] = /^(?:the number )?(0*[1-9]\d{0,8}) *(ms|s|m|h)?$/.exec(text.trim()) ?? [];
  const isTooLong = unit !== 'ms' && Number(number) > 500;
  return number === undefined || isTooLong ? undefined : `write ${number}${unit}`;
}

/** What people usually meant when a value has another type. */
function typeHint(expected: string, found: string): string | undefined {
  if (found === 'nothing') return 'write the value after the colon, or indent the lines that belong to it';
  if (expected === 'a time such as 3s') return `write ${/^the number ([1-9]\d*)$/.exec(found)?.[1] ?? 3}s`;
  if (expected.startsWith('a time')) return timeHint(found) ?? 'write 500ms';
  if (expected === 'a list') return 'start each item with "- "';
  if (expected === 'text' && found.startsWith('the number')) return 'put it in quotes';
  if (expected === 'a map') return 'write one "key: value" per line, indented';
  if (expected === 'true or false') return 'write true or false, without quotes';
  if (expected === 'a number') return 'write a number, without quotes';
  return undefined;
}

/** Keys that other tools use, and the key that a list has instead. */
const otherWords: Readonly<Record<string, string>> = {
  body: 'json',
  data: 'json',
  payload: 'json',
  params: 'query',
  url: 'request',
  method: 'request',
  title: 'name',
  tests: 'expect',
  assert: 'expect',
  items: 'endpoints',
  json: 'body',
  vars: 'variables',
};

/** What people usually meant with a key that does not exist. */
function keyHint(key: string, known: readonly string[]): string {
  if (known.includes(key)) return `"${key}" cannot be combined with the other keys here`;
  if ((key === 'variables' || key === 'operation') && known.includes('graphql')) {
    return `write it inside "graphql": graphql: { query: …, ${key}: … }`;
  }
  const other = Object.hasOwn(otherWords, key) ? otherWords[key] : undefined;
  if (other === undefined || !known.includes(other)) return suggest(key, known);
  const isBody = other === 'json' && known.includes('form');
  return `did you mean "${other}"?${isBody ? ' A body is "json", "form", "multipart", "text", "xml", "graphql" or "file"' : ''}`;
}

/** Codes about reading a file and parsing its YAML. */
export const sourceCodes = {
  'file-not-found': error<{ path: string }>(
    ({ path }) => `the file ${quoteText(path)} does not exist`,
    () => 'correct the path, or create the file',
  ),
  'file-unreadable': error<{ path: string; reason: string }>(
    ({ path, reason }) => `cannot read ${quoteText(path)}: ${reason}`,
  ),
  'file-outside': error<{ path: string }>(
    ({ path }) => `${quoteText(path)} is outside the folder of the list`,
    () => 'a list can only read files in its own folder: move the file there, and write its relative path',
  ),
  'file-too-large': error<{ path: string; bytes: number; limit: number }>(
    ({ path, bytes, limit }) => `${quoteText(path)} has ${bytes} bytes; the limit is ${limit}`,
    () => 'split the list into several files',
  ),
  'file-not-utf8': error<{ path: string; offset: number }>(
    ({ path, offset }) => `${quoteText(path)} is not UTF-8: invalid byte at offset ${offset}`,
    () => 'save the file as UTF-8',
  ),
  'yaml-syntax': error<{ reason: string; hint: string | undefined }>(
    ({ reason }) => `invalid YAML: ${reason}`,
    ({ hint }) => hint as string,
  ),
  'yaml-empty': error<Record<string, never>>(
    () => 'the file is empty',
    () => 'a list has at least "name", "environments" and "endpoints"; a file that it includes has "endpoints"',
  ),
  'not-a-list': error<{ what: string; kind: string }>(
    ({ what }) => `this is ${what}, not an endpoint list`,
    ({ kind }) =>
      kind === 'environment'
        ? 'name the list, endpoints.yaml, and choose one of its environments by name: -e NAME'
        : kind === 'description'
          ? 'make a list from it: postmint import FILE'
          : 'write the requests into an endpoint list, endpoints.yaml: this version imports descriptions only',
  ),
  'yaml-documents': error<Record<string, never>>(
    () => 'a second YAML document starts here, but a list must be one document',
    () => 'remove the line "---", or move the rest to another file',
  ),
  'yaml-directive': error<{ directive: string }>(
    ({ directive }) => `the directive ${quoteText(directive)} would change how values are read`,
    () => 'remove the line: lists are YAML 1.2',
  ),
  'yaml-tag': error<{ tag: string }>(
    ({ tag }) => `the tag ${quoteText(tag)} is not supported`,
    () => 'remove the tag; to keep a value as text, put it in quotes',
  ),
  'yaml-depth': error<{ limit: number }>(
    ({ limit }) => `values are nested more than ${limit} levels deep`,
    () => 'use fewer levels',
  ),
  'yaml-alias': error<{ reason: string }>(
    ({ reason }) => `cannot resolve this alias: ${reason}`,
    () => 'write the value instead of the alias',
  ),
  'yaml-too-large': error<{ limit: number }>(
    ({ limit }) => `aliases expand this document to more than ${limit} values`,
    () => 'write the values instead of the aliases',
  ),
  'duplicate-key': error<{ key: string }>(
    ({ key }) => `duplicate key ${quoteText(key)}`,
    () => 'keep one of the two',
  ),
  'merge-key': error<Record<string, never>>(
    () => 'merge keys ("<<") are not part of YAML 1.2',
    () => 'copy the keys to this place, or use an alias for the whole value',
  ),
  'forbidden-key': error<{ key: string }>(
    ({ key }) => `${quoteText(key)} cannot be used as a key`,
    () => 'choose another name',
  ),
  'unquoted-braces': error<{ text: string }>(
    () => 'YAML reads these braces as a map, not as text',
    ({ text }) => `put the value in quotes: "${text}"`,
  ),
  'colon-in-entry': error<{ text: string }>(
    () => 'YAML splits this entry at ": " into a key and a value',
    ({ text }) => `write: - ${text}`,
  ),
  'value-cut': error<{ kept: string; lost: string }>(
    ({ kept, lost }) => `YAML reads ${quoteText(lost)} as a comment, so the value is only ${quoteText(kept)}`,
    ({ kept, lost }) =>
      `put the whole value in quotes: ${quoteText(`${kept} ${lost}`)}; for a comment, write a space after the "#"`,
  ),
  'comma-in-braces': error<{ key: string }>(
    ({ key }) => `the comma ends the value, so YAML reads ${quoteText(key)} as another key`,
    () => 'put a value with a comma in quotes; for a key without a value, write "key:"',
  ),
  'control-character': error<{ character: string }>(
    ({ character }) => `this text contains the invisible character ${character}`,
    () => 'remove it',
  ),
  'unknown-key': error<{ key: string; known: readonly string[] }>(
    ({ key }) => `unknown key ${quoteText(key)}`,
    ({ key, known }) => keyHint(key, known),
  ),
  'missing-key': error<{ key: string }>(
    ({ key }) => `the key "${key}" is missing`,
    ({ key }) =>
      key === 'template'
        ? 'add "template:" and the name of an auth template; run "postmint templates" to see all'
        : `add "${key}:"`,
  ),
  'wrong-type': error<{ expected: string; found: string }>(
    ({ expected, found }) => `expected ${expected}, found ${found}`,
    ({ expected, found }) => typeHint(expected, found) as string,
  ),
  'folder-or-request': error<Record<string, never>>(
    () => 'an entry must be either a folder or a request, not both',
    () => 'move the request into the "endpoints" of the folder',
  ),
  'wrong-value': error<{ found: string; known: readonly string[] }>(
    ({ found, known }) => `${quoteText(found)} is not one of ${known.join(', ')}`,
    ({ found, known }) => suggest(found, known),
  ),
};
