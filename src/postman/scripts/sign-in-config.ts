import type { SignIn } from '../../auth/sign-in.ts';
import { type Api, endpointsOf, madeBy, type Variable } from '../../model/api.ts';
import type { Json } from '../../model/expectation.ts';
import { plainText } from '../../model/onboarding/plain-text.ts';
import { formOf, signInNeeds, usesBasic } from '../../model/sign-in-form.ts';
import { findReferences, soleReference } from '../../notation/references.ts';
import { placeOf, readsPaths, tokenSettings, toSetting } from './answer-fields.ts';

/**
 * Returns text that identifies a token's server and user, with unresolved variables. When its resolved value changes, a
 * new token is needed. It contains no secret, because it is stored in the environment.
 */
export function issuedFor(api: Api, signIn: SignIn): string {
  const saved = savedVariables(api);
  const isInput = ({ name, produced }: Variable) => !produced || saved.has(name);
  const plain = api.variables.flatMap((variable) => (!variable.secret && isInput(variable) ? [variable.name] : []));
  const where = signIn.issuer ?? signIn.tokenUrl;
  const inUrl = new Set(findReferences(where).map(({ name }) => name));
  const who = [...signInNeeds(signIn)].filter((name) => plain.includes(name) && !inUrl.has(name));
  return [where, ...who.map((name) => `{{${name}}}`)].join(' ');
}

/** The variables that requests save or set, such as the name of a new user. A sign-in may use them, but it does not set them. */
function savedVariables(api: Api): ReadonlySet<string> {
  return new Set(endpointsOf(api.items).flatMap(madeBy));
}

/** Returns the secrets that identify the user, as references. Only their digest is stored with the token. */
function secretUser(api: Api, signIn: SignIn): string {
  const secret = new Set(api.variables.filter((variable) => variable.secret).map((variable) => variable.name));
  const fields = signIn.body.kind === 'form' && signIn.grant === 'refresh_token' ? signIn.body.fields : [];
  const texts = [signIn.username ?? '', fields.find((field) => field.key === 'refresh_token')?.value ?? ''];
  return texts.filter((text) => findReferences(text).some(({ name }) => secret.has(name))).join(' ');
}

/** Hint for a user whose sign-in is refused. */
function userHint({ grant }: SignIn): string {
  if (grant === 'client_credentials') return 'check client_id and client_secret';
  return grant === 'refresh_token' ? 'get another refresh token' : 'check username and password';
}

/** Longest text about where a client comes from. The line that contains it must be short. */
const MAX_SOURCE = 54;

/** Where the client's secrets come from, in parentheses, for the cause of a refusal; empty if nobody says. */
function clientSource(api: Api, { clientId, clientSecret }: SignIn): string {
  const names = new Set(findReferences(`${clientId} ${clientSecret}`).map(({ name }) => name));
  const secrets = api.variables.filter(({ name, secret }) => secret && names.has(name));
  const [source] = secrets.flatMap(({ from }) => (from ? plainText(from).replace(/[.]$/, '') : []));
  if (source === undefined || source.includes('{{')) return '';
  return ` (from ${source.length > MAX_SOURCE ? `${source.slice(0, MAX_SOURCE - 1)}…` : source})`;
}

/** True for a server that accepts each refresh token once. The last token it issued then replaces the user's own. */
const rotates = (signIn: SignIn) => signIn.grant === 'refresh_token' && signIn.refresh !== undefined;

/** Names of the variables that the script URL-encodes for Basic auth, without duplicates. */
export function encodedVariables({ clientAuthentication, clientId, clientSecret }: SignIn): string[] {
  const encoded = clientAuthentication === 'basic-encoded' ? [clientId, clientSecret] : [];
  return [...new Set(encoded.flatMap((text) => findReferences(text).map(({ name }) => name)))];
}

/** Names of the variables that a sign-in sets. */
export function variablesSet({ token, refresh, made, issuer, tokenUrl }: SignIn): string[] {
  return [
    ...[token.variable, token.expiresAt, token.issuedFor],
    ...(refresh ? [refresh.variable] : []),
    ...made.map((field) => field.key),
    ...(issuer === undefined ? [] : [soleReference(tokenUrl) ?? '']),
  ];
}

/** Names of the variables that a sign-in reads, without those that it sets itself. */
export function variablesRead(signIn: SignIn): string[] {
  const set = new Set(variablesSet(signIn));
  return [...signInNeeds(signIn)].filter((name) => !set.has(name));
}

/**
 * Returns the sections of the sign-in scripts that apply to at least one of the sign-ins. Many come in pairs, such as
 * `refresh` and `no-refresh`: a script has a branch only when both apply.
 */
