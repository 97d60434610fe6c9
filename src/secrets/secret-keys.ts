import type { Api } from '../model/api.ts';

/** A name that every shell can export: upper case, digits and `_`, not starting with a digit. */
const upper = (text: string) =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^(?=\d)/, '_');

/**
 * Returns the names of a secret in the process environment and in an env file: slug, environment and variable. If the
 * list has only one environment, the name without it is valid as well, and comes second.
 *
 * @example secretKeys(api, 'demo', 'password') // ['PYDIO_CELLS_DEMO_PASSWORD']
 */
export function secretKeys(api: Api, environment: string, variable: string): string[] {
  const long = upper(`${api.slug}_${environment}_${variable}`);
  return api.environments.length === 1 ? [long, upper(`${api.slug}_${variable}`)] : [long];
}
