import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import { type Api, type Environment, madeBy, type Variable } from '../../model/api.ts';
import { producedBy } from '../../model/identities.ts';
import { baseUrlFault } from '../../notation/base-url.ts';
import { pathValueFault } from '../../notation/encode.ts';
import { isJsonNumber } from '../../notation/json/json-number.ts';
import { isLoopback } from '../../notation/loopback.ts';
import { findReferences, referenceNames } from '../../notation/references.ts';
import { resolveText } from '../../notation/resolve-text.ts';
import { secretKeys } from '../../secrets/secret-keys.ts';
import type { RunPlan } from '../plan-run.ts';
import { checkAttributes, checkHeaders } from './check-headers.ts';

/** Input of {@link checkValues}. */
export interface ValuesInput {
  readonly api: Api;
  readonly environment: Environment;
  /** Path of the environment's file, for messages. */
  readonly file: string;
  readonly plan: RunPlan;
  /** Names of the variables that the plan needs. */
  readonly needed: ReadonlySet<string>;
  /** Values of one iteration. */
  readonly values: ReadonlyMap<string, string>;
  /** Names that the iteration's data row has. An empty text there is a value that somebody wrote. */
  readonly inRow?: ReadonlySet<string>;
  /** The file of the data row, as messages show it. */
  readonly dataFile?: string;
  /** Whether secrets may be sent over plain http. */
  readonly allowHttp: boolean;
  /** Returns the proxy through which a URL is requested, which could read plain http; true if its name is unknown. */
  readonly proxied?: (url: string) => string | boolean | undefined;
}

/**
 * Reports what would fail in a run, before anything is sent: empty variables, invalid numbers and URLs, invalid headers,
 * secrets over plain http, and requests that the environment does not allow.
 */
export function checkValues(input: ValuesInput): Diagnostic[] {
  const { api, needed } = input;
  const made = producedInRun(input);
  const known = new Map([...input.values].filter(([name]) => !made.has(name)));
  return [
    ...api.variables
      .filter((variable) => needed.has(variable.name))
      .flatMap((variable) => checkVariable(variable, made, input)),
    ...checkPathValues(input),
    ...checkHeaders(input.plan, known, secretNames(api)),
    ...checkAttributes(input.plan, known),
    ...checkSignInUrls(input),
    ...checkPlainHttp(input),
    ...checkAllowed(input),
  ];
}

const secretNames = (api: Api) => new Set(api.variables.flatMap(({ secret, name }) => (secret ? [name] : [])));

/** Variables that the run itself sets: saved values, whose order the plan has checked, and those of sign-ins. */
function producedInRun({ plan }: ValuesInput): Set<string> {
  const saved = plan.requests.flatMap(({ endpoint }) => madeBy(endpoint));
  const ofSignIns = plan.tokenRequests.flatMap(({ identity: { signIn } }) => [
    ...producedBy(signIn),
    ...signIn.made.map(({ key }) => key),
  ]);
  return new Set([...saved, ...ofSignIns]);
}

