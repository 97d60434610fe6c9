import type { AuthTemplateFile } from '../schema/auth-template.ts';
import type { AuthChange } from '../schema/endpoint-list.ts';
import type { Located } from '../source/located.ts';

/** Returns the name of an identity's token variable: that of the list, else the template's, with the identity's name. */
export function tokenVariable(
  name: string | undefined,
  file: Located<AuthTemplateFile>,
  change: Located<AuthChange> | undefined,
): string {
  const own = file.get('token')?.value().variable ?? '';
  return change?.get('token')?.value().variable ?? (name === undefined ? own : `${name}_token`);
}

/** Endings of the variables beside a token: its refresh token, expiry, user and discovered URL. */
const tokenEndings = ['', '_refresh', '_expires_at', '_for', '_url'];

/**
 * Returns the names of the token and of the variables beside it in the template, with their names in an identity. Empty
 * if they are the same.
 */
export function tokenNames(
  name: string | undefined,
  file: Located<AuthTemplateFile>,
  change: Located<AuthChange> | undefined,
): Map<string, string> {
  const own = file.get('token')?.value().variable;
  const variable = tokenVariable(name, file, change);
  if (own === undefined || own === variable) return new Map();
  return new Map(tokenEndings.map((ending) => [`${own}${ending}`, `${variable}${ending}`]));
}
