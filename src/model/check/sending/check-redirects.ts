import { type Diagnostic, diagnose } from '../../../diagnostics/diagnostic.ts';
import { referenceNames } from '../../../notation/references.ts';
import { type Api, type Endpoint, endpointsOf } from '../../api.ts';
import { identityOf } from '../../identities.ts';

/**
 * Checks requests that follow redirects. The generated files can only say that all redirects are followed, so a request
 * that may stay on its origin must have nothing that another host must not receive.
 */
export function checkRedirects(api: Api): Diagnostic[] {
  const following = endpointsOf(api.items).filter(({ settings }) => settings?.redirects !== undefined);
  if (following.length === 0) return [];
  const secrets = withSecrets(api);
  return following.flatMap((endpoint) => {
    if (endpoint.settings?.redirects === 'any') return [diagnose('redirects-any', {}, endpoint.origin)];
    const has = whatCouldLeak(endpoint, api, secrets);
    return has === undefined ? [] : [diagnose('redirects-everywhere', { has }, endpoint.origin)];
  });
}

/** What another host could receive, in a word; undefined if there is nothing. */
function whatCouldLeak(endpoint: Endpoint, api: Api, secrets: ReadonlySet<string>): string | undefined {
  if (identityOf(api, endpoint)) return 'sign-in';
  if (endpoint.body) return 'body';
  const secret = [...endpoint.uses].find((name) => secrets.has(name));
  if (secret !== undefined) return `secret {{${secret}}}`;
  const isCredential = ({ key }: { key: string }) => /^(?:authorization|cookie|proxy-authorization)$/i.test(key);
  const header = endpoint.headers.find(isCredential);
  return header && `header ${header.key}`;
}

/** Names of the secrets, and of the variables with a secret in the values that they have or that requests set. */
function withSecrets({ variables, environments, items }: Api): Set<string> {
  const found = new Set(variables.flatMap(({ name, secret }) => (secret ? [name] : [])));
  const texts = new Map<string, string[]>();
  const set = endpointsOf(items).flatMap(({ sets = [] }) =>
    sets.map(({ variable, value }) => [variable, value] as const),
  );
  for (const [name, value] of [...environments.flatMap(({ values }) => [...values]), ...set]) {
    if (value.includes('{{')) texts.set(name, [...(texts.get(name) ?? []), value]);
  }
  // A value may contain a variable whose value contains another one.
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const [name, values] of texts) {
      if (values.some((value) => referenceNames(value).some((inner) => found.has(inner)))) found.add(name);
    }
  }
  return found;
}
