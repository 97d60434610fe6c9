import { type Diagnostic, diagnose, hasErrors, type Result } from '../diagnostics/diagnostic.ts';
import type { Origin } from '../diagnostics/origin.ts';
import type { AuthTemplateFile } from '../schema/auth-template.ts';
import type { AuthChange } from '../schema/endpoint-list.ts';
import type { Refusal } from '../schema/refusal.ts';
import type { Located } from '../source/located.ts';
import type { Field, Identity, Refresh, Refusals, RequestAuth, SignIn, SignInBody, Token } from './sign-in.ts';
import { Draft, type Sharing } from './template-variables.ts';

/** What an identity is made from. */
export interface IdentityInput {
  /** Its name in the list; undefined for `auth`. */
  readonly name: string | undefined;
  /** The template's name or path, as the list writes it. */
  readonly template: string;
  readonly file: Located<AuthTemplateFile>;
  /** The list's long form, if it has one. */
  readonly change: Located<AuthChange> | undefined;
  /** Where the list asks for it. */
  readonly origin: Origin;
  /** Which variables it shares with `auth`, when both have the same template. */
  readonly sharing: Sharing;
}

/** The fields of a map as they are spelled. */
function fieldsOf(map: Located<Record<string, string | number | boolean>> | undefined): Field[] {
  return map?.entries().map(({ key, value }) => ({ key, value: value.text() })) ?? [];
}

/** Makes an identity from a template and the list's changes. */
export function resolveIdentity(input: IdentityInput): Result<Identity> {
  const { name, template, file, change, origin, sharing } = input;
  if (!file.has('token') && !file.has('auth'))
    return { diagnostics: [diagnose('missing-key', { key: 'token' }, file)] };
  const draft = new Draft(name, file, change, sharing);
  const made = file.has('token') ? resolveSignIn(input, draft) : undefined;
  const diagnostics: Diagnostic[] = [...draft.diagnostics, ...(made?.diagnostics ?? [])];
  if (hasErrors(diagnostics) || (file.has('token') && !made?.value)) return { diagnostics };
  const auth = requestAuth(file, draft, made?.value);
  const { instead } = file.value();
  return {
    value: {
      ...(name === undefined ? {} : { name }),
      template,
      auth,
      ...(made?.value ? { signIn: { ...made.value, made: draft.made() } } : {}),
      variables: draft.variables(),
      refusals: refusalsOf(file.value().refusals),
      ...(instead ? { instead } : {}),
      origin,
    },
    diagnostics,
  };
}

function requestAuth(file: Located<AuthTemplateFile>, draft: Draft, signIn: SignIn | undefined): RequestAuth {
  const own = fieldsOf(file.get('auth'));
  const bearer = signIn ? `{{${signIn.token.variable}}}` : '';
  if (own.length === 0) return { type: 'bearer', attributes: [{ key: 'token', value: bearer }] };
  const attributes = own
    .filter((one) => one.key !== 'type')
    .map(({ key, value }) => ({ key, value: draft.resolve(value.replaceAll('{{token}}', bearer || '{{token}}')) }));
  return { type: own.find((one) => one.key === 'type')?.value ?? 'bearer', attributes };
}

