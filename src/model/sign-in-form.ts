import type { SignIn } from '../auth/sign-in.ts';
import { findReferences } from '../notation/references.ts';

/**
 * Returns the fields of a token request. They include the client's credentials if the template sends them in the body.
 *
 * @param fields the form without the client's credentials; default: the form of a sign-in, empty for a JSON body
 */
export function formOf(signIn: SignIn, fields = signIn.body.kind === 'form' ? signIn.body.fields : []) {
  const { clientAuthentication, clientId, clientSecret } = signIn;
  const inBody = clientAuthentication === 'body' || clientAuthentication === 'none';
  const id = inBody && clientId ? [{ key: 'client_id', value: clientId }] : [];
  const secret = clientAuthentication === 'body' ? [{ key: 'client_secret', value: clientSecret }] : [];
  return [...fields, ...id, ...secret].map(({ key, value }) => ({ key, value }));
}

/** True if the client authenticates with HTTP Basic. */
export const usesBasic = ({ body, clientAuthentication }: SignIn) =>
  body.kind === 'form' && clientAuthentication.startsWith('basic');

/** Returns all texts of a token request, except its URL and the fields that renew a token. They may contain variables. */
export function textsOf(signIn: SignIn): string[] {
  const { clientId, clientSecret, body, headers } = signIn;
  const json = body.kind === 'json' ? [JSON.stringify(body.value)] : [];
  const client = usesBasic(signIn) ? [clientId, clientSecret] : [];
  return [...client, ...json, ...[...formOf(signIn), ...headers].map((field) => field.value)];
}

/** Returns the names of the variables in a token request and its URL, without Postman's dynamic variables. */
export function signInNeeds(signIn: SignIn): Set<string> {
  const texts = [signIn.issuer ?? signIn.tokenUrl, ...textsOf(signIn)];
  const names = texts.flatMap((text) => findReferences(text).map((reference) => reference.name));
  return new Set(names.filter((name) => !name.startsWith('$')));
}
