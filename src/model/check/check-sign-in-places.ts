import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { type Api, requestsIn } from '../api.ts';
import { identityOf, placedIdentitiesOf, tokenIdentityOf } from '../identities.ts';

/** Reports requests whose identity signs in at a later place and has no guard that could sign in before. */
export function checkSignInPlaces(api: Api): Diagnostic[] {
  const later = new Set(placedIdentitiesOf(api));
  return requestsIn(api.items).flatMap((item) => {
    if (item.kind === 'sign-in') {
      for (const identity of later) if (identity.name === item.identity) later.delete(identity);
      return [];
    }
    const identity = identityOf(api, item);
    const token = identity && tokenIdentityOf(api, identity);
    if (!token || token.signIn.guard || !later.has(token)) return [];
    const args = { request: item.name, name: token.name ?? 'the list' };
    return [diagnose('sign-in-later', args, item.origin)];
  });
}
