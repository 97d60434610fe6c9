import { diagnose, type Result } from '../diagnostics/diagnostic.ts';
import { readJsonRows } from './data/json-rows.ts';
import { toStrictCsv } from './data/strict-csv.ts';
import type { DataRow } from './job.ts';

/** The rows of a data file, and the line of each, from 1. */
export interface DataFile {
  readonly rows: readonly DataRow[];
  readonly lines: readonly number[];
}

type Fail = (reason: string) => Result<DataFile>;

/**
 * Parses a data file: a JSON list of objects, or CSV (RFC 4180) with a header line. CSV is read as people write it:
 * spaces around a field in quotes and quotes inside a field without them are fine. Plain values become text; numbers keep
 * their digits, and `null` is an empty text. Messages never quote a value, because it may be a password.
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
  const { value, diagnostics } = await parseDataFile(path, text, known);
  return value ? { value: value.rows, diagnostics } : { diagnostics };
}

/** Does the same as {@link parseData}, and returns the line of each row as well. */
export async function parseDataFile(path: string, text: string, known: readonly string[]): Promise<Result<DataFile>> {
  const fail = (reason: string) => ({ diagnostics: [diagnose('bad-data', { path, reason })] });
  const clean = text.replace(/^\ufeff/, '');
  if (!/^\s*[[{]/.test(clean)) return fromCsv(clean, known, fail);
  const read = readJsonRows(clean);
  return 'rows' in read ? { value: read, diagnostics: [] } : fail(read.reason);
}

const csvFaults: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'there is text after a closing quote: inside a value in quotes, write a quote twice',
};

const countFields = (count: number) => `${count} field${count === 1 ? '' : 's'}`;

async function fromCsv(text: string, known: readonly string[], fail: Fail): Promise<Result<DataFile>> {
  const { CsvError, parse } = await import('csv-parse/sync');
  let read: readonly CsvRow[];
  try {
    const options = { relax_column_count: true, info: true } as const;
    read = parse(toStrictCsv(withoutLastLines(text)), options) as unknown as CsvRow[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The error's own message quotes a value.
    const { code, records } = error as { code: string; records?: number };
    return fail(`row ${(records ?? 0) + 1}: ${csvFaults[code] ?? 'it is not CSV'}`);
  }
  const ends = read.map(({ info }) => info.lines);
  const [header = [], ...rows] = withoutEmptyColumns(read.map(({ record }) => record));
  const names = header.map((name) => name.trim());
  const separator = otherSeparator(names, known);
  if (separator) return fail(`row 1: separate the columns with commas, not with ${separator}`);
  if (rows.length === 0) return fail('it has no rows below its header line');
  const twice = names.findIndex((name, index) => names.indexOf(name) < index);
  if (twice !== -1) {
    const name = names[twice] as string;
    const columns = `columns ${names.indexOf(name) + 1} and ${twice + 1}`;
    return fail(known.includes(name) ? `its ${columns} are both "${name}"` : `its ${columns} have the same name`);
  }
  // Empty lines are ignored, except in a file with one column, where they are empty values.
  const isBlank = (row: readonly string[]) => names.length > 1 && row.length === 1 && row[0]?.trim() === '';
  const wrong = rows.findIndex((row) => row.length !== names.length && !isBlank(row));
  if (wrong !== -1)
    return fail(`row ${wrong + 2} has ${countFields(rows[wrong]?.length ?? 0)}, but the header has ${names.length}`);
  const full = rows.flatMap((row, index) => (isBlank(row) ? [] : [{ row, line: (ends[index] ?? 0) + 1 }]));
  const toRow = (row: readonly string[]) => Object.fromEntries(names.map((name, at) => [name, row[at] as string]));
  return {
    value: { rows: full.map(({ row }) => toRow(row)), lines: full.map(({ line }) => line) },
    diagnostics: [],
  };
}

/** A row as csv-parse returns it. `lines` is the number of the row's last line. */
interface CsvRow {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** Removes the columns at the end without a name or a value: spreadsheets write a comma for each column that was used. */
function withoutEmptyColumns(lines: readonly string[][]): readonly string[][] {
  const width = lines[0]?.length ?? 0;
  const usedIn = (line: readonly string[]) => line.findLastIndex((field) => field.trim() !== '') + 1;
  const kept = lines.reduce((most, line) => (line.length === width ? Math.max(most, usedIn(line)) : most), 1);
  return lines.map((line) => (line.length === width ? line.slice(0, kept) : line));
}

/** Removes the lines at the end that are empty or have only white space. The last value keeps its spaces. */
function withoutLastLines(text: string): string {
  const end = text.trimEnd().length;
  const lineEnd = text.slice(end).search(/[\r\n]/);
  return lineEnd === -1 ? text : text.slice(0, end + lineEnd);
}

/** What separates the columns of a header line in the place of commas, in words; undefined if commas do. */
function otherSeparator(names: readonly string[], known: readonly string[]): string | undefined {
  if (names.some((name) => known.includes(name))) return undefined;
  if (names[0]?.includes(';')) return 'semicolons';
  return names[0]?.includes('\t') ? 'tabs' : undefined;
}
