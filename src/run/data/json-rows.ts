import { quoteNumbers } from '../../notation/json/json-number.ts';
import type { DataRow, DataValue } from '../job.ts';

/** The rows of a JSON text, or why there are none. */
export type Rows =
  | { readonly rows: readonly DataRow[]; readonly lines: readonly number[] }
  | { readonly reason: string };

/**
 * Reads a JSON list of objects. Plain values become text, and numbers keep their digits; `null` is an empty text. Objects
 * and lists stay as they are.
 */
export function readJsonRows(text: string): Rows {
  let entries: unknown;
  let texts: unknown;
  try {
    entries = JSON.parse(text);
    // quoteNumbers needs valid JSON. It makes numbers text, because JSON.parse would round long ones.
    texts = JSON.parse(quoteNumbers(text));
  } catch (error) {
    // The error's own message quotes the text, which may contain a password.
    const at = /at position (\d+)/.exec((error as Error).message)?.[1];
    const line = at === undefined ? '' : ` (line ${text.slice(0, Number(at)).split('\n').length})`;
    return { reason: `it is not JSON${line}` };
  }
  if (!Array.isArray(entries) || !Array.isArray(texts)) return { reason: 'it is not a list' };
  if (entries.length === 0) return { reason: 'it has no entries' };
  const wrong = entries.findIndex((entry) => typeof entry !== 'object' || entry === null || Array.isArray(entry));
  if (wrong !== -1) return { reason: `entry ${wrong + 1} is not an object` };
  const twice = repeatedKey(text);
  if (twice) return { reason: `entry ${twice.entry} has "${twice.key}" twice` };
  return { rows: entries.map((entry, index) => toRow(entry, texts[index])), lines: linesOf(text) };
}

function toRow(entry: Readonly<Record<string, unknown>>, texts: Readonly<Record<string, unknown>>): DataRow {
  const valueFor = (key: string, value: unknown): DataValue => {
    if (value === null) return '';
    // A script reads the numbers of an object as numbers, not as text.
    return typeof value === 'object' ? (value as DataValue) : String(texts[key]);
  };
  return Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, valueFor(key, value)]));
}

/** Returns the line of each entry, from 1. */
function linesOf(text: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  for (const [token] of text.matchAll(/[{}\n]|"(?:[^"\\]|\\.)*"/g)) {
    if (token === '\n') line++;
    else if (token === '{' && depth++ === 0) lines.push(line);
    else if (token === '}') depth--;
  }
  return lines;
}

/** Finds the first key that occurs twice in one object, at any depth: JSON.parse silently keeps the last value. */
function repeatedKey(text: string): { entry: number; key: string } | undefined {
  let entry = 0;
  const open: Set<string>[] = [];
  for (const [token, name] of text.matchAll(/[{}]|("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"/g)) {
    if (token === '{') {
      if (open.length === 0) entry++;
      open.push(new Set());
    } else if (token === '}') {
      open.pop();
    } else if (name !== undefined) {
      const key = JSON.parse(name) as string;
      if (open.at(-1)?.has(key)) return { entry, key };
      open.at(-1)?.add(key);
    }
  }
  return undefined;
}
