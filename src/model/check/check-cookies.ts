import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { type Api, endpointsOf } from '../api.ts';
import { identityOf } from '../identities.ts';

/**
 * Notes identities whose requests have no cookies in other runners. There, all users share one jar, so the generated
 * requests of all but the list's `auth` neither send nor keep cookies.
 */
export function noteCookies(api: Api): Diagnostic[] {
  const used = new Set(endpointsOf(api.items).map((endpoint) => identityOf(api, endpoint)));
  return api.identities.flatMap((identity) =>
    identity.name !== undefined && used.has(identity)
      ? [diagnose('cookies-in-run-only', { name: identity.name }, identity.origin)]
      : [],
  );
}
