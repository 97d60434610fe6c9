import type { Api } from '../model/api.ts';

/** A name that every shell can export: capitals, digits and `_`, not starting with a digit. */
const upper = (text: string) =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^(?=\d)/, '_');

/**
 * The names under which a secret is looked for, in the process environment and in an env file: slug, environment and
 * variable; without the environment when the list has only one.
 *
 * @example secretKeys(api, 'demo', 'password') // ['PYDIO_CELLS_DEMO_PASSWORD']
 */
export function secretKeys(api: Api, environment: string, variable: string): string[] {
  const long = upper(`${api.slug}_${environment}_${variable}`);
  return api.environments.length === 1 ? [long, upper(`${api.slug}_${variable}`)] : [long];
}
