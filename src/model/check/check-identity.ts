import { diagnose } from '../../diagnostics/diagnostic.ts';
import { isVariableName } from '../../notation/references.ts';
import type { Identity } from '../api.ts';
import type { BuildContext } from '../build/build-context.ts';
import { buildUrl } from '../build/build-url.ts';
import type { Setting } from '../build/build-variables.ts';
import { producedBy } from '../identities.ts';
import { textsOf } from '../sign-in-form.ts';

/** Notes the variables that an identity names, where the list asks for it, and checks its name and its token request. */
export function checkIdentity({ name, auth, variables, signIn, origin }: Identity, context: BuildContext): void {
  if (name !== undefined && (!/^[A-Za-z][A-Za-z0-9_]{0,31}$/.test(name) || name === 'inherit' || name === 'none')) {
    context.report(diagnose('bad-identity-name', { name }, origin));
  }
  const own = signIn ? producedBy(signIn) : [];
  for (const { value } of auth.attributes) {
    if (!own.some((variable) => value === `{{${variable}}}`)) context.note(value, () => origin);
  }
  if (!signIn) return;
  const renewal = signIn.refresh?.parameters.map((one) => one.value) ?? [];
  for (const text of [...textsOf(signIn), ...renewal]) context.note(text, () => origin);
  const { tokenUrl, issuer, token } = signIn;
  for (const text of [issuer ?? tokenUrl]) {
    const url = buildUrl({ text, placeOf: () => origin }, context);
    if (!url || (url.query.length === 0 && !/(?<!\{)\{[^{}]*\}(?!\})/.test(text))) continue;
    const reason =
      url.query.length > 0
        ? 'a token URL must not have a query'
        : 'a token URL can contain {{variables}}, but no {parameters}';
    context.report(diagnose('bad-url', { url: text, reason }, origin));
  }
  const taken = token.variable === 'base_url' || variables.some((one) => one.name === token.variable);
  if (taken || !isVariableName(token.variable)) {
    context.report(diagnose('bad-variable-name', { name: token.variable }, origin));
  }
}

/** Variables that two sign-ins would set, or that the list sets beside one: requests would carry what is another's. */
export function checkTaken(identities: readonly Identity[], settings: readonly Setting[], context: BuildContext): void {
  const owners = new Map<string, string>();
  const held = new Map<string, string>();
  for (const { name = 'the list', signIn, variables, origin } of identities) {
    const own = signIn ? [...producedBy(signIn), ...signIn.made.map((one) => one.key)] : [];
    const given = variables.map((one) => one.name);
    const taken = own.find((one) => owners.has(one) || held.has(one)) ?? given.find((one) => owners.has(one));
    const by = taken === undefined ? undefined : (owners.get(taken) ?? held.get(taken));
    if (taken !== undefined && by !== undefined)
      context.report(diagnose('variable-taken', { name: taken, by }, origin));
    for (const one of own) owners.set(one, name);
    for (const one of given) if (!own.includes(one)) held.set(one, name);
  }
  for (const { name, keyOrigin } of settings) {
    const by = owners.get(name);
    if (by !== undefined && name !== 'base_url') context.report(diagnose('variable-taken', { name, by }, keyOrigin));
  }
}
