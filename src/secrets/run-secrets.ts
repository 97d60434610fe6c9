import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { type Api, endpointsOf } from '../model/api.ts';
import { tokenIdentitiesOf } from '../model/identities.ts';
import { showUrl } from '../model/show-url.ts';
import { resolveText } from '../notation/resolve-text.ts';
import { MIN_LENGTH } from './redactor.ts';
import type { Secret } from './secret.ts';

/** Input of `runSecrets`. */
export interface RunSecretsInput {
  readonly api: Api;
  /** The secrets that were found for the variables. */
  readonly secrets: readonly Secret[];
  /** Values of all variables for each iteration, including secrets and data rows. */
  readonly iterations: readonly ReadonlyMap<string, string>[];
  /** Passwords of proxies, the passphrase of a client certificate, and secrets in data rows that only scripts read. */
  readonly further?: readonly Secret[];
}

/** The secrets that a run hides, and the public texts that it does not hide. */
export interface RunSecrets {
  readonly secrets: readonly Secret[];
  /** Public texts that a report repeats: names, URLs, and values that are not secret. */
  readonly known: readonly string[];
  /** Warnings about secrets that cannot be hidden: too short, or also the value of a variable that is not secret. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Returns the secrets of a run: values of secret variables in every iteration, the Basic credentials that contain them,
 * and the further ones. Each value occurs once.
 */
export function runSecrets({ api, secrets, iterations, further = [] }: RunSecretsInput): RunSecrets {
  const plain = api.variables.filter((variable) => !variable.secret);
  const open = new Set(iterations.flatMap((values) => plain.map((variable) => values.get(variable.name) ?? '')));
  const found = new Map(secrets.map((secret) => [secret.name, secret]));
  const own = api.variables
    .filter((variable) => variable.secret)
    .flatMap((variable) =>
      iterations.flatMap((values) => {
        const { name } = variable;
        const value = values.get(name) ?? '';
        const known = found.get(name);
        return [{ variable, secret: known?.value === value ? known : { name, value, source: 'a row of data' } }];
      }),
    );
  const reported = new Map<string, Diagnostic>();
  for (const { variable, secret } of own) {
    const { name, value } = secret;
    if (value !== '' && value.length < MIN_LENGTH) {
      reported.set(name, diagnose('short-secret', { name }, variable.origin));
    } else if (value !== '' && open.has(value) && !reported.has(name)) {
      reported.set(name, diagnose('public-secret', { name }, variable.origin));
    }
  }
  const hidden = own.map(({ secret }) => secret).filter(({ value }) => !open.has(value));
  const pairs = iterations.flatMap((values) => basicPairs(api, values));
  const all = [...hidden, ...pairs, ...further].filter(({ value }) => value !== '');
  const unique = [...new Map(all.map((secret) => [secret.value, secret])).values()];
  return { secrets: unique, known: knownTexts(api, [...open]), diagnostics: [...reported.values()] };
}

/** `id:secret` in Base64, as Basic auth sends it (RFC 7617, section 2), plain and with both parts URL-encoded. */
function basicPairs(api: Api, values: ReadonlyMap<string, string>): Secret[] {
  const clients = tokenIdentitiesOf(api).map(({ signIn }) => [signIn.clientId, signIn.clientSecret]);
  const users = api.identities
    .filter(({ auth }) => auth.type === 'basic')
    .map(({ auth }) =>
      ['username', 'password'].map((key) => auth.attributes.find((attribute) => attribute.key === key)?.value ?? ''),
    );
  return [...clients, ...users].flatMap((texts) => {
    const pair = texts.map((text) => resolveText(text, values));
    if (pair[1] === '' || pair.some((text) => text.includes('{{'))) return [];
    const credentials = [pair.join(':'), pair.map(encodeURIComponent).join(':')];
    return credentials.map((text) => ({
      name: 'Authorization',
      value: Buffer.from(text).toString('base64'),
      source: 'Basic auth of this run',
    }));
  });
}

function knownTexts(api: Api, values: readonly string[]): string[] {
  const endpoints = endpointsOf(api.items).flatMap(({ name, folders, url }) => [name, ...folders, showUrl(url)]);
  const environments = api.environments.map((environment) => environment.name);
  const variables = api.variables.map((variable) => variable.name);
  const signIns = tokenIdentitiesOf(api).flatMap(({ signIn }) => [signIn.name, signIn.tokenUrl]);
  return [[api.name, api.slug, ...environments, ...variables, ...signIns, ...values, ...endpoints].join('\n')];
}
