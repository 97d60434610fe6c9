/** The environment at the end of a run. */

/** What the file is made from. */
export interface EndedEnvironment {
  /** Name in Postman, such as `shop.dev`. */
  readonly name: string;
  /** Values at the end of the run, by name. */
  readonly values: Readonly<Record<string, string>>;
  /** Names of the variables that are left out, because they are secrets. */
  readonly secret: ReadonlySet<string>;
  /** Returns true for a value with a part of a secret. Such a variable is left out as well. */
  readonly isSecret: (text: string) => boolean;
}

/**
 * Returns an environment that Postman imports, with the values at the end of a run: those that requests saved, and all
 * others but secrets. It begins with a mark, so that a later run may replace it.
 */
export function formatEnvironment({ name, values, secret, isSecret }: EndedEnvironment): string {
  const shown = Object.entries(values).filter(([key, value]) => !secret.has(key) && !isSecret(value));
  const environment = {
    _postman_exported_using: 'postmint run',
    name,
    values: shown.map(([key, value]) => ({ key, value, type: 'default', enabled: true })),
    _postman_variable_scope: 'environment',
  };
  return `${JSON.stringify(environment, null, 2)}\n`;
}
