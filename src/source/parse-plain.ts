/** Parses files of other tools as plain values, without places. */

import { parseDocument } from 'yaml';
import type { SourceFile } from '../diagnostics/origin.ts';

/** How often the aliases of a file may repeat its parts, so that a small file does not become a large one. */
const MAX_ALIASES = 10_000;

/** A parsed value, or why there is none. */
export type PlainResult = { readonly value: unknown } | { readonly fault: string };

/** Numbers of so many digits may be rounded by JavaScript. */
const longNumber = /(?<![\w."-])-?\d{16,}(?!["\w])|(?<![\w"])-?\d+\.\d{16,}(?!["\w])/;

/**
 * Parses JSON or YAML. A number that JavaScript would round is text with the mark of `notation/json-number.ts`.
 *
 * @param source a file whose name or first character says whether it is JSON
 */
export function parsePlain({ text, path }: SourceFile): PlainResult {
  const isJson = /^\s*[{[]/.test(text) || path.endsWith('.json');
  try {
    return { value: isJson ? parseJson(text) : parseYaml(text) };
  } catch (error) {
    if (error instanceof RangeError) return { fault: 'it is nested too deep' };
    // Flow maps of YAML also begin with a brace.
    if (isJson && !path.endsWith('.json')) return parseQuietly(text) ?? { fault: firstLine(error) };
    return { fault: firstLine(error) };
  }
}

function parseQuietly(text: string): PlainResult | undefined {
  try {
    return { value: parseYaml(text) };
  } catch {
    return undefined;
  }
}

const firstLine = (error: unknown) => (error as Error).message.split('\n')[0]?.replace(/:$/, '') ?? '';

function parseJson(text: string): unknown {
  if (!longNumber.test(text)) return JSON.parse(text);
  // Valid JSON first: inside of it, strings and numbers are the only tokens with digits.
  JSON.parse(text);
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') || !isRounded(token) ? token : `"\\u0000${token}"`,
  );
  return JSON.parse(marked);
}

const isRounded = (token: string) =>
  /^-?\d+$/.test(token) && (!Number.isSafeInteger(Number(token)) || String(Number(token)) !== token);

function parseYaml(text: string): unknown {
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: true,
    uniqueKeys: false,
    intAsBigInt: longNumber.test(text),
    prettyErrors: true,
    logLevel: 'error',
  });
  const [fault] = document.errors;
  if (fault) throw fault;
  return withMarks(document.toJS({ maxAliasCount: MAX_ALIASES }), new Map());
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
