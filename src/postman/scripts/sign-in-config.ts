import type { Api, SignIn, TokenRequest } from '../../model/api.ts';
import type { Json } from '../../model/expectation.ts';
import { tokenRequestOf } from '../../model/identities.ts';
import { formOf, signInNeeds, usesBasic } from '../../model/sign-in-form.ts';
import { findReferences, soleReference } from '../../notation/references.ts';

/** For whom and where a token is got: a change of any of these wants another token. Secrets are no part of it. */
function subjectOf(api: Api, signIn: SignIn): string {
  const plain = api.variables.filter((one) => !one.secret && !one.produced).map((one) => one.name);
  const where = signIn.issuer ?? signIn.tokenUrl;
  const inUrl = new Set(findReferences(where).map((one) => one.name));
  const who = [...signInNeeds(signIn)].filter((name) => plain.includes(name) && !inUrl.has(name));
  return [where, ...who.map((name) => `{{${name}}}`)].join(' ');
}

/** Secrets that say who signs in: their digest is part of for whom a token was got, because they themselves must not be. */
function secretSubject(api: Api, signIn: SignIn): string {
  const secret = new Set(api.variables.filter((one) => one.secret).map((one) => one.name));
  const own = signIn.body.kind === 'form' && signIn.grant === 'refresh_token' ? signIn.body.fields : [];
  const texts = [signIn.username ?? '', own.find((one) => one.key === 'refresh_token')?.value ?? ''];
  return texts.filter((text) => findReferences(text).some((one) => secret.has(one.name))).join(' ');
}

/** What to check when a server says no to who signs in. */
function whoToCheck({ grant }: SignIn): string {
  if (grant === 'client_credentials') return 'check client_id and client_secret';
  return grant === 'refresh_token' ? 'get another refresh token' : 'check username and password';
}

/** What the scripts of a token request have to know: where things are kept, and how an answer is read. */
export function toSignInConfig(api: Api, signIn: SignIn): { [key: string]: Json } {
  const { token, refresh, made, droppable, issuer, tokenUrl, clientAuthentication, clientId, clientSecret } = signIn;
  const encoded = clientAuthentication === 'basic-encoded' ? [clientId, clientSecret] : [];
  return {
    token: token.variable,
    expiresAt: token.expiresAt,
    gotFor: token.gotFor,
    subject: subjectOf(api, signIn),
    secretSubject: secretSubject(api, signIn),
    field: token.field,
    who: whoToCheck(signIn),
    isJwt: token.format === 'jwt',
    expiresIn: token.expiresIn ?? 'expires_in',
    expiresAtField: token.expiresAtField ?? '',
    defaultLife: token.defaultLife,
    refresh: refresh ? { variable: refresh.variable, field: refresh.field } : null,
    // A server that rotates refresh tokens takes each once: the last one goes before the one that the user has given.
    rotates: signIn.grant === 'refresh_token' && refresh !== undefined,
    made: made.map(({ key, value }) => ({ key, value })),
    droppable: [...droppable],
    encoded: [...new Set(encoded.flatMap((text) => findReferences(text).map((one) => one.name)))],
    ...(issuer === undefined ? {} : { issuer, tokenUrlVariable: soleReference(tokenUrl) ?? '' }),
  };
}

/** What the guard has to know: also all that it sends. */
export function toGuardConfig(api: Api, { signIn }: TokenRequest): { [key: string]: Json } {
  const { tokenUrl, headers, body, clientId, clientSecret, refresh } = signIn;
  const needs = signInNeeds(signIn);
  const needed = api.variables.filter((one) => !one.optional && !one.produced && needs.has(one.name));
  const config = toSignInConfig(api, signIn);
  const inherited = api.identity && tokenRequestOf(api, api.identity);
  return {
    inherited: inherited?.signIn === signIn,
    url: tokenUrl,
    needed: needed.map((variable) => variable.name),
    headers: headers.map(({ key, value }) => ({ key, value })),
    basic: usesBasic(signIn)
      ? [
          { key: 'username', value: clientId },
          { key: 'password', value: clientSecret },
        ]
      : null,
    ...(body.kind === 'json' ? { json: body.value as Json } : { form: formOf(signIn) }),
    ...config,
    refresh: refresh
      ? {
          variable: refresh.variable,
          field: refresh.field,
          form: formOf(signIn, [
            { key: 'grant_type', value: 'refresh_token' },
            { key: 'refresh_token', value: `{{${refresh.variable}}}` },
            ...refresh.parameters,
          ]),
        }
      : null,
  };
}
