import type { Identity, SignIn } from '../auth/sign-in.ts';
import { findReferences } from '../notation/references.ts';
import type { Api, Endpoint } from './api.ts';
import { stableId } from './ids.ts';

/** An identity that obtains a token: the collection has a visible token request for it. */
export type TokenIdentity = Identity & { readonly signIn: SignIn };

/** The identity of the list's own `auth`, which requests inherit; undefined when the list has none. */
export function defaultIdentityOf({ identities }: Pick<Api, 'identities'>): Identity | undefined {
  return identities.find(({ name }) => name === undefined);
}

/** The identities that obtain a token, in the order of their token requests in the collection. */
export function tokenIdentitiesOf({ identities }: Pick<Api, 'identities'>): TokenIdentity[] {
  return identities.filter((identity): identity is TokenIdentity => identity.signIn !== undefined);
}

/** Id of the visible token request of an identity. */
export function tokenRequestId({ slug }: Pick<Api, 'slug'>, { signIn }: TokenIdentity): string {
  return stableId(slug, 'item', signIn.name);
}

/** The identity that an endpoint signs in as; undefined when it is public. */
export function identityOf(api: Api, endpoint: Endpoint): Identity | undefined {
  if (endpoint.auth === 'none') return undefined;
  if (endpoint.auth === 'inherit') return defaultIdentityOf(api);
  return api.identities.find(({ name }) => name === endpoint.auth);
}

/** Names of the variables that a request of this identity carries: its token, or its keys. */
export function carriedVariables(identity: Identity): string[] {
  return identity.auth.attributes.flatMap(({ value }) => findReferences(value).map(({ name }) => name));
}

/**
 * The identity that obtains the token which another one sends; undefined when that sends no token. They differ where an
 * S3 gateway takes the token of a user as its access key.
 */
export function tokenIdentityOf(api: Api, identity: Identity): TokenIdentity | undefined {
  const carried = new Set(carriedVariables(identity));
  return tokenIdentitiesOf(api).find(({ signIn }) => carried.has(signIn.token.variable));
}

/** The variables that a sign-in sets: the token, and what is kept of it. */
export function producedBy({ token, refresh, issuer, tokenUrl }: SignIn): string[] {
  const url = issuer === undefined ? [] : [tokenUrl.slice(2, -2)];
  return [token.variable, token.expiresAt, token.issuedFor, ...(refresh ? [refresh.variable] : []), ...url];
}
