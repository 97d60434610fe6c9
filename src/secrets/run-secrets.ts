import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { type Api, endpointsOf } from '../model/api.ts';
import { resolveText } from '../notation/resolve-text.ts';
import { toUrl } from '../postman/v2/to-url.ts';
import { proxySecrets } from '../run/proxy.ts';
import { MIN_LENGTH } from './redactor.ts';

/** What a run has to hide, and what it cannot hide because it stands in plain sight. */
export interface RunSecrets {
  readonly secrets: readonly string[];
  /** Names and texts that a report repeats. */
  readonly known: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The secrets of a run: the values of its secret variables, the Basic forms that are made of them, and the passwords of
 * its proxies.
 *
 * @param iterations the values of each iteration
 */
export function runSecrets(api: Api, iterations: readonly ReadonlyMap<string, string>[]): RunSecrets {
  const secret = api.variables.filter((one) => one.secret);
  const plain = api.variables.filter((one) => !one.secret);
  const open = new Set(iterations.flatMap((values) => plain.map((one) => values.get(one.name) ?? '')));
  const own = iterations.flatMap((values) =>
    secret.map((variable) => ({ variable, value: values.get(variable.name) ?? '' })),
  );
  const told = new Map<string, Diagnostic>();
  for (const { variable, value } of own) {
    if (value !== '' && value.length < MIN_LENGTH) {
      told.set(variable.name, diagnose('short-secret', { name: variable.name }, variable.origin));
    }
    if (value !== '' && open.has(value) && !told.has(variable.name)) {
      told.set(variable.name, diagnose('public-secret', { name: variable.name }, variable.origin));
    }
  }
  const hidden = own.map((one) => one.value).filter((value) => !open.has(value));
  const pairs = iterations.flatMap((values) => basicPairs(api, values));
  const all = [...hidden, ...pairs, ...proxySecrets()].filter((value) => value !== '');
  return { secrets: [...new Set(all)], known: knownTexts(api, [...open]), diagnostics: [...told.values()] };
}

/** `id:secret` in Base64, as Basic auth sends it (RFC 7617, section 2), plain and with both parts URL-encoded. */
function basicPairs(api: Api, values: ReadonlyMap<string, string>): string[] {
  const resolve = (text: string) => resolveText(text, values);
  const clients = api.tokenRequests.map(({ signIn }) => [signIn.clientId, signIn.clientSecret]);
  const users = api.identities
    .filter(({ auth }) => auth.type === 'basic')
    .map(({ auth }) =>
      ['username', 'password'].map((key) => auth.attributes.find((one) => one.key === key)?.value ?? ''),
    );
  return [...clients, ...users].flatMap(([id = '', secret = '']) => {
    const pair = [resolve(id), resolve(secret)];
    if (pair[1] === '' || pair.some((one) => one.includes('{{'))) return [];
    const spelled = [pair.join(':'), pair.map(encodeURIComponent).join(':')];
    return spelled.map((text) => Buffer.from(text).toString('base64'));
  });
}

function knownTexts(api: Api, values: readonly string[]): string[] {
  const endpoints = endpointsOf(api.items).flatMap(({ name, folders, url }) => [name, ...folders, toUrl(url).raw]);
  const environments = api.environments.map((one) => one.name);
  const variables = api.variables.map((one) => one.name);
  const signIns = api.tokenRequests.flatMap(({ signIn }) => [signIn.name, signIn.tokenUrl]);
  return [[api.name, api.slug, ...environments, ...variables, ...signIns, ...values, ...endpoints].join('\n')];
}
