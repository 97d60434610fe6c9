import { diagnose } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/did-you-mean.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import { baseUrlFault } from '../../notation/base-url.ts';
import { findReferences, isVariableName } from '../../notation/references.ts';
import { type Api, endpointsOf, type Variable } from '../api.ts';
import type { BuildContext } from '../build/build-context.ts';
import type { EnvironmentSettings, Setting } from '../build/build-variables.ts';

/** Names that were used before anything declared them: unknown, or saved only later. */
export function checkDeclared(variables: readonly Variable[], context: BuildContext): void {
  const declared = new Set(variables.filter((one) => !context.saved.has(one.name)).map((one) => one.name));
  const known = variables.map((one) => one.name);
  for (const { name, origin } of context.early) {
    if (declared.has(name)) continue;
    if (context.implied.has(name) && !context.saved.has(name)) continue;
    const later = context.saved.has(name);
    context.report(
      later
        ? diagnose('save-comes-later', { name }, origin, [
            { message: 'it is saved here', origin: context.saved.get(name)?.origin ?? origin },
          ])
        : diagnose('undeclared-variable', { name, known }, origin),
    );
  }
}

/** Variables of the list that neither a request, nor another variable, nor a script names. */
export function checkUsed(
  settings: readonly Setting[],
  environments: readonly EnvironmentSettings[],
  unsafe: 'ask' | 'plain',
  context: BuildContext,
): void {
  const byTemplate = new Set(context.input.identities.flatMap((one) => one.variables.map(({ name }) => name)));
  const seen = new Set<string>();
  for (const { name, keyOrigin } of [...settings, ...environments.flatMap((one) => one.settings)]) {
    if (seen.has(name)) continue;
    seen.add(name);
    const used =
      name === 'base_url' ||
      (name === 'allow_unsafe' && unsafe === 'ask') ||
      !isVariableName(name) ||
      context.uses.has(name) ||
      context.implied.has(name) ||
      byTemplate.has(name) ||
      context.scripts.some((script) => script.text.includes(name));
    if (!used) context.report(diagnose('unused-variable', { name }, keyOrigin));
  }
}

/** Variables whose values name each other in a circle. */
export function checkCycles(
  settings: readonly Setting[],
  environments: readonly EnvironmentSettings[],
  variables: readonly Variable[],
  context: BuildContext,
): void {
  for (const environment of environments) {
    const values = new Map(variables.map((one) => [one.name, one.value]));
    for (const { name, value } of environment.settings) values.set(name, value);
    const cycle = findCycle(values);
    if (!cycle) checkLengths(values, [...environment.settings, ...settings], environment, context);
    if (cycle) {
      const setting = environment.settings.find((one) => cycle.includes(one.name));
      const origin = setting?.origin ?? variables.find((one) => one.name === cycle[0])?.origin ?? environment.origin;
      context.report(diagnose('variable-cycle', { names: cycle }, origin));
    }
  }
}

/** The longest value that a variable may have once the variables in it are filled in. */
const MAX_LENGTH = 65_536;

/** Values that grow past all measure, because each names others several times. */
function checkLengths(
  values: ReadonlyMap<string, string>,
  settings: readonly Setting[],
  environment: EnvironmentSettings,
  context: BuildContext,
): void {
  const lengths = new Map<string, number>();
  const lengthOf = (name: string): number => {
    const known = lengths.get(name);
    if (known !== undefined) return known;
    const value = values.get(name) ?? '';
    const length = findReferences(value).reduce((sum, one) => sum + lengthOf(one.name), value.length);
    lengths.set(name, length);
    return length;
  };
  const name = [...values.keys()].find((one) => lengthOf(one) > MAX_LENGTH);
  if (name === undefined) return;
  const origin = settings.find((one) => one.name === name)?.origin ?? environment.origin;
  context.report(diagnose('variable-too-long', { name, limit: MAX_LENGTH }, origin));
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

/** Path parameters whose name is nearly that of a variable: a slip that would only show when a run asks for a value. */
export function checkImplied(variables: readonly Variable[], context: BuildContext): void {
  const known = variables.map((one) => one.name).filter((name) => !context.implied.has(name));
  for (const [name, origin] of context.implied) {
    const near = known.includes(name) || context.saved.has(name) ? undefined : didYouMean(name, known);
    if (near !== undefined) context.report(diagnose('implied-variable', { name, near }, origin));
  }
}

/** Secrets that would become part of a URL: of a request, of a token request, or as a key in every query. */
export function checkSecretUrls(api: Api, context: BuildContext): void {
  const secrets = new Set(api.variables.filter((one) => one.secret).map((one) => one.name));
  const check = (texts: readonly string[], origin: Origin, except?: string) => {
    for (const { name } of texts.flatMap((text) => findReferences(text))) {
      if (secrets.has(name) && name !== except) context.report(diagnose('secret-in-url', { name }, origin));
    }
  };
  for (const { url, origin } of endpointsOf(api.items)) {
    const parameters = url.parameters.map((one) => one.value);
    check([url.base, ...url.path, ...parameters, ...url.query.map((one) => one.value ?? '')], origin);
  }
  for (const { signIn, auth, origin } of api.identities) {
    const of = (key: string) => auth.attributes.find((one) => one.key === key)?.value ?? '';
    const inQuery = auth.type === 'apikey' && of('in') === 'query' ? [of('value')] : [];
    // A token that is called like a part of its own URL is told as that.
    check([...(signIn ? [signIn.issuer ?? signIn.tokenUrl] : []), ...inQuery], origin, signIn?.token.variable);
  }
}

/** Base URLs that no request could be made with. */
export function checkBaseUrls(
  settings: readonly Setting[],
  environments: readonly EnvironmentSettings[],
  context: BuildContext,
): void {
  if (context.uses.has('base_url') && !settings.some((one) => one.name === 'base_url')) {
    const without = environments.filter((one) => !one.settings.some((setting) => setting.name === 'base_url'));
    // When none has it, the variable is not declared at all, which is told where it is used.
    if (without.length < environments.length) {
      for (const { name, origin } of without) context.report(diagnose('no-base-url', { name }, origin));
    }
  }
  for (const { name, value, origin } of [...settings, ...environments.flatMap((one) => one.settings)]) {
    if (name !== 'base_url' || value === '' || value.includes('{{')) continue;
    const reason = baseUrlFault(value);
    if (reason) context.report(diagnose('bad-base-url', { value, reason }, origin));
  }
}
