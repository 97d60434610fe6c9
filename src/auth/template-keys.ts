/** Keys of a template and of its changes in a list, by what they are for. */

/** Keys that have the same meaning in every template, so they are never values of its variables. */
export const commonKeys = new Set([
  'template',
  'parameters',
  'headers',
  'guard',
  'token',
  'client_authentication',
  'grant',
  'name',
]);

/** Keys that only apply to a form body, not to a JSON body. */
export const ofForms = new Set(['client_id', 'client_secret', 'client_authentication', 'parameters', 'scope', 'grant']);

/** Keys whose plain values must not be in a list. */
export const secretKeys = ['password', 'client_secret'] as const;

/** Keys that a list may write even if the template does not contain them. */
export const changeableKeys = new Set([
  'token_url',
  'issuer',
  'scope',
  'client_id',
  'client_secret',
  'username',
  'password',
]);
