import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Api } from '../../model/api.ts';
import type { DataRow } from '../job.ts';

/**
 * Reports values in data rows that contain `{{`: Postman would replace `{{password}}` there by the password, and send it
 * wherever the variable of the row is sent. Secrets are reported by `checkValues`.
 */
export function checkRows(rows: readonly DataRow[], api: Api): Diagnostic[] {
  const secrets = new Set(api.variables.filter(({ secret }) => secret).map(({ name }) => name));
  return rows.flatMap((row, index) =>
    Object.entries(row).flatMap(([name, value]) =>
      typeof value === 'string' && value.includes('{{') && !secrets.has(name)
        ? [diagnose('value-with-braces', { name, place: `row ${index + 1} of the data` })]
        : [],
    ),
  );
}
