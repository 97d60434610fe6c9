import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import type { Api, Environment, Variable } from '../../model/api.ts';
import { producedBy } from '../../model/identities.ts';
import { baseUrlFault } from '../../notation/base-url.ts';
import { isJsonNumber } from '../../notation/json-number.ts';
import { isLoopback } from '../../notation/loopback.ts';
import { findReferences } from '../../notation/references.ts';
import { resolveText } from '../../notation/resolve-text.ts';
import { secretKeys } from '../../secrets/secret-keys.ts';
import type { RunPlan } from '../plan-run.ts';
import { checkHeaders } from './check-headers.ts';

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
  /** Whether a URL is asked for through a proxy, which could read what goes over plain http. */
  readonly proxied?: (url: string) => boolean;
}

/**
 * All that can be known to fail before anything is sent: empty variables, values that are no number or no address, headers
 * that cannot be sent, a secret over plain http, requests that the environment does not allow.
 */
export function checkValues(input: ValuesInput): Diagnostic[] {
  const { api, needed } = input;
  const made = producedInRun(input);
  return [
    ...api.variables.filter((one) => needed.has(one.name)).flatMap((one) => checkVariable(one, made, input)),
    ...checkPathValues(input),
    ...checkHeaders(input.plan, new Map([...input.values].filter(([name]) => !made.has(name))), secretNames(api)),
    ...checkSignInUrls(input),
    ...checkPlainHttp(input),
    ...checkAllowed(input),
  ];
}

const secretNames = (api: Api) => new Set(api.variables.flatMap(({ secret, name }) => (secret ? [name] : [])));

/** What the run itself sets: saved values (the plan has seen to their order), and the token when the run signs in. */
function producedInRun({ plan }: ValuesInput): Set<string> {
  const saved = plan.requests.flatMap(({ endpoint }) => endpoint.saves.map((save) => save.variable));
  const ofSignIns = plan.tokenRequests.flatMap(({ identity: { signIn } }) => [
    ...producedBy(signIn),
    ...signIn.made.map(({ key }) => key),
  ]);
  return new Set([...saved, ...ofSignIns]);
}

function checkVariable(variable: Variable, made: ReadonlySet<string>, input: ValuesInput): Diagnostic[] {
  const { api, environment, values, file } = input;
  const { name, optional, secret, type } = variable;
  const own = values.get(name) ?? '';
  const value = resolveText(own, values);
  if (value === '') {
    if (optional || made.has(name)) return [];
    const sources = sourcesHint(api, environment, variable);
    return [diagnose('unset-variable', { name, file, secret, sources }, originOf(variable, input))];
  }
  if (secret && own.includes('{{')) return [diagnose('secret-with-braces', { name }, variable.origin)];
  if (!fitsType(value, type)) {
    return [diagnose('variable-type', { name, expected: type, found: 'string' }, originOf(variable, input))];
  }
  if (name === 'base_url' && !value.includes('{{')) {
    const reason = value.endsWith('/')
      ? 'remove the "/" at its end, because every path starts with one'
      : baseUrlFault(value);
    if (reason) return [diagnose('bad-base-url', { value: own, reason }, environment.origin)];
  }
  return [];
}

/** Where to point: at the environment for what each environment has to say itself, else at the variable. */
function originOf({ name, origin }: Variable, { environment }: ValuesInput): Origin {
  return name === 'base_url' ? environment.origin : origin;
}

/** A variable of type number or boolean stands in JSON without quotes, and so has to be one. */
function fitsType(value: string, type: Variable['type']): boolean {
  if (type === 'boolean') return value === 'true' || value === 'false';
  return type === 'string' || isJsonNumber(value);
}

/** Postman puts a value into a path as it is: a "?" or a "#" in it would end the path. */
function checkPathValues({ plan, values }: ValuesInput): Diagnostic[] {
  return plan.requests.flatMap(({ endpoint }) =>
    endpoint.url.parameters.flatMap(({ key, value }) => {
      const fault = /[?#]/.exec(resolveText(value, values))?.[0];
      return fault === undefined ? [] : [diagnose('path-value', { name: key, character: fault }, endpoint.origin)];
    }),
  );
}

function sourcesHint(api: Api, environment: Environment, { name }: Variable): string {
  const [key] = secretKeys(api, environment.name, name);
  return `set ${key} in the environment or in --env-file FILE, or use --secret-stdin ${name}`;
}

/** Where a sign-in goes has to be a URL: without a scheme, runners would take plain http. */
function checkSignInUrls({ plan, values }: ValuesInput): Diagnostic[] {
  return plan.tokenRequests.flatMap(({ identity: { signIn, origin } }) => {
    const text = signIn.issuer ?? signIn.tokenUrl;
    const value = resolveText(text, values);
    // What is not set, and what base_url is made of, is told elsewhere.
    const reason =
      text.startsWith('{{base_url}}') || value.includes('{{') || value.startsWith('/')
        ? undefined
        : baseUrlFault(value);
    return reason ? [diagnose('bad-base-url', { value: text, reason }, origin)] : [];
  });
}

/** A token or another secret goes over plain http only to this machine, unless the user allows more. */
function checkPlainHttp(input: ValuesInput): Diagnostic[] {
  const { api, plan, values, allowHttp, environment, proxied = () => false } = input;
  if (allowHttp) return [];
  const secrets = secretNames(api);
  const bases = plan.requests
    .filter(({ endpoint }) => endpoint.auth !== 'none' || [...endpoint.uses].some((name) => secrets.has(name)))
    .map(({ endpoint }) => endpoint.url.base);
  const token = plan.tokenRequests.map(({ identity: { signIn } }) => signIn.issuer ?? signIn.tokenUrl);
  const told = new Set<string>();
  return [...token, ...bases].flatMap((text) => {
    const url = resolveText(text, values);
    if (!/^http:\/\//i.test(url) || !URL.canParse(url)) return [];
    const { hostname } = new URL(url);
    if ((isLoopback(hostname) && !proxied(url)) || told.has(hostname)) return [];
    told.add(hostname);
    const name = findReferences(text)[0]?.name ?? 'the URL';
    return [diagnose('plain-http', { name, host: hostname }, environment.origin)];
  });
}

/** With `unsafe: ask`, the environment has to allow requests that change something, here as in every other runner. */
function checkAllowed({ api, plan, values, environment }: ValuesInput): Diagnostic[] {
  const asks = api.unsafe === 'ask' && plan.requests.some(({ endpoint }) => !endpoint.safe);
  if (!asks || values.get('allow_unsafe') === 'true') return [];
  return [diagnose('unsafe-not-allowed', { name: environment.name }, environment.origin)];
}
