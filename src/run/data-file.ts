import { diagnose, type Result } from '../diagnostics/diagnostic.ts';
import { quoteNumbers } from '../notation/json-number.ts';
import type { DataRow } from './job.ts';

/**
 * Reads a data file: a JSON list of flat objects, or CSV (RFC 4180) with a header line. All values become text, as a
 * request would send them.
 */
export function parseData(path: string, text: string): Result<readonly DataRow[]> {
  const fail = (reason: string) => ({ diagnostics: [diagnose('bad-data', { path, reason })] });
  if (/^\s*[[{]/.test(text)) {
    let json: unknown;
    try {
      JSON.parse(text);
      // Only now is it known to be JSON. A number would lose digits that a request has to send.
      json = JSON.parse(quoteNumbers(text));
    } catch (error) {
      // The words of the error itself quote the text, and with it a password.
      const at = /at position (\d+)/.exec((error as Error).message)?.[1];
      const line = at === undefined ? '' : ` (line ${text.slice(0, Number(at)).split('\n').length})`;
      return fail(`it is not valid JSON${line}`);
    }
    return Array.isArray(json) ? fromJson(json, fail) : fail('it is not a list');
  }
  return fromCsv(text, fail);
}

type Fail = (reason: string) => Result<readonly DataRow[]>;

function fromJson(rows: readonly unknown[], fail: Fail): Result<readonly DataRow[]> {
  if (rows.length === 0) return fail('it has no entries');
  const value: DataRow[] = [];
  for (const [index, row] of rows.entries()) {
    if (typeof row !== 'object' || row === null || Array.isArray(row))
      return fail(`entry ${index + 1} is not an object`);
    for (const [key, one] of Object.entries(row)) {
      if (typeof one === 'object') return fail(`"${key}" in entry ${index + 1} is not text, a number, true or false`);
    }
    value.push(Object.fromEntries(Object.entries(row).map(([key, one]) => [key, String(one)])));
  }
  return { value, diagnostics: [] };
}

function fromCsv(text: string, fail: Fail): Result<readonly DataRow[]> {
  const lines = splitCsv(text);
  if (!lines) return fail('a quote is not closed');
  const [header, ...rows] = lines;
  if (!header || rows.length === 0) return fail('it has no rows after the header line');
  // In a single column, an empty line is an empty value.
  const isBlank = (row: readonly string[]) => header.length > 1 && row.length === 1 && row[0] === '';
  const wrong = rows.findIndex((row) => row.length !== header.length && !isBlank(row));
  if (wrong !== -1)
    return fail(`row ${wrong + 2} has ${rows[wrong]?.length} fields, but the header has ${header.length}`);
  const full = rows.filter((row) => !isBlank(row));
  const value = full.map((row) => Object.fromEntries(header.map((key, index) => [key.trim(), row[index] as string])));
  return { value, diagnostics: [] };
}

/** Fields of each line, quotes taken off; undefined when a quote is left open. */
function splitCsv(text: string): string[][] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/y;
  const clean = text.replace(/\n+$/, '');
  while (field.lastIndex <= clean.length) {
    const match = field.exec(clean);
    if (!match) return undefined;
    row.push(match[1] === undefined ? (match[2] as string) : match[1].replaceAll('""', '"'));
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
    if (match[3] === '') break;
  }
  return rows;
}
