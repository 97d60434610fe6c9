import type { Api } from '../../model/api.ts';
import { defaultIdentityOf, placedIdentitiesOf, tokenIdentitiesOf } from '../../model/identities.ts';
import type { ScriptTexts } from '../scripts/fill-script.ts';
import { guardScript } from '../scripts/sign-in-scripts.ts';
import { toAuth } from './to-auth.ts';
import { collectionDescription } from './to-description.ts';
import { toEvents } from './to-event.ts';
import { toItems } from './to-item.ts';
import { toTokenRequest } from './to-token-request.ts';
import type { Collection } from './types.ts';

/** The URL that identifies a v2.1 collection. Importers compare it literally. */
export const schemaUrl = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/**
 * Returns the collection of an API: token requests first, the main identity's auth on the collection, requests that
 * inherit it, and the guard script that signs in.
 *
 * @see https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html
 */
export function toCollection(api: Api, scripts: ScriptTexts): Collection {
  const context = { api, scripts };
  const tokens = tokenIdentitiesOf(api);
  const placed = placedIdentitiesOf(api);
  const first = tokens.filter((identity) => !placed.includes(identity));
  const inherited = defaultIdentityOf(api);
  const guard = guardScript(context);
  const bringsCookies = tokens.some(({ signIn }) => signIn.body.kind === 'json');
  return {
    info: {
      _postman_id: api.id,
      name: api.name,
      description: collectionDescription(api),
      schema: schemaUrl,
    },
    item: [...first.map((identity) => toTokenRequest(identity, context)), ...toItems(api.items, context)],
    ...(inherited ? { auth: toAuth(inherited.auth) } : {}),
    ...(guard ? toEvents(guard) : {}),
    // A JSON sign-in may set a session cookie, which must not be sent with another user's requests.
    protocolProfileBehavior: { followRedirects: false, ...(bringsCookies ? { disableCookies: true } : {}) },
  };
}
