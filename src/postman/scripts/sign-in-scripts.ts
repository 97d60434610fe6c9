import type { SignIn } from '../../auth/sign-in.ts';
import { guardAssertion, type Json, tokenAssertion } from '../../model/expectation.ts';
import { defaultIdentityOf, tokenIdentitiesOf, tokenIdentityOf } from '../../model/identities.ts';
import { findReferences } from '../../notation/references.ts';
import { answerValues } from './answer-fields.ts';
import { Code, type Fillings, fillScript } from './fill-script.ts';
import { headerOf, type ScriptContext, type ScriptsByEvent } from './script-context.ts';
import {
  encodedVariables,
  issuedFor,
  sectionsFor,
  toSignInSettings,
  variablesRead,
  variablesSet,
} from './sign-in-config.ts';
import { encodeQuery } from './value-scripts.ts';

/** Name of the placeholder for a setting: `REQUIRED_VARIABLES` for `requiredVariables`. */
const toPlaceholder = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

/** Settings as fillings: their values or, when a script serves several sign-ins, code such as `signIn.token`. */
function toFillings(settings: Readonly<Record<string, Json>>, several = false): Fillings {
  const entries = Object.entries(settings).map(
    ([key, value]) => [toPlaceholder(key), several ? new Code(`signIn.${key}`) : value] as const,
  );
  return Object.fromEntries(entries);
}

/** Script that escapes the variables of a JSON body: Postman inserts values unchanged, so a quote would break it. */
function escapes({ body }: SignIn, { scripts }: ScriptContext): string[] {
  if (body.kind !== 'json') return [];
  const names = [...new Set(findReferences(JSON.stringify(body.value)).map(({ name }) => name))];
  return [
    fillScript(scripts, 'escape-json', {
      VARIABLES: names.filter((name) => !name.startsWith('$')),
    }),
  ];
}

/**
 * Returns the scripts of a visible token request. The prerequest script clears the old token; the test script checks
 * the answer and stores the new token.
 */
export function tokenRequestScripts(signIn: SignIn, context: ScriptContext): ScriptsByEvent {
  const { api, scripts } = context;
  const sections = sectionsFor(api, [signIn]);
  const set = variablesSet(signIn);
  const settings = toSignInSettings(api, signIn);
  const fillings = {
    ...toFillings(settings),
    ...answerValues(settings, sections),
    ENCODED_VARIABLES: encodedVariables(signIn),
    REQUEST_NAME: `"${signIn.name}"`,
    ASSERTION: tokenAssertion,
    READS: variablesRead(signIn),
  };
  const kept = [signIn.token.variable, signIn.token.expiresAt, signIn.token.issuedFor];
  const renewed = signIn.refresh ? [signIn.refresh.variable] : [];
  const before = { ...fillings, WRITES: set.filter((name) => name !== signIn.token.issuedFor) };
  const after = { ...fillings, WRITES: [...kept, ...renewed] };
  const header = headerOf(context);
  const encodes = sections.includes('url-variables') ? [encodeQuery(scripts)] : [];
  return {
    prerequest: [
      header,
      fillScript(scripts, 'token-before', before, sections),
      ...escapes(signIn, context),
      ...encodes,
    ],
    test: [header, fillScript(scripts, 'token-test', after, sections)],
  };
}

/** The settings that the guard reads when it serves several sign-ins. */
function settingsOfOne(all: Readonly<Record<string, Json>>, sections: readonly string[]): { [key: string]: Json } {
  const unread = new Set([
    ...(sections.includes('fresh') ? [] : ['freshVariables']),
    ...(sections.includes('optional') ? [] : ['optionalFields']),
    ...(sections.includes('jwt') && sections.includes('opaque') ? [] : ['format']),
    ...(sections.includes('not-encoded') ? [] : ['encodesClient']),
    ...(sections.includes('no-rotation') ? [] : ['rotates']),
    ...(sections.includes('token-varies') ? [] : ['tokenPlace']),
  ]);
  return Object.fromEntries(Object.entries(all).filter(([key]) => !unread.has(key)));
}

/** Returns the collection's prerequest script, which signs in automatically; undefined when no sign-in has `guard`. */
export function guardScript(context: ScriptContext): ScriptsByEvent | undefined {
  const { api, scripts } = context;
  const written = tokenIdentitiesOf(api)
    .map(({ signIn }) => signIn)
    .filter(({ guard }) => guard);
  const signIns = written.map(asSentByScript);
  const [first] = signIns;
  if (!first) return undefined;
  const sections = sectionsFor(api, signIns);
  const all = written.map((signIn) => ({
    ...toSignInSettings(api, asSentByScript(signIn)),
    // The visible token request and the guard must agree.
    issuedFor: issuedFor(api, signIn),
  }));
  const several = signIns.length > 1;
  const identity = defaultIdentityOf(api);
  const inherited = identity && tokenIdentityOf(api, identity)?.signIn;
  const carried = inherited?.guard ? `{{${inherited.token.variable}}}` : '';
  const names = api.environments.map((environment) => `${api.slug}.${environment.name}`).join(' or ');
  const content = ['form', 'json']
    .filter((kind) => sections.includes(kind))
    .map((kind) => (several ? `signIn.${kind}` : kind))
    .join(' ?? ');
  const text = fillScript(
    scripts,
    'guard',
    {
      ...toFillings(Object.assign({}, ...all) as { [key: string]: Json }, several),
      ...answerValues(several ? undefined : all[0], sections),
      ...(several ? { SIGN_INS: all.map((settings) => settingsOfOne(settings, sections)) } : {}),
      TOKENS: signIns.map((signIn) => `{{${signIn.token.variable}}}`).join(' or '),
      SENDS: [...new Set(signIns.flatMap(requestsOf))],
      READS: [...new Set(signIns.flatMap(variablesRead))],
      WRITES: [...new Set(signIns.flatMap(variablesSet))],
      FIRST_TOKEN: first.token.variable,
      ENVIRONMENTS: names,
      CONTENT: new Code(content),
      REFRESH_FORM_NAME: new Code(several ? 'signIn.refreshForm' : 'refreshForm'),
      INHERITED: carried,
      CARRIED: `{{${first.token.variable}}}`,
      ASSERTION: guardAssertion,
    },
    sections,
  );
  return { prerequest: [headerOf(context), text], test: [] };
}

/**
 * A sign-in as a script sends it: with the client's credentials in the form if the server takes them there. In a
 * collection that Postman has migrated to v3, `pm.sendRequest` ignores its own auth and sends the collection's.
 */
function asSentByScript(signIn: SignIn): SignIn {
  return signIn.alsoInForm ? { ...signIn, clientAuthentication: 'body' } : signIn;
}

/** The requests that a sign-in sends, for the script's header: method and URL. */
function requestsOf({ issuer, tokenUrl }: SignIn): string[] {
  const discovery = issuer === undefined ? [] : [`GET ${issuer}/.well-known/openid-configuration`];
  return [...discovery, `POST ${tokenUrl}`];
}
