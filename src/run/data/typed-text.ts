import type { Api, Variable } from '../../model/api.ts';
import type { DataRow, DataValue } from '../job.ts';

/**
 * Returns the text of a variable's value as a list would have it: `True` and `TRUE`, which YAML, spreadsheets and other
 * languages write, are `true` for a variable of type boolean.
 */
export function typedText(text: string, { type }: Pick<Variable, 'type'>): string {
  return type === 'boolean' && /^(?:True|TRUE|False|FALSE)$/.test(text) ? text.toLowerCase() : text;
}

/** Returns rows in which each value of a variable is as a list would have it, see {@link typedText}. */
export function typedRows(rows: readonly DataRow[], api: Api): readonly DataRow[] {
  const booleans = api.variables.filter(({ type }) => type === 'boolean');
  if (booleans.length === 0) return rows;
  const variables = new Map(booleans.map((variable) => [variable.name, variable]));
  const typed = (name: string, value: DataValue) => {
    const variable = variables.get(name);
    return variable && typeof value === 'string' ? typedText(value, variable) : value;
  };
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typed(name, value)])));
}
