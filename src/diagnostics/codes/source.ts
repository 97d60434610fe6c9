import { suggest } from '../did-you-mean.ts';
import { error } from '../entry.ts';
import { quoteText } from '../show-text.ts';

/** What people mostly meant when a value is of another type. */
function typeHint(expected: string, got: string): string | undefined {
  if (got === 'nothing') return 'write the value behind the colon, or indent what belongs to it';
  if (expected === 'a list') return 'begin each item with "- "';
  if (expected === 'text' && got.startsWith('the number')) return 'put it in quotes';
  if (expected === 'a map') return 'write "key: value", one a line, indented';
  return undefined;
}

/** Reading a file and turning its text into a YAML tree. */
export const sourceCodes = {
  'file-not-found': error<{ path: string }>(
    ({ path }) => `there is no file ${quoteText(path)}`,
    () => 'correct the path, or create the file',
  ),
  'file-unreadable': error<{ path: string; reason: string }>(
    ({ path, reason }) => `cannot read ${quoteText(path)}: ${reason}`,
  ),
  'file-outside': error<{ path: string }>(
    ({ path }) => `${quoteText(path)} lies outside the folder of the list`,
    () => 'a list reads only files in its own folder: move the file there, and write its relative path',
  ),
  'file-too-large': error<{ path: string; bytes: number; limit: number }>(
    ({ path, bytes, limit }) => `${quoteText(path)} has ${bytes} bytes; at most ${limit} are read`,
    () => 'split the list into several files',
  ),
  'file-not-utf8': error<{ path: string; offset: number }>(
    ({ path, offset }) => `${quoteText(path)} is not UTF-8: byte ${offset} starts no valid character`,
    () => 'save the file as UTF-8',
  ),
  'yaml-syntax': error<{ reason: string; hint: string | undefined }>(
    ({ reason }) => `this is not valid YAML: ${reason}`,
    ({ hint }) => hint as string,
  ),
  'yaml-empty': error<Record<string, never>>(
    () => 'the list is empty',
    () => 'write at least name, environments and endpoints',
  ),
  'yaml-documents': error<Record<string, never>>(
    () => 'a second YAML document starts here; a list is one document',
    () => 'remove the line "---", or move what follows to a file of its own',
  ),
  'yaml-directive': error<{ directive: string }>(
    ({ directive }) => `the directive ${quoteText(directive)} would change how values are read`,
    () => 'remove the line: lists are YAML 1.2',
  ),
  'yaml-tag': error<{ tag: string }>(
    ({ tag }) => `the tag ${quoteText(tag)} is not supported`,
    () => 'remove the tag; put text in quotes if it should stay text',
  ),
  'yaml-depth': error<{ limit: number }>(
    ({ limit }) => `this is nested more than ${limit} levels deep`,
    () => 'make the structure flatter',
  ),
  'yaml-alias': error<{ reason: string }>(
    ({ reason }) => `this alias cannot be followed: ${reason}`,
    () => 'write the value out',
  ),
  'yaml-too-large': error<{ limit: number }>(
    ({ limit }) => `aliases make this document larger than ${limit} values`,
    () => 'write the values out',
  ),
  'duplicate-key': error<{ key: string }>(
    ({ key }) => `the key ${quoteText(key)} stands here a second time`,
    () => 'keep one of the two',
  ),
  'merge-key': error<Record<string, never>>(
    () => 'merge keys ("<<") are not part of YAML 1.2',
    () => 'write the keys out, or use an alias for the whole value',
  ),
  'forbidden-key': error<{ key: string }>(
    ({ key }) => `${quoteText(key)} cannot be used as a key`,
    () => 'choose another name',
  ),
  'unquoted-braces': error<{ text: string }>(
    () => 'YAML reads these braces as a map, not as text',
    ({ text }) => `put it in quotes: "${text}"`,
  ),
  'colon-in-entry': error<{ text: string }>(
    () => 'the ": " makes YAML read this entry as a key and a value',
    ({ text }) => `write: - ${text}`,
  ),
  'value-cut': error<{ kept: string; lost: string }>(
    ({ kept, lost }) => `the value ends before " #": ${quoteText(kept)} is kept, ${quoteText(lost)} is lost`,
    ({ kept, lost }) =>
      `put the whole value in quotes: ${quoteText(`${kept} ${lost}`)}; if it is a comment, write "# " with a space`,
  ),
  'comma-in-braces': error<{ key: string }>(
    ({ key }) => `the comma ends the value: YAML reads ${quoteText(key)} as a key of its own`,
    () => 'put the value with the comma in quotes; for a key without a value write "key:"',
  ),
  'control-character': error<{ character: string }>(
    ({ character }) => `this text holds the character ${character}, which no one can see`,
    () => 'remove it',
  ),
  'unknown-key': error<{ key: string; known: readonly string[] }>(
    ({ key }) => `unknown key ${quoteText(key)}`,
    ({ key, known }) => (known.includes(key) ? `"${key}" does not go with the keys beside it` : suggest(key, known)),
  ),
  'missing-key': error<{ key: string }>(
    ({ key }) => `the key "${key}" is missing`,
    ({ key }) => `add "${key}:"`,
  ),
  'wrong-type': error<{ expected: string; got: string }>(
    ({ expected, got }) => `expected ${expected}, found ${got}`,
    ({ expected, got }) => typeHint(expected, got) as string,
  ),
  'folder-or-request': error<Record<string, never>>(
    () => 'an entry is a folder or a request, and this one is both',
    () => 'put the request into the "endpoints" of the folder',
  ),
  'wrong-value': error<{ got: string; known: readonly string[] }>(
    ({ got, known }) => `${quoteText(got)} is not one of ${known.join(', ')}`,
    ({ got, known }) => suggest(got, known),
  ),
  'not-yet': error<{ key: string }>(
    ({ key }) => `"${key}" is planned, and this version cannot do it yet`,
    () => 'remove it; CHANGELOG.md says what each version can do',
  ),
};
