import type { Api } from '../model/api.ts';
import { tokenIdentitiesOf } from '../model/identities.ts';
import { resolveText } from '../notation/resolve-text.ts';

/**
 * Returns the origins to which a run sends its client certificate: those of `base_url` and of the token URLs or issuers of
 * all identities. Other servers never learn who the client is.
 *
 * @param iterations values of all variables for each iteration
 * @example clientOrigins(api, [values]) // ['https://api.shop.test', 'https://id.shop.test:8443']
 */
export function clientOrigins(api: Api, iterations: readonly ReadonlyMap<string, string>[]): string[] {
  const texts = ['{{base_url}}', ...tokenIdentitiesOf(api).map(({ signIn }) => signIn.issuer ?? signIn.tokenUrl)];
  const origins = iterations.flatMap((values) =>
    texts.flatMap((text) => {
      const url = resolveText(text, values);
      return URL.canParse(url) ? [new URL(url).origin] : [];
    }),
  );
  return [...new Set(origins)];
}
