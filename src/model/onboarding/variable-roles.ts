import { type Api, endpointsOf, type Variable } from '../api.ts';

/** What people do with a variable: type it, leave it as it is, type it if they want, or leave it to the requests. */
export type VariableRole = 'to-type' | 'given' | 'optional' | 'set';

/** The order in which environments have their variables. */
const roles: readonly VariableRole[] = ['to-type', 'given', 'optional', 'set'];

/** Returns the role of a variable. It must be typed if it is a secret, or empty in one of the environments. */
export function roleOf({ name, secret, optional, produced }: Variable, { environments }: Api): VariableRole {
  if (produced) return 'set';
  if (optional) return 'optional';
  return secret || environments.some(({ values }) => !values.get(name)) ? 'to-type' : 'given';
}

/** Returns the variables of an API as environments have them: first what people type, last what requests set. */
export function variablesInOrder(api: Api): Variable[] {
  return roles.flatMap((role) => api.variables.filter((variable) => roleOf(variable, api) === role));
}

/** Returns the variables that people must type before the first request. */
export const variablesToType = (api: Api): Variable[] =>
  api.variables.filter((variable) => roleOf(variable, api) === 'to-type');

const users = new WeakMap<Api, ReadonlyMap<string, readonly string[]>>();

/** The names of the requests that use each variable. Cached, because every environment asks. */
function usersIn(api: Api): ReadonlyMap<string, readonly string[]> {
  const known = users.get(api);
  if (known) return known;
  const found = new Map<string, string[]>();
  for (const { name, uses } of endpointsOf(api.items)) {
    for (const variable of uses) found.set(variable, [...(found.get(variable) ?? []), name].slice(0, 2));
  }
  users.set(api, found);
  return found;
}

/**
 * Returns what a variable is, in one or two sentences, and where its value comes from.
 *
 * @example aboutVariable(secret, api) // 'Secret of the client. From the administrator.'
 */
export function aboutVariable(variable: Variable, api: Api): string {
  const { from } = variable;
  const sentence = (text: string) => (/[.!?)]$/.test(text) ? text : `${text}.`);
  const what = describeVariable(variable, api);
  return from ? `${sentence(what)} From ${sentence(from.trim())}` : what;
}

/** Returns what a variable is, as the list or a template says it; else which requests use it. */
export const describeVariable = ({ name, description }: Variable, api: Api): string =>
  description?.trim() ?? defaultAbout(name, usersIn(api).get(name) ?? []);

function defaultAbout(name: string, requests: readonly string[]): string {
  if (name === 'base_url') return 'Address of the API, without "/" at its end.';
  const [first, second] = requests;
  if (first === undefined) return 'Not used by a request.';
  return `Used by "${first}"${second === undefined ? '' : ' and other requests'}.`;
}
