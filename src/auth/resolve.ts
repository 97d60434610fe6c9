import { type Diagnostic, diagnose, hasErrors, type Result } from '../diagnostics/diagnostic.ts';
import type { Origin } from '../diagnostics/origin.ts';
import type { AuthTemplateFile } from '../schema/auth-template.ts';
import type { AuthChange } from '../schema/endpoint-list.ts';
import type { Refusal } from '../schema/refusal.ts';
import type { Located } from '../source/located.ts';
import { checkAnswerFields, toAnswerField, toTokenPlace } from './answer-field.ts';
import type { Field, Identity, Refresh, Refusals, RequestAuth, SignIn, SignInBody, Token } from './sign-in.ts';
import { signedParts } from './signed-auth.ts';
import { Draft, type Sharing } from './template-variables.ts';
import { tokenVariable } from './token-names.ts';

/** Lifetime of a token in seconds, if neither the answer nor the template has one. Short, so that it is renewed in time. */
const DEFAULT_LIFE = 300;

/** Input of {@link resolveIdentity}. */
export interface IdentityInput {
  /** Its name in the list; undefined for `auth`. */
  readonly name: string | undefined;
  /** The template's name or path, as the list writes it. */
  readonly template: string;
  /** The parsed template. */
  readonly file: Located<AuthTemplateFile>;
  /** The changes in the list; undefined for the short form. */
  readonly change: Located<AuthChange> | undefined;
  /** Where the list asks for it. */
  readonly origin: Origin;
  /** Which variables it shares with `auth`, when both have the same template. */
  readonly sharing: Sharing;
  /** Whether a variable must stay although the list gives it a value; default: always. */
  readonly needs?: (variable: string) => boolean;
}

/** The entries of a map, with values as they are spelled in the file; empty if there is no map. */
function fieldsOf(map: Located<Record<string, string | number | boolean | undefined>> | undefined): Field[] {
  return map?.entries().map(({ key, value }) => ({ key, value: value.text() })) ?? [];
}

/** Fields of the template with their variables renamed for one identity. */
function resolved(fields: readonly Field[], draft: Draft): Field[] {
  return fields.map(({ key, value }) => ({ key, value: draft.resolve(value) }));
}

/** Combines a template with the list's changes into an identity. Without a value, the diagnostics say why. */
export function resolveIdentity(input: IdentityInput): Result<Identity> {
  const { name, template, file, change, origin, sharing, needs } = input;
  if (!file.has('token') && !file.has('auth'))
    return { diagnostics: [diagnose('missing-key', { key: 'token' }, file)] };
  const draft = new Draft(name, file, change, sharing, needs);
  const made = file.has('token') ? resolveSignIn(input, draft) : undefined;
  const maps = [file.get('token'), file.get('refresh'), change?.get('token')];
  const faults = maps.flatMap((map) => checkAnswerFields(map));
  const diagnostics: Diagnostic[] = [...draft.diagnostics, ...faults, ...(made?.diagnostics ?? [])];
  if (hasErrors(diagnostics) || (file.has('token') && !made?.value)) return { diagnostics };
  const auth = requestAuth(file, draft, made?.value);
  const { instead } = file.value();
  // Variables in the description do not count as used.
  const texts = textsOf([auth, { ...made?.value, description: undefined }]);
  return {
    value: {
      ...(name === undefined ? {} : { name }),
      template,
      auth,
      ...(made?.value ? { signIn: { ...made.value, made: draft.made(texts) } } : {}),
      variables: draft.variables(texts),
      refusals: refusalsOf(file.value().refusals),
      ...(instead ? { instead } : {}),
      origin,
    },
    diagnostics,
  };
}

