import type { Api, SignIn, TokenRequest } from '../../model/api.ts';
import { formOf, usesBasic } from '../../model/sign-in-form.ts';
import { findReferences } from '../../notation/references.ts';
import { fillScript, type ScriptTexts, toEvent, toSource } from '../scripts/fill-script.ts';
import { toGuardConfig, toSignInConfig } from '../scripts/sign-in-config.ts';
import { toUrl } from './to-url.ts';
import type { Auth, Body, Event, Item } from './types.ts';

const attribute = (key: string, value: string) => ({ key, value, type: 'string' as const });

/** What a list writes out itself is encoded here; the values of variables are encoded by the script. */
function encodeLiteral(text: string): string {
  return text.replace(/(\{\{[^{}]+\}\})|[^{]+|\{/g, (part, variable?: string) => variable ?? encodeURIComponent(part));
}

/** What the token request itself carries: the client's credentials, or nothing. */
function clientAuth(signIn: SignIn): Auth {
  const { clientId, clientSecret } = signIn;
  if (!usesBasic(signIn)) return { type: 'noauth' };
  const spell = signIn.clientAuthentication === 'basic-encoded' ? encodeLiteral : String;
  return { type: 'basic', basic: [attribute('username', spell(clientId)), attribute('password', spell(clientSecret))] };
}

/** A token URL in Postman's parts. */
function tokenUrl(text: string) {
  const [, base = '', rest] = /^(\{\{[^{}]+\}\}|https?:\/\/[^/?]*)(?:\/(.*))?$/s.exec(text) ?? [];
  return toUrl({ base: base || text, path: rest === undefined ? [] : rest.split('/'), parameters: [], query: [] });
}

function bodyOf(signIn: SignIn): Body {
  if (signIn.body.kind === 'json') {
    return { mode: 'raw', raw: JSON.stringify(signIn.body.value, null, 2), options: { raw: { language: 'json' } } };
  }
  const urlencoded = formOf(signIn).map(({ key, value }) => ({ key, value, type: 'text' as const }));
  return { mode: 'urlencoded', urlencoded };
}

/** The scripts that several others share, with the sign-in that they are about. */
function shared(api: Api, signIn: SignIn, scripts: ScriptTexts, ...names: string[]): string[] {
  const config = `var signIn = ${toSource(toSignInConfig(api, signIn))};`;
  return [config, ...names.map((name) => fillScript(scripts, name))];
}

/** A JSON body takes variables as they are: what would break it is escaped first. */
function escapes(signIn: SignIn, scripts: ScriptTexts): string[] {
  if (signIn.body.kind !== 'json') return [];
  const names = [...new Set(findReferences(JSON.stringify(signIn.body.value)).map((one) => one.name))];
  return [fillScript(scripts, 'escape-json', { VARIABLES: names.filter((name) => !name.startsWith('$')) })];
}

/**
 * The visible token request: what people send by hand. It clears the old token, and stores the new one once the answer
 * has proved good. Redirects are off: a 307 would send the password elsewhere.
 */
export function toTokenRequest(api: Api, { id, signIn }: TokenRequest, scripts: ScriptTexts): Item {
  const { name, issuer, body, headers, description, token } = signIn;
  const before = issuer === undefined ? ['token-state'] : ['token-state', 'discover'];
  return {
    name,
    id,
    event: [
      toEvent('prerequest', [
        ...shared(api, signIn, scripts, ...before),
        fillScript(scripts, 'token-before'),
        ...escapes(signIn, scripts),
      ]) as Event,
      toEvent('test', [
        ...shared(api, signIn, scripts, 'token-answer', 'token-state'),
        fillScript(scripts, 'token-test', { TOKEN: token.variable }),
      ]) as Event,
    ],
    // A session of an earlier sign-in is none of this one's business.
    protocolProfileBehavior: { followRedirects: false, ...(body.kind === 'json' ? { disableCookies: true } : {}) },
    request: {
      auth: clientAuth(signIn),
      method: 'POST',
      header: headers.map(({ key, value }) => ({ key, value })),
      body: bodyOf(signIn),
      url: tokenUrl(signIn.tokenUrl),
      ...(description ? { description: description.trimEnd() } : {}),
    },
    response: [],
  };
}

/** The collection's prerequest script, which signs in by itself; undefined when no sign-in wants it. */
export function toGuard(api: Api, scripts: ScriptTexts): Event | undefined {
  const guarded = api.tokenRequests.filter(({ signIn }) => signIn.guard);
  if (guarded.length === 0) return undefined;
  const discovers = guarded.some(({ signIn }) => signIn.issuer !== undefined);
  return toEvent('prerequest', [
    fillScript(scripts, 'token-answer'),
    fillScript(scripts, 'token-state'),
    ...(discovers ? [fillScript(scripts, 'discover')] : []),
    fillScript(scripts, 'guard', {
      SIGN_INS: guarded.map((one) => toGuardConfig(api, one)),
      ENVIRONMENT_NAMES: api.environments.map((one) => `${api.slug}.${one.name}`).join(' or '),
    }),
  ]);
}
