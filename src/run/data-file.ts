import { diagnose, type Result } from '../diagnostics/diagnostic.ts';
import { quoteNumbers } from '../notation/json-number.ts';
import type { DataRow } from './job.ts';

type Fail = (reason: string) => Result<readonly DataRow[]>;

/**
 * Parses a data file: a JSON list of flat objects, or CSV (RFC 4180) with a header line. All values become text;
 * numbers keep their digits. Messages never quote a value, because it may be a password.
 *
 * @param path the file's name, for messages
 * @param text the content of the file
 * @param known names of the list's variables. Only these may be quoted as column names, because a file without a header
 *   line has values in its first row
 * @returns one row for each object or line, or a `bad-data` error
 */
export async function parseData(
  path: string,
  text: string,
  known: readonly string[],
): Promise<Result<readonly DataRow[]>> {
  const fail = (reason: string) => ({ diagnostics: [diagnose('bad-data', { path, reason })] });
  const clean = text.replace(/^\ufeff/, '');
  return /^\s*[[{]/.test(clean) ? fromJson(clean, fail) : fromCsv(clean, known, fail);
}

function fromJson(text: string, fail: Fail): Result<readonly DataRow[]> {
  let rows: unknown;
  try {
    JSON.parse(text);
    // quoteNumbers needs valid JSON. It makes numbers text, because JSON.parse would round long ones.
    rows = JSON.parse(quoteNumbers(text));
  } catch (error) {
    // The error's own message quotes the text, which may contain a password.
    const at = /at position (\d+)/.exec((error as Error).message)?.[1];
    const line = at === undefined ? '' : ` (line ${text.slice(0, Number(at)).split('\n').length})`;
    return fail(`it is not JSON${line}`);
  }
  if (!Array.isArray(rows)) return fail('it is not a list');
  if (rows.length === 0) return fail('it has no entries');
  const value: DataRow[] = [];
  for (const [index, row] of rows.entries()) {
    if (typeof row !== 'object' || row === null || Array.isArray(row))
      return fail(`entry ${index + 1} is not an object`);
    for (const [key, field] of Object.entries(row)) {
      if (typeof field === 'object') return fail(`"${key}" in entry ${index + 1} is not a plain value`);
    }
    value.push(Object.fromEntries(Object.entries(row).map(([key, field]) => [key, String(field)])));
  }
  const twice = repeatedKey(text);
  return twice ? fail(`entry ${twice.entry} has "${twice.key}" twice`) : { value, diagnostics: [] };
}

/** Finds the first key that occurs twice in an entry of a flat list: JSON.parse silently keeps the last value. */
function repeatedKey(text: string): { entry: number; key: string } | undefined {
  let entry = 0;
  let keys = new Set<string>();
  for (const [token, name] of text.matchAll(/\{|("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"/g)) {
    if (token === '{') {
      entry++;
      keys = new Set();
    } else if (name !== undefined) {
      const key = JSON.parse(name) as string;
      if (keys.has(key)) return { entry, key };
      keys.add(key);
    }
  }
  return undefined;
}

const csvFaults: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is not closed',
  INVALID_OPENING_QUOTE: 'there is a quote inside a value: put the whole value in quotes, and write its quote twice',
  CSV_INVALID_CLOSING_QUOTE: 'there is text after a closing quote: inside a value in quotes, write a quote twice',
};

const countFields = (count: number) => `${count} field${count === 1 ? '' : 's'}`;

async function fromCsv(text: string, known: readonly string[], fail: Fail): Promise<Result<readonly DataRow[]>> {
  const { CsvError, parse } = await import('csv-parse/sync');
  let lines: string[][];
  try {
    lines = parse(text.replace(/[\r\n]+$/, ''), { relax_column_count: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The error's own message quotes a value.
    const { code, records } = error as { code: string; records?: number };
    return fail(`row ${(records ?? 0) + 1}: ${csvFaults[code] ?? 'it is not CSV'}`);
  }
  const [header = [], ...rows] = lines;
  const names = header.map((name) => name.trim());
  if (rows.length === 0) return fail('it has no rows below its header line');
  const twice = names.findIndex((name, index) => names.indexOf(name) < index);
  if (twice !== -1) {
    const name = names[twice] as string;
    const columns = `columns ${names.indexOf(name) + 1} and ${twice + 1}`;
    return fail(known.includes(name) ? `its ${columns} are both "${name}"` : `its ${columns} have the same name`);
  }
  // Empty lines are ignored, except in a file with one column, where they are empty values.
  const isBlank = (row: readonly string[]) => names.length > 1 && row.length === 1 && row[0] === '';
  const wrong = rows.findIndex((row) => row.length !== names.length && !isBlank(row));
  if (wrong !== -1)
    return fail(`row ${wrong + 2} has ${countFields(rows[wrong]?.length ?? 0)}, but the header has ${names.length}`);
  const full = rows.filter((row) => !isBlank(row));
  const value = full.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] as string])));
  return { value, diagnostics: [] };
}
