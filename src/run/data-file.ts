import { diagnose, type Result } from '../diagnostics/diagnostic.ts';
import { quoteNumbers } from '../notation/json-number.ts';
import type { DataRow } from './job.ts';

type Fail = (reason: string) => Result<readonly DataRow[]>;

/**
 * Reads a data file: a JSON list of flat objects, or CSV (RFC 4180) with a header line. All values become text, as a
 * request would send them. No value is quoted in a message: it may be a password.
 *
 * @param path the file, as users know it
 * @param known names of the list's variables: only these may be quoted, because a file without a header line has values
 *   in its first row
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
    // Only now is it known to be JSON. A number would lose digits that a request has to send.
    rows = JSON.parse(quoteNumbers(text));
  } catch (error) {
    // The words of the error itself quote the text, and with it a password.
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
    for (const [key, own] of Object.entries(row)) {
      if (typeof own === 'object') return fail(`"${key}" in entry ${index + 1} is not a plain value`);
    }
    value.push(Object.fromEntries(Object.entries(row).map(([key, own]) => [key, String(own)])));
  }
  const twice = repeatedKey(text);
  return twice ? fail(`entry ${twice.entry} has "${twice.key}" twice`) : { value, diagnostics: [] };
}

/** The first key that an entry of a flat list has twice: JSON.parse takes the last one without a word. */
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

async function fromCsv(text: string, known: readonly string[], fail: Fail): Promise<Result<readonly DataRow[]>> {
  const { CsvError, parse } = await import('csv-parse/sync');
  let lines: string[][];
  try {
    lines = parse(text.replace(/[\r\n]+$/, ''), { relax_column_count: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The error's own words quote a value.
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
  // In a single column, an empty line is an empty value.
  const isBlank = (row: readonly string[]) => names.length > 1 && row.length === 1 && row[0] === '';
  const wrong = rows.findIndex((row) => row.length !== names.length && !isBlank(row));
  if (wrong !== -1) return fail(`row ${wrong + 2} has ${rows[wrong]?.length} fields, and the header ${names.length}`);
  const full = rows.filter((row) => !isBlank(row));
  const value = full.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] as string])));
  return { value, diagnostics: [] };
}
