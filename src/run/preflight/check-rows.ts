import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Api } from '../../model/api.ts';
import type { DataRow } from '../job.ts';
import type { DataPlace } from './at-rows.ts';

/**
 * Reports values in data rows that contain `{{`: Postman would replace `{{password}}` there by the password, and send it
 * wherever the variable of the row is sent. Secrets are reported by `checkValues`.
 *
 * @param place where the rows come from
 */
export function checkRows(rows: readonly DataRow[], api: Api, place?: DataPlace): Diagnostic[] {
  const secrets = new Set(api.variables.filter(({ secret }) => secret).map(({ name }) => name));
  return rows.flatMap((row, index) =>
    Object.entries(row).flatMap(([name, value]) =>
      typeof value === 'string' && value.includes('{{') && !secrets.has(name)
        ? [diagnose('value-with-braces', { name, place: placeOf(index, place) })]
        : [],
    ),
  );
}

const placeOf = (index: number, place: DataPlace | undefined) =>
  place ? `row ${index + 1} of ${place.path} (line ${place.lines[index]})` : `row ${index + 1} of the data`;
