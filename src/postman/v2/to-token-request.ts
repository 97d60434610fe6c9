import type { SignIn } from '../../auth/sign-in.ts';
import { type TokenIdentity, tokenRequestId } from '../../model/identities.ts';
import { formOf, usesBasic } from '../../model/sign-in-form.ts';
import { parseQuery } from '../../notation/encode.ts';
import { mapLiterals } from '../../notation/references.ts';
import type { ScriptContext } from '../scripts/script-context.ts';
import { tokenRequestScripts } from '../scripts/sign-in-scripts.ts';
import { tokenRequestDescription } from './to-description.ts';
import { toEvents } from './to-event.ts';
import { toUrl } from './to-url.ts';
import type { Auth, Body, Item } from './types.ts';

const attribute = (key: string, value: string) => ({ key, value, type: 'string' as const });

/** Encodes the text around references. The values of variables are encoded by the script. */
function encodeLiteral(text: string): string {
  return mapLiterals(text, encodeURIComponent);
}

/** Auth of the token request: the client's credentials, or `noauth`. */
function clientAuth(signIn: SignIn): Auth {
  const { clientId, clientSecret } = signIn;
  if (!usesBasic(signIn)) return { type: 'noauth' };
  const encode = signIn.clientAuthentication === 'basic-encoded' ? encodeLiteral : String;
  return {
    type: 'basic',
    basic: [attribute('username', encode(clientId)), attribute('password', encode(clientSecret))],
  };
}

const enabled = (pair: { key: string; value: string | null }) => ({ ...pair, disabled: false });

/** A token URL in Postman's parts. */
function tokenUrl(text: string) {
  const [, base = '', rest, search] = /^(\{\{[^{}]+\}\}|https?:\/\/[^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s.exec(text) ?? [];
  const path = rest === undefined ? [] : rest.split('/');
  return toUrl({
    base: base || text,
    path,
    parameters: [],
    query: search === undefined ? [] : parseQuery(search).map(enabled),
  });
}

function bodyOf(signIn: SignIn): Body {
  if (signIn.body.kind === 'json') {
    return { mode: 'raw', raw: JSON.stringify(signIn.body.value, null, 2), options: { raw: { language: 'json' } } };
  }
  const urlencoded = formOf(signIn).map(({ key, value }) => ({ key, value, type: 'text' as const }));
  return { mode: 'urlencoded', urlencoded };
}

/**
 * Returns the token request that people see in the collection and can send by hand. It clears the old token, and stores
 * the new token if the answer is valid. Redirects are off: a 307 would send the password to another server.
 */
export function toTokenRequest(identity: TokenIdentity, context: ScriptContext): Item {
  const { signIn } = identity;
  const { name, body, headers } = signIn;
  const noCookies = body.kind === 'json' || identity.name !== undefined;
  return {
    name,
    id: tokenRequestId(context.api, identity),
    ...toEvents(tokenRequestScripts(signIn, context)),
    // Do not send cookies of an earlier sign-in, or of another user.
    protocolProfileBehavior: { followRedirects: false, ...(noCookies ? { disableCookies: true } : {}) },
    request: {
      auth: clientAuth(signIn),
      method: 'POST',
      header: headers.map(({ key, value }) => ({ key, value })),
      body: bodyOf(signIn),
      url: tokenUrl(signIn.tokenUrl),
      description: tokenRequestDescription(signIn, context.api),
    },
    response: [],
  };
}
