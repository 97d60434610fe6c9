import type { SignIn } from '../auth/sign-in.ts';
import { findReferences } from '../notation/references.ts';

/** The form with the client's credentials in it, where the template wants them there; empty for a JSON sign-in. */
export function formOf(signIn: SignIn, fields = signIn.body.kind === 'form' ? signIn.body.fields : []) {
  const { clientAuthentication, clientId, clientSecret } = signIn;
  const inBody = clientAuthentication === 'body' || clientAuthentication === 'none';
  const id = inBody && clientId ? [{ key: 'client_id', value: clientId }] : [];
  const secret = clientAuthentication === 'body' ? [{ key: 'client_secret', value: clientSecret }] : [];
  return [...fields, ...id, ...secret].map(({ key, value }) => ({ key, value }));
}

/** True when the client proves itself by Basic auth. */
export const usesBasic = ({ body, clientAuthentication }: SignIn) =>
  body.kind === 'form' && clientAuthentication.startsWith('basic');

/** All texts that a sign-in sends, besides its URL and what renews the token. */
export function textsOf(signIn: SignIn): string[] {
  const { clientId, clientSecret, body, headers } = signIn;
  const json = body.kind === 'json' ? [JSON.stringify(body.value)] : [];
  const client = usesBasic(signIn) ? [clientId, clientSecret] : [];
  return [...client, ...json, ...[...formOf(signIn), ...headers].map((field) => field.value)];
}

/** Names of the variables that a token request sends. */
export function signInNeeds(signIn: SignIn): Set<string> {
  const texts = [signIn.issuer ?? signIn.tokenUrl, ...textsOf(signIn)];
  const names = texts.flatMap((text) => findReferences(text).map((one) => one.name));
  return new Set(names.filter((name) => !name.startsWith('$')));
}
