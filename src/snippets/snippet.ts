import type { SignIn } from '../auth/sign-in.ts';
import type { Api, Endpoint, Environment } from '../model/api.ts';
import { carriedVariables, identityOf, producedBy, tokenIdentityOf } from '../model/identities.ts';
import { plainText } from '../model/onboarding/plain-text.ts';
import { findReferences, soleReference } from '../notation/references.ts';
import { secretKeys } from '../secrets/secret-keys.ts';
import type { Draft, DraftSignIn, Input, Language } from './draft.ts';
import { type Generator, loadGenerators } from './generators.ts';
import { joinText } from './holes.ts';
import { isSavedNumber } from './saved-numbers.ts';
import { draftRequest, draftTokenRequest } from './to-draft-request.ts';
import { Values } from './values.ts';
import { writeCurl } from './write-curl.ts';
import { writeJavascript } from './write-javascript.ts';
import { writePython } from './write-python.ts';

/** A request in a language, sign-in included. */
export interface Snippet {
  readonly text: string;
  /** The variables that its reader sets, in the order of the request. */
  readonly inputs: readonly Input[];
}

/** What is needed to write a snippet. */
export interface SnippetInput {
  readonly api: Api;
  readonly environment: Environment;
  readonly endpoint: Endpoint;
  /** Which lines are written; default: all. Those of a call use the variable that those of its sign-in set. */
  readonly part?: 'sign-in' | 'call';
  /** Chooses one of the names that a variable may have in the process environment; default: the first. */
  readonly choose?: (keys: readonly string[]) => string | undefined;
}

/** Writes snippets; undefined for a request that the language cannot send: its auth is a signature, or it is a GET with a body. */
export type SnippetWriter = (input: SnippetInput, language: Language) => Snippet | undefined;

const writers: Readonly<Record<Language, (draft: Draft, generate: Generator) => string>> = {
  curl: writeCurl,
  javascript: writeJavascript,
  python: writePython,
};

/**
 * Loads Postman's code generators, and returns a function that writes a request in a language.
 *
 * @example (await loadSnippets())({ api, environment, endpoint }, 'curl')?.text
 */
export async function loadSnippets(): Promise<SnippetWriter> {
  const generators = await loadGenerators();
  return (input, language) => {
    const draft = draftOf(input, language);
    return draft && { text: writers[language](draft, generators[language]), inputs: draft.inputs };
  };
}

/** Auth types that only curl has as options. */
const ofCurl = new Set(['digest', 'ntlm', 'awsv4']);

function draftOf({ api, environment, endpoint, part, choose }: SnippetInput, language: Language): Draft | undefined {
  const identity = identityOf(api, endpoint);
  if (identity && ofCurl.has(identity.auth.type) && language !== 'curl') return undefined;
  const signedIn = identity && tokenIdentityOf(api, identity)?.signIn;
  const sets = endpoint.sets ?? [];
  const locals = [...(signedIn ? producedBy(signedIn) : []), ...sets.map(({ variable }) => variable)];
  const keyOf = (name: string) => {
    const keys = secretKeys(api, environment.name, name);
    return choose?.(keys) ?? keys[0] ?? name;
  };
  const values = new Values(api, environment, locals, { keyOf, literal: endpoint.literal, made: signedIn?.made });
  const signIn = signedIn && part !== 'call' ? draftSignIn(api, signedIn, values) : undefined;
  if (part === 'sign-in') {
    const inputs = values.inputs.map((name) => toInput(api, name, keyOf(name)));
    return signIn && { notes: [], inputs, signIn, sets: [], failsAbove400: true };
  }
  const before = sets.map(({ variable, value }) => ({ name: variable, value: values.pieces(value, 'plain') }));
  const call = draftRequest(endpoint, identity?.auth, values, (name) => isSavedNumber(api, name));
  // `fetch` refuses a body with these methods.
  if (!call || (language === 'javascript' && call.body && /^(?:GET|HEAD)$/.test(call.method))) return undefined;
  return {
    notes: notesOf(api, environment, endpoint),
    inputs: values.inputs.map((name) => toInput(api, name, keyOf(name))),
    ...(signIn ? { signIn } : {}),
    sets: before,
    call,
    failsAbove400: endpoint.expectations.every(
      (expectation) => expectation.kind !== 'status' || expectation.ranges.every(({ from }) => from < 400),
    ),
    ...(identity && !signedIn ? refusedOf(api, carriedVariables(identity), values.inputs) : {}),
  };
}

/** What to check if a call is refused that sends a key or a password. */
function refusedOf(api: Api, carried: readonly string[], inputs: readonly string[]): Pick<Draft, 'check'> {
  const names = carried.filter((name) => inputs.includes(name));
  return names.length > 0 ? { check: `If this is 401 or 403, check ${namesWithSources(api, names)}.` } : {};
}

/** Names of variables, and where their values come from. */
function namesWithSources(api: Api, names: readonly string[]): string {
  const shown = names.map((name) => {
    const from = api.variables.find((variable) => variable.name === name)?.from;
    return from ? `${name} (from ${plainText(from)})` : name;
  });
  const last = shown.pop() ?? '';
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : last;
}

function draftSignIn(api: Api, signIn: SignIn, values: Values): DraftSignIn {
  const { token, issuer, tokenUrl } = signIn;
  const request = draftTokenRequest(signIn, values);
  const url = issuer && [...values.pieces(issuer, 'plain'), '/.well-known/openid-configuration'];
  return {
    request,
    token: token.variable,
    field: token.field,
    ...(url ? { discovery: { url: joinText(url), variable: soleReference(tokenUrl) ?? '' } } : {}),
    check: checkOf(api, signIn, values.inputs),
  };
}

/** What to check if a sign-in is refused, and where the values come from: first of all, what the reader has typed. */
function checkOf(api: Api, signIn: SignIn, inputs: readonly string[]): string {
  const { username = '', password = '', clientId, clientSecret, body } = signIn;
  const json = body.kind === 'json' ? JSON.stringify(body.value) : '';
  const texts = [username, password, clientId, clientSecret, json];
  const all = [...new Set(texts.flatMap((text) => findReferences(text).map(({ name }) => name)))];
  const typed = all.filter((name) => inputs.includes(name));
  const names = typed.length > 0 ? typed : all;
  return `The sign-in failed. Check ${names.length > 0 ? namesWithSources(api, names) : 'the token URL'}.`;
}

function toInput(api: Api, name: string, key: string): Input {
  const variable = api.variables.find((known) => known.name === name);
  const about = [variable?.description, variable?.from && `from ${variable.from}`].filter((text) => text !== undefined);
  return {
    key,
    name,
    secret: variable?.secret ?? false,
    about: about.map((text) => plainText(text).replace(/\.$/, '')).join('; '),
  };
}

function notesOf(api: Api, environment: Environment, { name, before, after, folders }: Endpoint): string[] {
  const place = folders.length > 0 ? ` (${folders.join(', ')})` : '';
  const scripts = before !== undefined || after !== undefined;
  return [
    `${name}${place}: ${api.name}, environment ${environment.name}`,
    ...(scripts ? ['In Postman, this request has scripts. They are not part of these lines.'] : []),
  ];
}
