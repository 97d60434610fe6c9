import type { Identity } from '../../auth/sign-in.ts';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { producedBy } from '../identities.ts';
import { allSettings, type Settings } from '../settings.ts';

/** Names that an identity must not have, because `auth` gives them another meaning. */
const reserved = ['inherit', 'none'];

/** The name of an identity becomes the prefix of its variables. */
export function checkIdentityName({ name, origin }: Identity): Diagnostic[] {
  const isValid = name === undefined || (/^[A-Za-z][A-Za-z0-9_]{0,31}$/.test(name) && !reserved.includes(name));
  return isValid ? [] : [diagnose('bad-identity-name', { name }, origin)];
}

/**
 * Variables that two sign-ins would set, or that the list sets as well as a sign-in: requests would be sent with
 * another user's token.
 */
export function checkTaken(identities: readonly Identity[], settings: Settings): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  /** Whose sign-in sets a variable, and whose template declares it. */
  const setBy = new Map<string, string>();
  const declaredBy = new Map<string, string>();
  for (const { name = 'the list', signIn, variables, origin } of identities) {
    const own = signIn ? [...producedBy(signIn), ...signIn.made.map((variable) => variable.key)] : [];
    const declared = variables.map((variable) => variable.name);
    const taken =
      own.find((variable) => setBy.has(variable) || declaredBy.has(variable)) ??
      declared.find((variable) => setBy.has(variable));
    const by = taken === undefined ? undefined : (setBy.get(taken) ?? declaredBy.get(taken));
    if (taken !== undefined && by !== undefined) {
      diagnostics.push(diagnose('variable-taken', { name: taken, by }, origin));
    }
    for (const variable of own) setBy.set(variable, name);
    for (const variable of declared) if (!own.includes(variable)) declaredBy.set(variable, name);
  }
  for (const { name, keyOrigin } of allSettings(settings)) {
    const by = setBy.get(name);
    if (by !== undefined && name !== 'base_url') diagnostics.push(diagnose('variable-taken', { name, by }, keyOrigin));
  }
  return diagnostics;
}