export function sectionsFor(api: Api, signIns: readonly SignIn[]): string[] {
  const kinds: Readonly<Record<string, (signIn: SignIn) => boolean>> = {
    several: () => signIns.length > 1,
    refresh: ({ refresh }) => refresh !== undefined,
    'no-refresh': ({ refresh }) => refresh === undefined,
    rotates,
    'no-rotation': (signIn) => !rotates(signIn),
    'secret-user': (signIn) => secretUser(api, signIn) !== '',
    'plain-user': (signIn) => secretUser(api, signIn) === '',
    fresh: ({ made }) => made.length > 0,
    optional: ({ droppable }) => droppable.length > 0,
    encoded: (signIn) => encodedVariables(signIn).length > 0,
    'not-encoded': (signIn) => encodedVariables(signIn).length === 0,
    'encoded-elsewhere': (signIn) => {
      const texts = [...formOf(signIn), ...signIn.headers].map((field) => field.value);
      return encodedVariables(signIn).some((name) => texts.some((text) => text.includes(`{{${name}}}`)));
    },
    form: ({ body }) => body.kind === 'form',
    json: ({ body }) => body.kind === 'json',
    discover: ({ issuer }) => issuer !== undefined,
    'no-discovery': ({ issuer }) => issuer === undefined,
    'url-query': ({ tokenUrl }) => tokenUrl.includes('?'),
    'url-variables': ({ tokenUrl }) => findReferences(tokenUrl.split('?')[1] ?? '').length > 0,
    paths: readsPaths,
    'token-elsewhere': () => signIns.every(({ token }) => placeOf(token.field) !== 'json'),
    'token-in-header': ({ token }) => placeOf(token.field) === 'header',
    'token-in-body': ({ token }) => placeOf(token.field) === 'body',
    'token-varies': () => new Set(signIns.map(({ token }) => placeOf(token.field))).size > 1,
    jwt: ({ token }) => token.format === 'jwt',
    opaque: ({ token }) => token.format === 'opaque',
    'expires-at': ({ token }) => Boolean(token.expiresAtField),
    clock: ({ token }) => token.format === 'jwt' || Boolean(token.expiresAtField),
  };
  return Object.entries(kinds).flatMap(([name, isSo]) => (signIns.some(isSo) ? [name] : []));
}

/** Returns the settings of the sign-in scripts: variable names, the token request, and how to read its answer. */
export function toSignInSettings(api: Api, signIn: SignIn): { [key: string]: Json } {
  const { token, refresh, made, issuer, tokenUrl, droppable } = signIn;
  const { field, format, expiresIn, expiresAtField, defaultLife } = token;
  const secret = secretUser(api, signIn);
  const hint = userHint(signIn);
  const needs = signInNeeds(signIn);
  const saved = savedVariables(api);
  const required = api.variables.filter(
    ({ name, optional, produced }) => !optional && (!produced || saved.has(name)) && needs.has(name),
  );
  const cleared = refresh && !rotates(signIn) ? [refresh.variable] : [];
  return {
    token: token.variable,
    expiresAt: token.expiresAt,
    issuedForVariable: token.issuedFor,
    ...(refresh ? { refreshVariable: refresh.variable } : {}),
    issuedFor: issuedFor(api, signIn),
    ...(secret ? { secretUser: secret } : {}),
    requiredVariables: required.map((variable) => variable.name),
    clearedVariables: [token.variable, token.expiresAt, ...cleared],
    freshVariables: Object.fromEntries(made.map(({ key, value }) => [key, value])),
    optionalFields: [...droppable],
    ...(issuer === undefined ? {} : { issuer, urlVariable: soleReference(tokenUrl) ?? '' }),
    ...(encodedVariables(signIn).length > 0 ? { encodesClient: true } : {}),
    ...(rotates(signIn) ? { rotates: true } : {}),
    ...requestSettings(signIn),
    ...tokenSettings(field),
    format,
    expiresInField: expiresIn ? toSetting(expiresIn) : 'expires_in',
    ...(expiresAtField ? { expiresAtField: toSetting(expiresAtField) } : {}),
    defaultLife,
    ...(refresh ? { refreshField: toSetting(refresh.field) } : {}),
    userHint: hint,
    grantHint: `${hint}, and that the client may use this grant`,
    clientHint: `check client_id and client_secret${clientSource(api, signIn)}`,
  };
}

/** The token request in the format of `pm.sendRequest`, its body, and the form that renews the token. */
function requestSettings(signIn: SignIn): { [key: string]: Json } {
  const { tokenUrl, headers, body, clientId, clientSecret, refresh } = signIn;
  const basic = [
    { key: 'username', value: clientId },
    { key: 'password', value: clientSecret },
  ];
  const type = { key: 'Content-Type', value: 'application/json' };
  const renewal = refresh && [
    { key: 'grant_type', value: 'refresh_token' },
    { key: 'refresh_token', value: `{{${refresh.variable}}}` },
    ...refresh.parameters,
  ];
  return {
    tokenRequest: {
      url: tokenUrl,
      method: 'POST',
      header: [...headers.map(({ key, value }) => ({ key, value })), ...(body.kind === 'json' ? [type] : [])],
      auth: usesBasic(signIn) ? { type: 'basic', basic } : { type: 'noauth' },
    },
    ...(body.kind === 'json' ? { json: body.value as Json } : { form: formOf(signIn) }),
    ...(renewal ? { refreshForm: formOf(signIn, renewal) } : {}),
  };
}