/** All strings in a value, at any depth. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function requestAuth(file: Located<AuthTemplateFile>, draft: Draft, signIn: SignIn | undefined): RequestAuth {
  const own = fieldsOf(file.get('auth'));
  const bearer = signIn ? `{{${signIn.token.variable}}}` : '';
  if (own.length === 0) return { type: 'bearer', attributes: [{ key: 'token', value: bearer }] };
  const attributes = own
    .filter(({ key }) => key !== 'type')
    .map(({ key, value }) => ({ key, value: draft.resolve(value.replaceAll('{{token}}', bearer || '{{token}}')) }));
  const type = own.find(({ key }) => key === 'type')?.value ?? 'bearer';
  return { type, attributes, ...signedParts(type, attributes) };
}

function resolveSignIn(input: IdentityInput, draft: Draft): Result<SignIn> {
  const { name, file, change, origin } = input;
  const missing = (key: string) => ({ diagnostics: [diagnose('missing-key', { key }, change ?? origin)] });
  const { description, discovery, keys, guard, grant: ownGrant } = file.value();
  const grant = change?.value().grant ?? ownGrant;
  const token = tokenOf(name, file, change);
  const server = serverOf(input, draft, token);
  if (!server) return missing('token_url');
  const client = clientOf(input, draft);
  if (!client) return missing('client_id');
  const user = grant === 'password' ? userOf(draft) : {};
  const body = bodyOf(input, draft, grant, user);
  const fields = body.kind === 'form' ? body.fields : [];
  const label = draft.text('name') ?? 'Get token';
  const refresh = file.get('refresh');
  return {
    value: {
      ...(description ? { description } : {}),
      name: name === undefined ? label : `${label} (${name})`,
      ...(grant ? { grant } : {}),
      ...server,
      ...client,
      body,
      headers: [...resolved(fieldsOf(file.get('headers')), draft), ...fieldsOf(change?.get('headers'))],
      ...user,
      droppable: fields.filter(({ value }) => draft.isOptional(value)).map(({ key }) => key),
      made: [],
      token,
      ...(refresh ? { refresh: refreshOf(refresh, token, draft) } : {}),
      ...(discovery ? { discovery } : {}),
      ...(keys ? { keys } : {}),
      guard: change?.value().guard ?? guard ?? true,
    },
    diagnostics: [],
  };
}

/** The token URL, or the issuer from which it is discovered; undefined if neither is known. */
function serverOf(
  { file, change }: IdentityInput,
  draft: Draft,
  token: Token,
): Pick<SignIn, 'tokenUrl' | 'issuer'> | undefined {
  const issuer = change?.has('token_url') ? undefined : draft.text('issuer');
  // An issuer in the list takes precedence over the template's token URL, unless that URL is made from the issuer.
  const discovers =
    change?.has('issuer') && !change.has('token_url') && !(file.has('token_url') && draft.has('issuer'));
  const url = discovers ? undefined : draft.text('token_url');
  if (url) return { tokenUrl: url.replace(/^(?=\/)/, '{{base_url}}') };
  return issuer ? { tokenUrl: `{{${token.variable}_url}}`, issuer: issuer.replace(/\/+$/, '') } : undefined;
}

/** The client and its method of authentication; undefined if a form needs a client and there is none. */
function clientOf(
  { file, change }: IdentityInput,
  draft: Draft,
): Pick<SignIn, 'clientAuthentication' | 'alsoInForm' | 'clientId' | 'clientSecret'> | undefined {
  // A template with a client secret needs a way to send it.
  const fallback = file.has('client_secret') ? 'basic-encoded' : 'none';
  const methods = [change?.value().client_authentication ?? file.value().client_authentication ?? fallback].flat();
  const clientAuthentication = methods[0] ?? fallback;
  const alsoInForm = clientAuthentication.startsWith('basic') && methods.includes('body');
  if (file.has('json')) return { clientAuthentication, clientId: '', clientSecret: '' };
  const isPublic = clientAuthentication === 'none';
  const clientId = draft.text('client_id') ?? '';
  if (clientId === '' && !isPublic) return undefined;
  const clientSecret = isPublic ? '' : (draft.text('client_secret') ?? '');
  return { clientAuthentication, ...(alsoInForm ? { alsoInForm } : {}), clientId, clientSecret };
}

