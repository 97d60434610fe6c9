import type { Identity } from '../../auth/sign-in.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import { findReferences, isVariableName, referenceNames } from '../../notation/references.ts';
import type { SignInEntry } from '../../schema/endpoint-list.ts';
import type { Located } from '../../source/located.ts';
import type { SignInPlace } from '../api.ts';
import { producedBy } from '../identities.ts';
import { textsOf } from '../sign-in-form.ts';
import type { BuildContext } from './build-context.ts';
import { buildUrl } from './build-url.ts';

/**
 * Notes the variables that an identity uses, and checks its token URL and token variable. Everything is reported at the
 * place where the list asks for the identity.
 */
export function noteIdentity(identity: Identity, context: BuildContext): void {
  const { auth, variables, signIn, origin, name = '' } = identity;
  const own = signIn ? producedBy(signIn) : [];
  for (const { value } of auth.attributes) {
    if (!own.some((variable) => value === `{{${variable}}}`)) noteText(value, name, origin, context);
  }
  if (!signIn) return;
  const renewal = signIn.refresh?.parameters.map((parameter) => parameter.value) ?? [];
  for (const text of [...textsOf(signIn), ...renewal]) noteText(text, name, origin, context);
  const { tokenUrl, issuer, token } = signIn;
  const address = issuer ?? tokenUrl;
  const url = buildUrl({ text: address, placeOf: () => origin }, context);
  const reason = url && tokenUrlFault(address, issuer !== undefined && url.query.length > 0);
  if (reason) context.report(diagnose('bad-url', { url: address, reason }, origin));
  const taken = token.variable === 'base_url' || variables.some((variable) => variable.name === token.variable);
  if (taken || !isVariableName(token.variable)) {
    context.report(diagnose('bad-variable-name', { name: token.variable }, origin));
  }
}

/** Notes a text of an identity. Variables that nobody has declared yet may be saved by a request: see {@link useIdentity}. */
function noteText(text: string, identity: string, origin: Origin, context: BuildContext): void {
  const isKnown = referenceNames(text).every((name) => name.startsWith('$') || context.types.has(name));
  if (isKnown || findReferences(text).some(({ fault }) => fault !== undefined)) context.note(text, () => origin);
  else context.undeclared.push({ identity, text, origin });
}

/** Notes that a request, or a placed sign-in, uses the saved variables of an identity. They must be saved before. */
export function useIdentity(identity: Identity | undefined, origin: Origin, context: BuildContext): void {
  if (!identity) return;
  for (const { identity: name, text } of context.undeclared) {
    if (name !== (identity.name ?? '')) continue;
    for (const variable of referenceNames(text)) {
      if (context.saved.has(variable)) context.use(variable, origin);
      else context.awaited.push({ name: variable, origin });
    }
  }
}

/**
 * Reports variables of identities that no request saves, or that are saved after they are used. A sign-in without a place
 * is sent first. Called when all requests are built.
 */
export function checkSavedForIdentities(context: BuildContext): void {
  context.early.push(...context.awaited.filter(({ name }) => context.saved.has(name)));
  for (const { identity, text, origin } of context.undeclared) {
    const signsIn = context.input.identities.some(({ name = '', signIn }) => name === identity && signIn !== undefined);
    for (const name of referenceNames(text)) {
      const isFirst = signsIn && !context.signInPlaces.has(identity);
      if (isFirst || !context.saved.has(name)) context.early.push({ name, origin });
      if (!context.uses.has(name)) context.uses.set(name, origin);
    }
  }
}

/** Builds the place of a sign-in. Reports unknown identities, those without a token, and a second place. */
export function buildSignIn(entry: Located<SignInEntry>, context: BuildContext): SignInPlace | undefined {
  const located = entry.get('sign_in') as Located<string | true>;
  const wanted = located.value() === true ? undefined : located.text();
  const { identities } = context.input;
  const identity = identities.find(({ name }) => name === wanted);
  if (!identity) {
    const known = identities.flatMap(({ name, signIn }) => (name !== undefined && signIn ? [name] : []));
    context.report(
      wanted === undefined
        ? diagnose('no-sign-in', { where: 'this entry' }, located)
        : diagnose('wrong-value', { found: wanted, known: ['true', ...known] }, located),
    );
    return undefined;
  }
  if (!identity.signIn) {
    context.report(diagnose('nothing-to-get', { template: identity.template }, located));
    return undefined;
  }
  const key = wanted ?? '';
  const earlier = context.signInPlaces.get(key);
  if (earlier) {
    const related = [{ message: 'the first place', origin: earlier }];
    context.report(diagnose('sign-in-twice', { name: wanted ?? 'the list' }, located, related));
    return undefined;
  }
  context.signInPlaces.set(key, located);
  useIdentity(identity, located, context);
  return { kind: 'sign-in', ...(wanted === undefined ? {} : { identity: wanted }), origin: located };
}

function tokenUrlFault(text: string, isIssuerWithQuery: boolean): string | undefined {
  if (isIssuerWithQuery) return 'an issuer must not have a query';
  const hasParameter = /(?<!\{)\{[^{}]*\}(?!\})/.test(text);
  return hasParameter ? 'a token URL can contain {{variables}}, but no {parameters}' : undefined;
}