function resolveSignIn({ name, file, change, origin }: IdentityInput, draft: Draft): Result<SignIn> {
  const { description, discovery, keys, guard, grant: ownGrant, client_authentication: ownClient } = file.value();
  const grant = change?.value().grant ?? ownGrant;
  const token = tokenOf(name, file, change);
  const label = draft.text('name') ?? 'Get token';
  const issuer = change?.has('token_url') ? undefined : draft.text('issuer');
  // An issuer in the list takes precedence over the template's token URL, unless that URL is made from the issuer.
  const discovers =
    change?.has('issuer') && !change.has('token_url') && !(file.has('token_url') && draft.has('issuer'));
  const url = discovers ? undefined : draft.text('token_url');
  if (!url && !issuer) {
    return { diagnostics: [diagnose('missing-key', { key: 'token_url' }, change ?? origin)] };
  }
  // A template with a client secret needs a way to send it.
  const fallback = file.has('client_secret') ? 'basic-encoded' : 'none';
  const authentication = change?.value().client_authentication ?? ownClient ?? fallback;
  if (!file.has('json') && authentication !== 'none' && !draft.text('client_id')) {
    return { diagnostics: [diagnose('missing-key', { key: 'client_id' }, change ?? origin)] };
  }
  const discovered = url === undefined || url === '';
  const username = grant === 'password' ? (draft.text('username') ?? draft.resolve('{{username}}')) : undefined;
  const password = grant === 'password' ? (draft.text('password') ?? draft.resolve('{{password}}')) : undefined;
  const body = bodyOf(file, change, draft, grant, { username, password });
  const fields = body.kind === 'form' ? body.fields : [];
  const refresh = file.get('refresh');
  const hasClient = body.kind === 'form';
  return {
    value: {
      ...(description ? { description } : {}),
      name: name === undefined ? label : `${label} (${name})`,
      ...(grant ? { grant } : {}),
      tokenUrl: discovered ? `{{${token.variable}_url}}` : url.replace(/^(?=\/)/, '{{base_url}}'),
      ...(discovered && issuer ? { issuer: issuer.replace(/\/+$/, '') } : {}),
      clientAuthentication: authentication,
      clientId: hasClient ? (draft.text('client_id') ?? '') : '',
      clientSecret: hasClient && authentication !== 'none' ? (draft.text('client_secret') ?? '') : '',
      body,
      headers: fieldsOf(file.get('headers')).concat(fieldsOf(change?.get('headers'))),
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      droppable: fields.filter((one) => draft.isOptional(one.value)).map((one) => one.key),
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

function refreshOf(refresh: Located<NonNullable<AuthTemplateFile['refresh']>>, token: Token, draft: Draft): Refresh {
  const { field = 'refresh_token', scope } = refresh.value();
  const parameters = fieldsOf(refresh.get('parameters'));
  return {
    variable: `${token.variable}_refresh`,
    field,
    parameters: parameters.map(({ key, value }) => ({ key, value: draft.resolve(value) })),
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
  const variable = changed?.variable ?? (name === undefined ? own.variable : `${name}_token`);
  const expiresIn = changed?.expires_in ?? own.expires_in;
  const expiresAtField = changed?.expires_at ?? own.expires_at;
  return {
    variable,
    expiresAt: `${variable}_expires_at`,
    issuedFor: `${variable}_for`,
    field: changed?.field ?? own.field,
    format: changed?.format ?? own.format,
    ...(expiresIn ? { expiresIn } : {}),
    ...(expiresAtField ? { expiresAtField } : {}),
    defaultLife: changed?.default_life ?? own.default_life,
  };
}

function bodyOf(
  file: Located<AuthTemplateFile>,
  change: Located<AuthChange> | undefined,
  draft: Draft,
  grant: SignIn['grant'],
  user: { readonly username: string | undefined; readonly password: string | undefined },
): SignInBody {
  const json = file.get('json')?.value();
  if (json) return { kind: 'json', value: resolveTree(json, draft) };
  const scope = draft.text('scope');
  const parameters = new Map(
    [...fieldsOf(file.get('parameters')), ...fieldsOf(change?.get('parameters'))].map((one) => [one.key, one.value]),
  );
  return {
    kind: 'form',
    fields: [
      ...(grant ? [{ key: 'grant_type', value: parameters.get('grant_type') ?? grant }] : []),
      ...(user.username === undefined ? [] : [{ key: 'username', value: user.username }]),
      ...(user.password === undefined ? [] : [{ key: 'password', value: user.password }]),
      ...(scope ? [{ key: 'scope', value: scope }] : []),
      ...[...parameters]
        .filter(([key]) => key !== 'grant_type')
        .map(([key, value]) => ({ key, value: draft.resolve(value) })),
    ],
  };
}

/** Resolves the variables in every text of a JSON value. */
function resolveTree(value: unknown, draft: Draft): unknown {
  if (typeof value === 'string') return draft.resolve(value);
  if (Array.isArray(value)) return value.map((one) => resolveTree(one, draft));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolveTree(one, draft)]));
}

/** The refusals of a template. What it does not define is as in RFC 6749, section 5.2. */
function refusalsOf(own: AuthTemplateFile['refusals']): Refusals {
  const standard: Refusals = {
    user: { status: 400, error: 'invalid_grant' },
    client: { status: 401, error: 'invalid_client' },
    request: { status: 400, error: 'invalid_request' },
    grant: { status: 400, error: 'unsupported_grant_type' },
    refresh: { status: 400, error: 'invalid_grant' },
    token: { status: 401, text: 'Unauthorized.\n' },
  };
  const said = Object.entries(own ?? {}).filter((entry): entry is [string, Refusal] => entry[1] !== undefined);
  return { ...standard, ...Object.fromEntries(said) };
}
