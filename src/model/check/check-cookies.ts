import { type Api, endpointsOf } from '../api.ts';
import { identityOf } from '../identities.ts';

/**
 * Returns the names of the identities whose requests have no cookies in other runners. There, all users share one jar, so
 * the generated requests of all but the list's `auth` neither send nor keep cookies.
 */
export function identitiesWithoutCookies(api: Api): string[] {
  const used = new Set(endpointsOf(api.items).map((endpoint) => identityOf(api, endpoint)));
  return api.identities.flatMap((identity) => (used.has(identity) ? (identity.name ?? []) : []));
}
