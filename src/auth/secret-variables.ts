import { soleReference } from '../notation/references.ts';
import type { AuthTemplateFile } from '../schema/auth-template.ts';
import type { Located } from '../source/located.ts';
import { secretAttributes } from './signed-auth.ts';

/**
 * Returns the variables that a template uses as password, client secret, refresh token or key of a signature. They are
 * secrets even without `secret: true`.
 */
export function secretVariables(file: Located<AuthTemplateFile>): Set<string> {
  const { password = '{{password}}', client_secret, parameters, auth } = file.value();
  const attributes = secretAttributes(file.value()).map((key) => auth?.[key]);
  const texts = [password, client_secret, parameters?.refresh_token, ...attributes].map((text) => String(text ?? ''));
  return new Set(texts.map((text) => soleReference(text) ?? ''));
}
