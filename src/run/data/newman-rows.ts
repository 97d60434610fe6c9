import { diagnose, type Result } from '../../diagnostics/diagnostic.ts';
import type { DataRow } from '../job.ts';

/**
 * Parses a data file as newman does, for collections that postmint did not make: values of JSON keep their types, and
 * unquoted numbers in CSV are numbers. Messages quote no value.
 *
 * @param path the file's name, for messages
 */
export async function parseNewmanRows(path: string, text: string): Promise<Result<readonly DataRow[]>> {
  const fail = (reason: string) => ({ diagnostics: [diagnose('bad-data', { path, reason })] });
  const clean = text.replace(/^\ufeff/, '');
  const rows = /^\s*[[{]/.test(clean) ? fromJson(clean) : await fromCsv(clean);
  if (rows === undefined) return fail('it is neither a JSON list of objects nor CSV');
  return rows.length === 0 ? fail('it has no rows') : { value: rows, diagnostics: [] };
}

function fromJson(text: string): DataRow[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isRow = (row: unknown) => typeof row === 'object' && row !== null && !Array.isArray(row);
    return Array.isArray(value) && value.every(isRow) ? (value as DataRow[]) : undefined;
  } catch {
    return undefined;
  }
}

async function fromCsv(text: string): Promise<DataRow[] | undefined> {
  const { CsvError, parse } = await import('csv-parse/sync');
  const toValue = (value: string, { quoting }: { readonly quoting: boolean }) =>
    !quoting && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value) ? Number(value) : value;
  try {
    const options = { columns: true, trim: true, relax_quotes: true, relax_column_count: true, cast: toValue };
    return parse(text, options) as unknown as DataRow[];
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}
