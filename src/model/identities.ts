import { findReferences } from '../notation/references.ts';
import type { Api, Endpoint, Identity, SignIn, TokenRequest } from './api.ts';

/** The identity that an endpoint signs in as; undefined when it is public. */
export function identityOf(api: Api, endpoint: Endpoint): Identity | undefined {
  if (endpoint.auth === 'none') return undefined;
  if (endpoint.auth === 'inherit') return api.identity;
  return api.identities.find((one) => one.name === endpoint.auth);
}

/** Names of the variables that a request of this identity carries: its token, or its keys. */
export function carriedVariables(identity: Identity): string[] {
  return identity.auth.attributes.flatMap(({ value }) => findReferences(value).map((one) => one.name));
}

/**
 * The token request behind what an identity carries, if there is one. It may be that of another identity: an S3 gateway
 * takes the token of a user as its access key.
 */
export function tokenRequestOf(api: Api, identity: Identity): TokenRequest | undefined {
  const carried = new Set(carriedVariables(identity));
  return api.tokenRequests.find(({ signIn }) => carried.has(signIn.token.variable));
}

/** The variables that a sign-in sets: the token, and what is kept of it. */
export function producedBy({ token, refresh, issuer, tokenUrl }: SignIn): string[] {
  const url = issuer === undefined ? [] : [tokenUrl.slice(2, -2)];
  return [token.variable, token.expiresAt, token.gotFor, ...(refresh ? [refresh.variable] : []), ...url];
}
