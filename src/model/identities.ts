import type { Identity, SignIn } from '../auth/sign-in.ts';
import { findReferences } from '../notation/references.ts';
import { type Api, type Endpoint, requestsIn } from './api.ts';
import { stableId } from './ids.ts';

/** An identity with a sign-in. The collection has a visible token request for it. */
export type TokenIdentity = Identity & { readonly signIn: SignIn };

/** Returns the identity of the list's `auth`, which requests inherit; undefined if the list has none. */
export function defaultIdentityOf({ identities }: Pick<Api, 'identities'>): Identity | undefined {
  return identities.find(({ name }) => name === undefined);
}

/** Returns the identities with a sign-in, in the order of their token requests in the collection. */
export function tokenIdentitiesOf({ identities }: Pick<Api, 'identities'>): TokenIdentity[] {
  return identities.filter((identity): identity is TokenIdentity => identity.signIn !== undefined);
}

/** Returns the identities whose token requests have a place in the list, in order. */
export function placedIdentitiesOf(api: Pick<Api, 'identities' | 'items'>): TokenIdentity[] {
  const places = requestsIn(api.items).flatMap((item) => (item.kind === 'sign-in' ? [item] : []));
  return places.flatMap(({ identity }) => tokenIdentitiesOf(api).find(({ name }) => name === identity) ?? []);
}

/** Returns the id of an identity's visible token request. */
export function tokenRequestId({ slug }: Pick<Api, 'slug'>, { signIn }: TokenIdentity): string {
  return stableId(slug, 'item', signIn.name);
}

/** Returns the identity that an endpoint uses; undefined if it sends no credentials. */
export function identityOf(api: Pick<Api, 'identities'>, { auth }: Pick<Endpoint, 'auth'>): Identity | undefined {
  if (auth === 'none') return undefined;
  if (auth === 'inherit') return defaultIdentityOf(api);
  return api.identities.find(({ name }) => name === auth);
}

/**
 * True if an endpoint's cookies must not be mixed with those of the list's `auth`: it is another user's request, or
 * nobody's. Runners other than ours have one jar for all.
 */
export function hasOwnCookies(api: Api, endpoint: Endpoint): boolean {
  return identityOf(api, endpoint) !== defaultIdentityOf(api);
}

/** Returns the names of the variables in an identity's auth, such as its token or API key. */
export function carriedVariables(identity: Identity): string[] {
  return identity.auth.attributes.flatMap(({ value }) => findReferences(value).map(({ name }) => name));
}

/**
 * Returns the identity whose sign-in obtains the token that `identity` sends; undefined if it sends no token. Usually both
 * are the same. They differ, for example, if an S3 gateway expects a user's token as access key.
 */
export function tokenIdentityOf(api: Api, identity: Identity): TokenIdentity | undefined {
  const carried = new Set(carriedVariables(identity));
  return tokenIdentitiesOf(api).find(({ signIn }) => carried.has(signIn.token.variable));
}

/** Returns the names of the variables that a sign-in sets: token, expiry, user, refresh token, discovered token URL. */
export function producedBy({ token, refresh, issuer, tokenUrl }: SignIn): string[] {
  const url = issuer === undefined ? [] : [tokenUrl.slice(2, -2)];
  return [token.variable, token.expiresAt, token.issuedFor, ...(refresh ? [refresh.variable] : []), ...url];
}
