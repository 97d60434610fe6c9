import type { Api } from '../model/api.ts';
import type { Secret } from './secret.ts';
import { secretKeys } from './secret-keys.ts';

/** Sources of secrets, in order of precedence. */
export interface SecretSources {
  /** A value from standard input, for one variable. */
  readonly stdin?: { readonly name: string; readonly value: string };
  /** The content of `--env-file`. */
  readonly envFile?: { readonly path: string; readonly values: ReadonlyMap<string, string> };
  /** The process environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Secrets that the user typed into the generated environment file. */
  readonly environmentFile: { readonly path: string; readonly values: ReadonlyMap<string, string> };
}

/** Removes one line break from the end of a value: a file and `echo` add one, and it is not part of a secret. */
const withoutLineEnd = (value: string | undefined): string => (value ?? '').replace(/\r?\n$/, '');

/**
 * Returns a secret from the first source that has it; undefined if none has. Only standard input may be empty. A line
 * break at the end of a value is removed, whatever the source.
 */
export function findSecret(api: Api, environment: string, name: string, sources: SecretSources): Secret | undefined {
  if (sources.stdin?.name === name) {
    return { name, value: withoutLineEnd(sources.stdin.value), source: 'standard input' };
  }
  const keys = secretKeys(api, environment, name);
  for (const key of keys) {
    const value = withoutLineEnd(sources.envFile?.values.get(key));
    if (value) return { name, value, source: `${key} in ${sources.envFile?.path}` };
  }
  for (const key of keys) {
    const value = withoutLineEnd(sources.environment[key]);
    if (value) return { name, value, source: `environment variable ${key}` };
  }
  const value = withoutLineEnd(sources.environmentFile.values.get(name));
  return value ? { name, value, source: sources.environmentFile.path } : undefined;
}
