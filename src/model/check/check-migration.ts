import { type Api, endpointsOf } from '../api.ts';
import { tokenIdentitiesOf } from '../identities.ts';
import { usesBasic } from '../sign-in-form.ts';

/** Something that a collection loses when Postman migrates it from format v2.1 to v3. */
export interface Loss {
  /** Name of the request that is affected. */
  readonly request: string;
  /** What happens then, as the end of a sentence. */
  readonly text: string;
}

/**
 * Returns what a collection loses in a migration to v3: the guard's Basic auth, because `pm.sendRequest` ignores its own
 * auth there, and repeated keys of a query that a script changes. Empty if nothing is lost.
 */
export function lossesInMigration(api: Api): Loss[] {
  const signIns = tokenIdentitiesOf(api).filter(
    ({ signIn }) => signIn.guard && usesBasic(signIn) && !signIn.alsoInForm,
  );
  const repeated = endpointsOf(api.items).filter(({ url: { query } }) => {
    const sent = query.filter(({ disabled }) => !disabled);
    const encodes = sent.some(({ value, encode }) => value?.includes('{{') && encode !== false);
    return encodes && new Set(sent.map(({ key }) => key)).size < sent.length;
  });
  return [
    ...signIns.map((identity) => ({
      request: identity.signIn.name,
      text: 'must be sent by hand (client_authentication in docs/reference.md)',
    })),
    ...repeated.map(({ name }) => ({ request: name, text: 'sends only the last of its repeated query keys' })),
  ];
}