function checkVariable(variable: Variable, made: ReadonlySet<string>, input: ValuesInput): Diagnostic[] {
  const { api, environment, values, file, inRow } = input;
  const { name, optional, secret, type } = variable;
  const own = values.get(name) ?? '';
  const value = resolveText(own, values);
  if (value === '') {
    const isText = type === 'string' && !secret && !name.endsWith('base_url');
    if (optional || made.has(name) || (isText && inRow?.has(name) && !isInPath(name, input))) return [];
    const sources = sourcesHint(api, environment, variable);
    const isInRow = inRow?.has(name) === true;
    const place = isInRow ? (input.dataFile ?? 'the data') : file;
    const args = { name, file: place, secret, sources, inRow: isInRow };
    return [diagnose('unset-variable', args, originOf(variable, input))];
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

/** True if a path has the variable: without a value, the path would be another one. */
const isInPath = (name: string, { plan }: ValuesInput) =>
  plan.requests.some(({ endpoint: { url } }) =>
    url.parameters.some(({ value }) => referenceNames(value).includes(name)),
  );

/** Where to report a fault: `base_url` at the environment, which defines it; others at the variable. */
function originOf({ name, origin }: Variable, { environment }: ValuesInput): Origin {
  return name === 'base_url' ? environment.origin : origin;
}

/** True if a value has the type of its variable. Numbers and booleans are put into JSON without quotes. */
function fitsType(value: string, type: Variable['type']): boolean {
  if (type === 'boolean') return value === 'true' || value === 'false';
  return type === 'string' || isJsonNumber(value);
}

/** Reports values in a path that lead to another path. Values that are not known yet are checked by a script. */
function checkPathValues({ plan, values }: ValuesInput): Diagnostic[] {
  return plan.requests.flatMap(({ endpoint: { url, origin } }) => {
    const parameters = url.parameters.map(({ key, value }) => ({ name: key, text: value }));
    const segments = url.path
      .filter((segment) => segment.includes('{{'))
      .map((segment) => ({ name: referenceNames(segment).join('}{'), text: segment }));
    return [...parameters, ...segments].flatMap(({ name, text }) => {
      const value = resolveText(text, values);
      // An empty variable is not replaced, and reported elsewhere.
      const fault = value.includes('{{') ? undefined : pathValueFault(value, url.wide?.includes(text) === true);
      return fault ? [diagnose('path-value', { name, ...fault }, origin)] : [];
    });
  });
}

function sourcesHint(api: Api, environment: Environment, { name }: Variable): string {
  const [key] = secretKeys(api, environment.name, name);
  const isPublic = name.endsWith('client_secret')
    ? '; for a client without a secret, write client_authentication: none'
    : '';
  return `set ${key} in the environment or in --env-file FILE, or use --secret-stdin ${name}${isPublic}`;
}

/** Reports invalid token URLs and issuers. Without a scheme, runners would use plain http. */
function checkSignInUrls({ plan, values }: ValuesInput): Diagnostic[] {
  return plan.tokenRequests.flatMap(({ identity: { signIn, origin } }) => {
    const text = signIn.issuer ?? signIn.tokenUrl;
    const value = resolveText(text, values);
    // Variables without a value and base_url are reported elsewhere.
    const reason =
      text.startsWith('{{base_url}}') || value.includes('{{') || value.startsWith('/')
        ? undefined
        : baseUrlFault(signIn.issuer === undefined ? value.replace(/\?[^#]*/, '') : value);
    return reason ? [diagnose('bad-base-url', { value: text, reason }, origin)] : [];
  });
}

/** Reports secrets that would be sent over plain http to another machine or through a proxy. */
function checkPlainHttp(input: ValuesInput): Diagnostic[] {
  const { api, plan, values, allowHttp, environment, proxied = () => undefined } = input;
  if (allowHttp) return [];
  const secrets = secretNames(api);
  const bases = plan.requests
    .filter(({ endpoint }) => endpoint.auth !== 'none' || [...endpoint.uses].some((name) => secrets.has(name)))
    .map(({ endpoint }) => endpoint.url.base);
  const token = plan.tokenRequests.map(({ identity: { signIn } }) => signIn.issuer ?? signIn.tokenUrl);
  const reported = new Set<string>();
  return [...token, ...bases].flatMap((text) => {
    const url = resolveText(text, values);
    if (!/^http:\/\//i.test(url) || !URL.canParse(url)) return [];
    const { hostname } = new URL(url);
    const through = proxied(url);
    if ((isLoopback(hostname) && !through) || reported.has(hostname)) return [];
    reported.add(hostname);
    const name = findReferences(text)[0]?.name ?? 'the URL';
    const proxy = typeof through === 'string' ? through : undefined;
    return [diagnose('plain-http', { name, host: hostname, proxy, own: isLoopback(hostname) }, environment.origin)];
  });
}

/** With `unsafe: ask`, reports requests that may change data unless the environment sets `allow_unsafe`. */
function checkAllowed({ api, plan, values, environment }: ValuesInput): Diagnostic[] {
  const asks = api.unsafe === 'ask' && plan.requests.some(({ endpoint }) => !endpoint.safe);
  if (!asks || values.get('allow_unsafe') === 'true') return [];
  return [diagnose('unsafe-not-allowed', { name: environment.name }, environment.origin)];
}