/** The user of the password grant. */
function userOf(draft: Draft): { readonly username: string; readonly password: string } {
  return {
    username: draft.text('username') ?? draft.resolve('{{username}}'),
    password: draft.text('password') ?? draft.resolve('{{password}}'),
  };
}

function refreshOf(refresh: Located<NonNullable<AuthTemplateFile['refresh']>>, token: Token, draft: Draft): Refresh {
  const { field = 'refresh_token', scope } = refresh.value();
  const parameters = fieldsOf(refresh.get('parameters'));
  return {
    variable: `${token.variable}_refresh`,
    field: toAnswerField(field),
    parameters: resolved(parameters, draft),
    ...(scope ? { scope } : {}),
  };
}

function tokenOf(
  name: string | undefined,
  file: Located<AuthTemplateFile>,
  change: Located<AuthChange> | undefined,
): Token {
  const own = (file.get('token') as Located<NonNullable<AuthTemplateFile['token']>>).value();
  const changed = change?.get('token')?.value();
  const variable = tokenVariable(name, file, change);
  const expiresIn = changed?.expires_in ?? own.expires_in;
  const expiresAtField = changed?.expires_at ?? own.expires_at;
  return {
    variable,
    expiresAt: `${variable}_expires_at`,
    issuedFor: `${variable}_for`,
    field: toTokenPlace(changed?.field ?? own.field),
    format: changed?.format ?? own.format,
    ...(expiresIn ? { expiresIn: toAnswerField(expiresIn) } : {}),
    ...(expiresAtField ? { expiresAtField: toAnswerField(expiresAtField) } : {}),
    defaultLife: changed?.default_life ?? own.default_life ?? DEFAULT_LIFE,
  };
}

function bodyOf(
  { file, change }: IdentityInput,
  draft: Draft,
  grant: SignIn['grant'],
  user: Pick<SignIn, 'username' | 'password'>,
): SignInBody {
  const json = file.get('json')?.value();
  if (json) return { kind: 'json', value: resolveTree(json, draft) };
  const scope = draft.text('scope');
  const listed = fieldsOf(change?.get('parameters')).map(
    ({ key, value }) => [key, draft.resolveListed(value)] as const,
  );
  const own = resolved(fieldsOf(file.get('parameters')), draft).map(({ key, value }) => [key, value] as const);
  const parameters = new Map([...own, ...listed]);
  return {
    kind: 'form',
    fields: [
      ...(grant ? [{ key: 'grant_type', value: parameters.get('grant_type') ?? grant }] : []),
      ...(user.username === undefined ? [] : [{ key: 'username', value: user.username }]),
      ...(user.password === undefined ? [] : [{ key: 'password', value: user.password }]),
      ...(scope ? [{ key: 'scope', value: scope }] : []),
      ...[...parameters].filter(([key]) => key !== 'grant_type').map(([key, value]) => ({ key, value })),
    ],
  };
}

/** Resolves the variables in every text of a JSON value. */
function resolveTree(value: unknown, draft: Draft): unknown {
  if (typeof value === 'string') return draft.resolve(value);
  if (Array.isArray(value)) return value.map((item) => resolveTree(item, draft));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveTree(item, draft)]));
}

/** The refusals of a template, completed with those of RFC 6749, section 5.2. */
function refusalsOf(own: AuthTemplateFile['refusals']): Refusals {
  const standard: Refusals = {
    user: { status: 400, error: 'invalid_grant' },
    client: { status: 401, error: 'invalid_client' },
    request: { status: 400, error: 'invalid_request' },
    grant: { status: 400, error: 'unsupported_grant_type' },
    refresh: { status: 400, error: 'invalid_grant' },
    token: { status: 401, text: 'Unauthorized.\n' },
  };
  const defined = Object.entries(own ?? {}).filter((entry): entry is [string, Refusal] => entry[1] !== undefined);
  return { ...standard, ...Object.fromEntries(defined) };
}
