import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Diagnostic, Result } from '../../src/diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../../src/diagnostics/format.ts';
import { loadList, readerBeside } from '../../src/library/load-list.ts';
import type { Api } from '../../src/model/api.ts';
import { loadSchemaValidator } from '../../src/model/check/schema-validator.ts';
import { readSource } from '../../src/source/read.ts';

const validateSchema = await loadSchemaValidator();

/** The folder of all fixtures. */
export const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));

/** Loads a list from disk as the commands do. Paths in diagnostics are relative to `folder`. */
export function loadFile(folder: string, name: string): Result<Api> {
  const path = join(folder, name);
  const source = readSource(path, { cwd: folder });
  return source.value
    ? loadList(source.value, readerBeside(path, folder), validateSchema)
    : { diagnostics: source.diagnostics };
}

/**
 * Formats diagnostics as in a `.err` file, one line each: `4:5 error unknown-key`. A place outside the list starts with
 * its file name; a diagnostic without a place starts with `-`. Messages are compared with messages.txt, see
 * messages.test.ts.
 */
export function errorLines(diagnostics: readonly Diagnostic[], list = 'endpoints.yaml'): string[] {
  return sortDiagnostics(diagnostics).map(({ file, range, severity, code }) => {
    const position = range ? `${range.start.line}:${range.start.column}` : '-';
    return `${file === undefined || file === list ? '' : `${file}:`}${position} ${severity} ${code}`;
  });
}
