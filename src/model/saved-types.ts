import type { Api } from './api.ts';

/** Returns the name of the variable that holds the JSON type of a saved value. The scripts build the same name. */
export const typeVariableOf = (name: string): string => `${name}_json_type`;

const cache = new WeakMap<Api, ReadonlySet<string>>();

/**
 * Returns the names of the saved variables whose JSON type is kept: a number that was saved is sent and compared as a
 * number. Cached, because every request needs it.
 */
export function typedSavesOf(api: Api): ReadonlySet<string> {
  const kept = cache.get(api) ?? new Set(api.variables.flatMap(({ typeOf }) => typeOf ?? []));
  cache.set(api, kept);
  return kept;
}
