import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/did-you-mean.ts';
import { type Api, endpointsOf, type Item, madeBy } from '../../model/api.ts';
import { isSecretName } from '../../notation/secret-name.ts';
import type { DataRow } from '../job.ts';

/** Names in data rows, by what can read them. */
interface Columns {
  /** Names of variables that a row may set: like `--var`, saved values too, but not what a sign-in sets. */
  readonly variables: ReadonlySet<string>;
  /** The texts of all scripts of the list. */
  readonly scripts: string;
}

/**
 * Reports the columns of a data file that are mistakes, and notes those that nothing in the list names: their values are
 * there for scripts, as `pm.iterationData.get("name")`.
 *
 * @param path the file, as messages show it
 * @param hasNames true if the file certainly has names: JSON does, but the first row of a CSV file may be values, perhaps
 *   secrets, which must not be printed
 */
export function checkColumns(path: string, rows: readonly DataRow[], api: Api, hasNames: boolean): Diagnostic[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = columnsOf(api);
  const { variables } = columns;
  const known = [...variables];
  const isNamed = (name: string) => variables.has(name) || isInScripts(name, columns);
  const isHeader = hasNames || names.some(isNamed);
  const others = names.flatMap((name, index): Diagnostic[] => {
    if (isNamed(name)) return [];
    const near = didYouMean(name, known);
    // Beside a column with the right name, a similar one is not a misspelling of it.
    const isMisspelt = near !== undefined && rows.some((row) => name in row && !(near in row));
    const isMistake = isMisspelt || api.variables.some((variable) => variable.name === name);
    if (isMistake) return [diagnose('unknown-variable', { name, known })];
    if (isHeader) return [diagnose('unused-column', { path, name })];
    return [diagnose('bad-data', { path, reason: `its column ${index + 1} is not a variable of the list` })];
  });
  return [...nestedVariables(path, rows, api), ...others];
}

/** Reports objects and lists in the place of a variable's value. */
export function nestedVariables(path: string, rows: readonly DataRow[], api: Api): Diagnostic[] {
  const variables = new Set(api.variables.map(({ name }) => name));
  return rows.flatMap((row, index) =>
    Object.entries(row).flatMap(([name, value]) => {
      if (typeof value === 'string' || !variables.has(name)) return [];
      const what = Array.isArray(value) ? 'a list' : 'an object';
      const reason = `"${name}" in entry ${index + 1} is ${what}, but the list uses it as a variable, which is a text`;
      return [diagnose('bad-data', { path, reason })];
    }),
  );
}

/** True if a data file has values of secret variables. */
export function setsSecrets(rows: readonly DataRow[], api: Api): boolean {
  const { variables } = columnsOf(api);
  const secrets = api.variables.filter(({ name, secret }) => secret && variables.has(name));
  return secrets.some(({ name }) => rows.some((row) => name in row));
}

/** The values in data rows that are not variables, but have names that secrets have, at any depth. */
export function secretsForScripts(rows: readonly DataRow[], api: Api): { name: string; value: string }[] {
  const variables = new Set(api.variables.map(({ name }) => name));
  const secretsIn = (name: string, value: unknown): { name: string; value: string }[] => {
    if (typeof value === 'object' && value !== null) {
      return Object.entries(value).flatMap(([key, inner]) => secretsIn(Array.isArray(value) ? name : key, inner));
    }
    return isSecretName(name) && value !== '' && value !== null ? [{ name, value: String(value) }] : [];
  };
  const others = rows.flatMap((row) => Object.entries(row).filter(([name]) => !variables.has(name)));
  return others.flatMap(([name, value]) => secretsIn(name, value));
}

function columnsOf(api: Api): Columns {
  const saved = new Set(endpointsOf(api.items).flatMap(madeBy));
  const variables = api.variables.filter(({ name, produced }) => !produced || saved.has(name));
  return { variables: new Set(variables.map(({ name }) => name)), scripts: scriptsOf(api.items).join('\n') };
}

function scriptsOf(items: readonly Item[]): string[] {
  return items.flatMap((item) => {
    if (item.kind === 'sign-in') return [];
    const own = [item.before, item.after].filter((script) => script !== undefined);
    return item.kind === 'folder' ? [...own, ...scriptsOf(item.items)] : own;
  });
}

/** True if a script has the name after a quote or a dot, as in `pm.iterationData.get("name")`. */
function isInScripts(name: string, { scripts }: Columns): boolean {
  if (name === '') return false;
  for (let at = scripts.indexOf(name); at !== -1; at = scripts.indexOf(name, at + 1)) {
    const isWhole = !/[\w$]/.test(scripts[at + name.length] ?? '');
    if (isWhole && /["'`.]/.test(scripts[at - 1] ?? '')) return true;
  }
  return false;
}
