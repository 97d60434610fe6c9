import type { Identity } from '../../auth/sign-in.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { isVariableName } from '../../notation/references.ts';
import { producedBy } from '../identities.ts';
import { textsOf } from '../sign-in-form.ts';
import type { BuildContext } from './build-context.ts';
import { buildUrl } from './build-url.ts';

/**
 * Notes the variables that an identity uses, and checks its token URL and token variable. Everything is reported at the
 * place where the list asks for the identity.
 */
export function noteIdentity({ auth, variables, signIn, origin }: Identity, context: BuildContext): void {
  const own = signIn ? producedBy(signIn) : [];
  for (const { value } of auth.attributes) {
    if (!own.some((variable) => value === `{{${variable}}}`)) context.note(value, () => origin);
  }
  if (!signIn) return;
  const renewal = signIn.refresh?.parameters.map((parameter) => parameter.value) ?? [];
  for (const text of [...textsOf(signIn), ...renewal]) context.note(text, () => origin);
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

function tokenUrlFault(text: string, isIssuerWithQuery: boolean): string | undefined {
  if (isIssuerWithQuery) return 'an issuer must not have a query';
  const hasParameter = /(?<!\{)\{[^{}]*\}(?!\})/.test(text);
  return hasParameter ? 'a token URL can contain {{variables}}, but no {parameters}' : undefined;
}
