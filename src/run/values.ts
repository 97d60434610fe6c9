import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Api, Environment, Variable } from '../model/api.ts';
import { baseUrlFault } from '../model/check-variables.ts';
import { findReferences } from '../model/references.ts';
import { resolveText } from '../model/resolve-text.ts';
import { signInNeeds } from '../postman/to-token-request.ts';
import type { RunPlan } from './plan-run.ts';
import { secretKeys } from './secret-keys.ts';

/** Names of the variables that a plan's requests and its sign-in need, also through the values of others. */
export function neededVariables(api: Api, plan: RunPlan, values: ReadonlyMap<string, string>): Set<string> {
  const needed = new Set<string>();
  const add = (name: string) => {
    if (needed.has(name) || name.startsWith('$')) return;
    needed.add(name);
    for (const reference of findReferences(values.get(name) ?? '')) add(reference.name);
  };
  for (const { endpoint } of plan.requests) for (const name of endpoint.uses) add(name);
  if (plan.signsIn && api.signIn) for (const name of signInNeeds(api.signIn)) add(name);
  return needed;
}

/** What `checkValues` looks at. */
export interface ValuesInput {
  readonly api: Api;
  readonly environment: Environment;
  /** The environment's file, as users know it. */
  readonly file: string;
  readonly plan: RunPlan;
  readonly needed: ReadonlySet<string>;
  /** Values of one iteration. */
  readonly values: ReadonlyMap<string, string>;
  readonly allowHttp: boolean;
}

/**
 * All that can be known to fail before anything is sent: empty variables, addresses that are none, a sign-in over
 * plain http.
 */
export function checkValues(input: ValuesInput): Diagnostic[] {
  const { api, environment, needed, values, file } = input;
  const diagnostics: Diagnostic[] = [];
  for (const variable of api.variables) {
    const { name, optional, produced, secret, origin } = variable;
    if (!needed.has(name)) continue;
    const value = resolveText(values.get(name) ?? '', values);
    if (value === '' && !optional && !produced) {
      diagnostics.push(
        diagnose('unset-variable', { name, file, secret, sources: sourcesHint(api, environment, variable) }, origin),
      );
    }
    if (secret && (values.get(name) ?? '').includes('{{'))
      diagnostics.push(diagnose('secret-with-braces', { name }, origin));
    if (name === 'base_url' && value !== '' && !value.includes('{{')) {
      const reason = baseUrlFault(value);
      if (reason) diagnostics.push(diagnose('bad-base-url', { value, reason }, environment.origin));
    }
  }
  return [...diagnostics, ...checkPlainHttp(input)];
}

function sourcesHint(api: Api, environment: Environment, { name }: Variable): string {
  const [key] = secretKeys(api, environment.name, name);
  return `set ${key} in the environment or in --env-file FILE; or use --secret-stdin ${name}`;
}

/** A sign-in goes over plain http only to this machine, unless the user allows more. */
function checkPlainHttp({ api, plan, values, allowHttp, environment }: ValuesInput): Diagnostic[] {
  if (!plan.signsIn || allowHttp) return [];
  const names = new Set(['base_url', ...findReferences(api.signIn?.tokenUrl ?? '').map((one) => one.name)]);
  return [...names].flatMap((name) => {
    const value = resolveText(values.get(name) ?? '', values);
    if (!/^http:\/\//i.test(value) || !URL.canParse(value)) return [];
    const { hostname } = new URL(value);
    return isLoopback(hostname) ? [] : [diagnose('plain-http', { name, host: hostname }, environment.origin)];
  });
}

/** True for a name or address of this machine. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d+){3}$/.test(hostname)
  );
}
