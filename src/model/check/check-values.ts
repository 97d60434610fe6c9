import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import { baseUrlFault } from '../../notation/base-url.ts';
import { findReferences } from '../../notation/references.ts';
import { type Api, endpointsOf, type Variable } from '../api.ts';
import type { Noted } from '../noted.ts';
import { allSettings, type EnvironmentSettings, type Settings } from '../settings.ts';

/** Longest value of a variable after the variables in it are replaced, in characters. */
const MAX_LENGTH = 65_536;

/** Reports variables that refer to each other in a circle, and values that become too long, for each environment. */
export function checkExpansion(settings: Settings, variables: readonly Variable[]): Diagnostic[] {
  return settings.environments.flatMap((environment) => {
    const values = new Map(variables.map((variable) => [variable.name, variable.value]));
    for (const { name, value } of environment.settings) values.set(name, value);
    const cycle = findCycle(values);
    if (!cycle) return checkLengths(values, settings, environment);
    const setting = environment.settings.find(({ name }) => cycle.includes(name));
    const first = variables.find((variable) => variable.name === cycle[0]);
    const origin = setting?.origin ?? first?.origin ?? environment.origin;
    return [diagnose('variable-cycle', { names: cycle }, origin)];
  });
}

/** Reports a value that becomes too long, because values refer to others several times. */
function checkLengths(
  values: ReadonlyMap<string, string>,
  { listed }: Settings,
  environment: EnvironmentSettings,
): Diagnostic[] {
  const lengths = new Map<string, number>();
  const lengthOf = (name: string): number => {
    const known = lengths.get(name);
    if (known !== undefined) return known;
    const value = values.get(name) ?? '';
    const length = findReferences(value).reduce((sum, reference) => sum + lengthOf(reference.name), value.length);
    lengths.set(name, length);
    return length;
  };
  const name = [...values.keys()].find((known) => lengthOf(known) > MAX_LENGTH);
  if (name === undefined) return [];
  const setting = [...environment.settings, ...listed].find((known) => known.name === name);
  return [diagnose('variable-too-long', { name, limit: MAX_LENGTH }, setting?.origin ?? environment.origin)];
}

function findCycle(values: ReadonlyMap<string, string>): string[] | undefined {
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): string[] | undefined => {
    const at = path.indexOf(name);
    if (at !== -1) return [...path.slice(at), name];
    if (done.has(name)) return undefined;
    for (const reference of findReferences(values.get(name) ?? '')) {
      const cycle = visit(reference.name, [...path, name]);
      if (cycle) return cycle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of values.keys()) {
    const cycle = visit(name, []);
    if (cycle) return cycle;
  }
  return undefined;
}

/** Reports secrets in URLs: of requests, of token requests, or as an API key in the query. */
export function checkSecretUrls(api: Api): Diagnostic[] {
  const secrets = new Set(api.variables.filter((variable) => variable.secret).map((variable) => variable.name));
  const check = (texts: readonly string[], origin: Origin, except?: string) =>
    texts
      .flatMap(findReferences)
      .flatMap(({ name }) =>
        secrets.has(name) && name !== except ? [diagnose('secret-in-url', { name }, origin)] : [],
      );
  const requests = endpointsOf(api.items).flatMap(({ url, origin }) => {
    const parameters = url.parameters.map((parameter) => parameter.value);
    const query = url.query.map((parameter) => parameter.value ?? '');
    return check([url.base, ...url.path, ...parameters, ...query], origin);
  });
  const signIns = api.identities.flatMap(({ signIn, auth, origin }) => {
    const attributeOf = (key: string) => auth.attributes.find((attribute) => attribute.key === key)?.value ?? '';
    const inQuery = auth.type === 'apikey' && attributeOf('in') === 'query' ? [attributeOf('value')] : [];
    const address = signIn ? [signIn.issuer ?? signIn.tokenUrl] : [];
    // A token variable that occurs in its own URL is reported elsewhere.
    return check([...address, ...inQuery], origin, signIn?.token.variable);
  });
  return [...requests, ...signIns];
}

/** Reports environments without a base URL, and invalid base URLs. */
export function checkBaseUrls(settings: Settings, { uses }: Noted): Diagnostic[] {
  const { listed, environments } = settings;
  const isBaseUrl = ({ name }: { readonly name: string }) => name === 'base_url';
  const without = environments.filter((environment) => !environment.settings.some(isBaseUrl));
  // If no environment has it, the variable is undeclared, which is reported where it is used.
  const isMissing = uses.has('base_url') && !listed.some(isBaseUrl) && without.length < environments.length;
  const missing = isMissing ? without.map(({ name, origin }) => diagnose('no-base-url', { name }, origin)) : [];
  const wrong = allSettings(settings).flatMap(({ name, value, origin }) => {
    if (name !== 'base_url' || value === '' || value.includes('{{')) return [];
    const reason = baseUrlFault(value);
    return reason ? [diagnose('bad-base-url', { value, reason }, origin)] : [];
  });
  return [...missing, ...wrong];
}
