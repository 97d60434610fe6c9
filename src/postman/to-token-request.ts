import type { Api, SignIn } from '../model/api.ts';
import { findReferences } from '../model/references.ts';
import { fillScript, type ScriptTexts, toEvent } from './script.ts';
import { toUrl } from './to-url.ts';
import type { Auth, AuthAttribute, Event, Item } from './types.ts';

/** Name of the assertion on the visible token request. */
export const tokenAssertion = 'Update environment';
/** Name of the assertion by which the guard reports a failed sign-in. */
export const guardAssertion = 'Sign-in';

const attribute = (key: string, value: string): AuthAttribute => ({ key, value, type: 'string' });

/** Basic auth of the client, where the template wants it. */
function clientAuth(signIn: SignIn): AuthAttribute[] | undefined {
  if (signIn.clientAuthentication !== 'basic') return undefined;
  return [attribute('username', signIn.clientId), attribute('password', signIn.clientSecret)];
}

/** The form with the client's credentials in it, where the template wants them there. */
function formOf(signIn: SignIn): { key: string; value: string }[] {
  const { clientAuthentication, clientId, clientSecret, form } = signIn;
  const client =
    clientAuthentication === 'body'
      ? [
          { key: 'client_id', value: clientId },
          { key: 'client_secret', value: clientSecret },
        ]
      : clientAuthentication === 'none'
        ? [{ key: 'client_id', value: clientId }]
        : [];
  return [...form, ...client];
}

/** A token URL in Postman's parts. */
function tokenUrl(text: string) {
  const [, base = '', rest = ''] = /^(\{\{[^{}]+\}\}|https?:\/\/[^/?]*)(?:\/(.*))?$/s.exec(text) ?? [];
  return toUrl({ base: base || text, path: rest.split('/'), parameters: [], query: [] });
}

/** What the scripts that judge an answer need to know of the token. */
function answerScript(signIn: SignIn, scripts: ScriptTexts): string {
  const { field, format, expiresIn, defaultLife } = signIn.token;
  return fillScript(scripts, 'token-answer', {
    TOKEN_FIELD: field,
    IS_JWT: format === 'jwt',
    EXPIRES_IN_FIELD: expiresIn ?? 'expires_in',
    DEFAULT_LIFE: defaultLife,
  });
}

const tokenNames = ({ token }: SignIn) => ({ TOKEN: token.variable, EXPIRES_AT: token.expiresAt });

/**
 * The visible token request: what people send by hand. It clears the old token, and stores the new one once the answer
 * has proved good. Redirects are off: a 307 would send the password elsewhere.
 */
export function toTokenRequest(api: Api, signIn: SignIn, scripts: ScriptTexts): Item {
  const basic = clientAuth(signIn);
  const auth: Auth = basic ? { type: 'basic', basic } : { type: 'noauth' };
  return {
    name: signIn.name,
    id: api.tokenRequestId as string,
    event: [
      toEvent('prerequest', [fillScript(scripts, 'token-clear', tokenNames(signIn))]) as Event,
      toEvent('test', [answerScript(signIn, scripts), fillScript(scripts, 'token-test', tokenNames(signIn))]) as Event,
    ],
    protocolProfileBehavior: { followRedirects: false },
    request: {
      auth,
      method: 'POST',
      header: signIn.headers.map(({ key, value }) => ({ key, value })),
      body: {
        mode: 'urlencoded',
        urlencoded: formOf(signIn).map(({ key, value }) => ({ key, value, type: 'text' as const })),
      },
      url: tokenUrl(signIn.tokenUrl),
      ...(signIn.description ? { description: signIn.description.trimEnd() } : {}),
    },
    response: [],
  };
}

/** The collection's prerequest script, which signs in by itself. */
export function toGuard(api: Api, signIn: SignIn, scripts: ScriptTexts): Event {
  const needed = api.variables.filter(
    (variable) => !variable.optional && !variable.produced && signInNeeds(signIn).has(variable.name),
  );
  const script = fillScript(scripts, 'guard', {
    ...tokenNames(signIn),
    ENVIRONMENT_NAMES: api.environments.map((one) => `${api.slug}.${one.name}`).join(' or '),
    NEEDED: needed.map((variable) => variable.name),
    TOKEN_URL: signIn.tokenUrl,
    HEADERS: signIn.headers.map(({ key, value }) => ({ key, value })),
    BASIC: clientAuth(signIn)?.map(({ key, value }) => ({ key, value })) ?? null,
    FORM: formOf(signIn),
  });
  return toEvent('prerequest', [answerScript(signIn, scripts), script]) as Event;
}

/** Names of the variables that the token request sends. */
export function signInNeeds(signIn: SignIn): Set<string> {
  const { tokenUrl: url, headers, clientAuthentication, clientId } = signIn;
  const client = clientAuthentication === 'basic' ? [clientId, signIn.clientSecret] : [];
  const texts = [url, ...client, ...[...formOf(signIn), ...headers].map((field) => field.value)];
  const names = texts.flatMap((text) => findReferences(text).map((one) => one.name));
  return new Set(names.filter((name) => !name.startsWith('$')));
}
