import type { Identity } from '../../auth/sign-in.ts';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { producedBy } from '../identities.ts';
import { allSettings, type Settings } from '../settings.ts';
import { signedFaults } from '../signed-faults.ts';

/** Words that have another meaning in `auth`, so no identity can have them as name. */
const reserved = ['inherit', 'none'];

/** Reports a name that cannot be the prefix of variables, or that has another meaning in `auth`. */
export function checkIdentityName({ name, origin }: Identity): Diagnostic[] {
  const isValid = name === undefined || (/^[A-Za-z][A-Za-z0-9_]{0,31}$/.test(name) && !reserved.includes(name));
  return isValid ? [] : [diagnose('bad-identity-name', { name }, origin)];
}

/** Reports attributes of an auth with which Postman could not sign. Those with variables are checked before a run. */
export function checkAttributes({ auth, origin }: Identity): Diagnostic[] {
  const resolve = (text: string) => (text.includes('{{') ? undefined : text);
  return signedFaults(auth.type, auth.attributes, resolve).map((fault) =>
    diagnose('auth-attribute', { type: auth.type, ...fault }, origin),
  );
}

/**
 * Reports identities whose sign-in is that of another one, to the letter: a name in the template that is not one of its
 * variables is the same for all identities, so the wrong user would sign in.
 */
export function checkSameSignIn(identities: readonly Identity[]): Diagnostic[] {
  const seen = new Map<string, string>();
  return identities.flatMap(({ name, signIn, origin }) => {
    if (!signIn) return [];
    const { tokenUrl, issuer, clientId, clientSecret, body, headers, token } = signIn;
    const key = JSON.stringify([issuer ?? tokenUrl, clientId, clientSecret, body, headers, token.field]);
    const other = seen.get(key);
    seen.set(key, other ?? name ?? 'the list');
    return other === undefined ? [] : [diagnose('same-sign-in', { name: name ?? 'the list', other }, origin)];
  });
}

/**
 * Reports variables that are set by two sign-ins, or by a sign-in and the list. Otherwise requests could be sent with
 * the token of another user.
 */
export function checkTaken(identities: readonly Identity[], settings: Settings): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  /** For each variable, the identity whose sign-in sets it, and the one whose template declares it. */
  const setBy = new Map<string, string>();
  const declaredBy = new Map<string, string>();
  for (const { name = 'the list', signIn, variables, origin } of identities) {
    const set = signIn ? [...producedBy(signIn), ...signIn.made.map((variable) => variable.key)] : [];
    const declared = variables.map((variable) => variable.name);
    const taken =
      set.find((variable) => setBy.has(variable) || declaredBy.has(variable)) ??
      declared.find((variable) => setBy.has(variable));
    const by = taken === undefined ? undefined : (setBy.get(taken) ?? declaredBy.get(taken));
    if (taken !== undefined && by !== undefined) {
      diagnostics.push(diagnose('variable-taken', { name: taken, by }, origin));
    }
    for (const variable of set) setBy.set(variable, name);
    for (const variable of declared) if (!set.includes(variable)) declaredBy.set(variable, name);
  }
  for (const { name, keyOrigin } of allSettings(settings)) {
    const by = setBy.get(name);
    if (by !== undefined && name !== 'base_url') diagnostics.push(diagnose('variable-taken', { name, by }, keyOrigin));
  }
  return diagnostics;
}
