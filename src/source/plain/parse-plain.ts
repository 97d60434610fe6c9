/** Parses files of other tools as plain values, without places. */

import { parseDocument, type YAMLParseError } from 'yaml';
import type { SourceFile } from '../../diagnostics/origin.ts';
import { parseExact, parseQuietly } from '../../notation/json/json-number.ts';

/** How often the aliases of a file may repeat its parts, so that a small file does not become a large one. */
const MAX_ALIASES = 10_000;

/** A parsed value, or why there is none. Parts of YAML can be in several places; those of JSON cannot. */
export type PlainResult = { readonly value: unknown; readonly format: 'json' | 'yaml' } | { readonly fault: string };

/** True for a text with a number of so many digits that JavaScript may round it. Digits in texts hardly count. */
function hasLongNumber(text: string): boolean {
  for (const { index, 0: digits } of text.matchAll(/\d{16,}/g)) {
    let start = index - 1;
    while (isSpace(text[start])) start--;
    let end = index + digits.length;
    while (isSpace(text[end]) && text[end] !== '\n') end++;
    if (/[:,[-]/.test(text[start] ?? '') && /[,\]}\n#]/.test(text[end] ?? '')) return true;
  }
  return false;
}

const isSpace = (character: string | undefined) => character !== undefined && /\s/.test(character);

/**
 * Parses JSON or YAML. A number that JavaScript would round is text with the mark of `notation/json/json-number.ts`.
 *
 * @param source a file whose name or first character says whether it is JSON
 */
export function parsePlain({ text, path }: SourceFile): PlainResult {
  const isJson = /^\s*[{[]/.test(text) || path.endsWith('.json');
  try {
    return isJson ? { value: parseJson(text), format: 'json' } : { value: parseYaml(text), format: 'yaml' };
  } catch (error) {
    if (error instanceof RangeError) return { fault: 'it is nested too deep' };
    // Flow maps of YAML also begin with a brace.
    if (isJson && !path.endsWith('.json')) {
      const value = parseQuietly(text, parseYaml);
      if (value !== undefined) return { value, format: 'yaml' };
    }
    return { fault: firstLine(error) };
  }
}

const firstLine = (error: unknown) => (error as Error).message.split('\n')[0]?.replace(/:$/, '') ?? '';

const parseJson = (text: string): unknown => (hasLongNumber(text) ? parseExact(text, isRounded) : JSON.parse(text));

const isRounded = (token: string) =>
  /^-?\d+$/.test(token) && (!Number.isSafeInteger(Number(token)) || String(Number(token)) !== token);

function parseYaml(text: string, isRepaired = false): unknown {
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: true,
    uniqueKeys: false,
    intAsBigInt: hasLongNumber(text),
    prettyErrors: true,
    logLevel: 'error',
  });
  const [fault] = document.errors;
  if (fault) {
    const repaired = isRepaired ? undefined : repairQuotes(text, document.errors);
    if (repaired === undefined) throw fault;
    return parseYaml(repaired, true);
  }
  return withMarks(document.toJS({ maxAliasCount: MAX_ALIASES }), new Map());
}

/**
 * Indents the further lines of texts in quotes that begin in the column of their key. YAML does not allow them, but other
 * programs write and read them, such as SnakeYAML. Returns undefined if an error has another reason.
 */
function repairQuotes(text: string, errors: readonly YAMLParseError[]): string | undefined {
  const lines = text.split('\n');
  for (const { code, message, linePos } of errors) {
    if (code !== 'MISSING_CHAR' || !message.startsWith('Missing closing') || !linePos) continue;
    const [{ line: first }] = linePos;
    // To the line that closes the quote.
    for (let line = first; line < lines.length; line++) {
      lines[line] = `    ${lines[line]}`;
      if (/(?<!\\)(?:\\\\)*["']\s*$/.test(lines[line] ?? '')) break;
    }
  }
  return lines.join('\n') === text ? undefined : lines.join('\n');
}

/** Turns big integers into numbers, or text with a mark. Parts that aliases share stay shared. */
function withMarks(value: unknown, done: Map<object, unknown>): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : `\u0000${value}`;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (done.has(value)) return done.get(value);
  done.set(value, value);
  if (Array.isArray(value)) for (const [index, item] of value.entries()) value[index] = withMarks(item, done);
  else
    for (const [key, item] of Object.entries(value)) {
      if (typeof item === 'bigint' || typeof item === 'object')
        (value as Record<string, unknown>)[key] = withMarks(item, done);
    }
  return value;
}
