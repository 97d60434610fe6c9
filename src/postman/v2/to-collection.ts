import type { Api } from '../../model/api.ts';
import { defaultIdentityOf, tokenIdentitiesOf } from '../../model/identities.ts';
import type { ScriptTexts } from '../scripts/fill-script.ts';
import { guardScript } from '../scripts/sign-in-scripts.ts';
import { toAuth } from './to-auth.ts';
import { toEvents } from './to-event.ts';
import { toItems } from './to-item.ts';
import { toTokenRequest } from './to-token-request.ts';
import type { Collection } from './types.ts';

/** The exact address that importers recognise a v2.1 collection by. */
export const schemaUrl = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/**
 * An API as a Postman collection: the token request first, Bearer on the collection, requests that inherit it, and a
 * guard that signs in.
 *
 * @see https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html
 */
export function toCollection(api: Api, scripts: ScriptTexts): Collection {
  const context = { api, scripts };
  const tokens = tokenIdentitiesOf(api);
  const inherited = defaultIdentityOf(api);
  const guard = guardScript(context);
  const bringsCookies = tokens.some(({ signIn }) => signIn.body.kind === 'json');
  return {
    info: {
      _postman_id: api.id,
      name: api.name,
      ...(api.description ? { description: api.description } : {}),
      schema: schemaUrl,
    },
    item: [...tokens.map((identity) => toTokenRequest(identity, context)), ...toItems(api.items, context)],
    ...(inherited ? { auth: toAuth(inherited.auth) } : {}),
    ...(guard ? toEvents(guard) : {}),
    // Where a sign-in brings a cookie, it is that of one user, and no request of another is to carry it.
    protocolProfileBehavior: { followRedirects: false, ...(bringsCookies ? { disableCookies: true } : {}) },
  };
}
